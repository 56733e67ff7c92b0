"""A form: what is refused is undone, and told on the page one is on."""

from datetime import date

import pytest
from flask import Flask
from marshmallow import Schema, ValidationError
from sqlalchemy.orm import Session

from wallet.activities.activities import RewardPer
from wallet.activities.verifications import AlreadyVerified, ReasonMissing
from wallet.edge.session import db
from wallet.identity import people
from wallet.web.fields import Choice, Day, Hours, Line, Number, OneOf
from wallet.web.form import Form


class Everything(Schema):
    """One of each field."""

    line = Line(most=10)
    number = Number(least=1, most=1000)
    day = Day()
    hours = Hours()
    choice = Choice()
    note = Line(optional=True)


TYPED = {
    "line": "  Blue   bird ",
    "number": "12",
    "day": "2026-03-16",
    "hours": "2,5",
    "choice": "6f1f2a52-4f0a-4b52-9a76-2d0f3c6f9b11",
    "csrf_token": "not ours to read",
}


def test_fields_are_read_as_people_type_them(app: Flask, committed: Session) -> None:
    with app.test_request_context():
        read = Form(Everything(), values=TYPED).read()

    assert read["line"] == "Blue bird"
    assert (read["number"], read["hours"], read["note"]) == (12, 150, None)
    assert read["day"] == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("2", 120), ("2,5", 150), ("2.25", 135), ("2:30", 150), ("0", 0), ("0:01", 1), ("100", 6000)],
)
def test_hours_may_be_written_in_several_ways(app: Flask, typed: str, minutes: int) -> None:
    with app.test_request_context():
        assert Hours().deserialize(typed) == minutes


@pytest.mark.parametrize("typed", ["", "two", "2:60", "-1", "1,234", "10000", "٢", "1e3", "2:5"])
def test_what_is_no_length_of_time_is_said(app: Flask, typed: str) -> None:
    with app.test_request_context(), pytest.raises(ValidationError):
        Hours().deserialize(typed)


def test_every_wrong_field_is_named_at_once(app: Flask, committed: Session) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        form = Form(Everything(), values={"line": "x" * 11, "number": "0", "day": "soon"})
        with form:
            form.read()

    assert form.status == 422
    assert form.errors.keys() == {"line", "number", "day", "hours", "choice"}
    assert form.errors["number"] == ["Fill in a whole number from 1 to 1000."]


def test_a_refusal_undoes_what_was_written_before_it(app: Flask, committed: Session) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        form = Form()
        with form:
            people.register(db.session, name="Half done", email="half@example.org")
            raise AlreadyVerified

        assert people.find_by_email(db.session, "half@example.org") is None
    assert form.status == 409
    assert form.refusal == "This was verified before. There is nothing left to do."


def test_a_refusal_about_a_field_stands_beside_it(app: Flask, committed: Session) -> None:
    with app.test_request_context():
        form = Form(about={ReasonMissing: "reason"})
        with form:
            raise ReasonMissing

    assert form.refusal is None
    assert form.errors.keys() == {"reason"}
    assert form.status == 422


def test_what_is_no_refusal_goes_on_upwards(app: Flask, committed: Session) -> None:
    with app.test_request_context(), pytest.raises(LookupError), Form():
        raise LookupError


def test_a_choice_of_words_is_asked_for_in_a_sentence(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "nl"}):
        for typed in ({}, {"per": ""}, {"per": "week"}):
            with pytest.raises(ValidationError) as refused:
                Schema.from_dict({"per": OneOf(RewardPer)})().load(typed)
            assert refused.value.messages == {"per": ["Kies er een."]}


def test_no_required_field_of_a_form_speaks_another_language() -> None:
    """Those of marshmallow itself explain what is wrong in English only."""
    found = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in forms_of(Schema)
        for name, field in form._declared_fields.items()
        if field.required and type(field).__module__.startswith("marshmallow.")
    }

    assert found == set()


def forms_of(kind: type[Schema]) -> list[type[Schema]]:
    below = [each for child in kind.__subclasses__() for each in (child, *forms_of(child))]
    return [each for each in below if each.__module__.startswith("wallet.web.")]
