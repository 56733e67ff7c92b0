"""Work that cannot have been done: tomorrow, for 25 hours, by a stranger."""

from typing import Any

import pytest

from tests import build
from tests.bad_input import answers, requests
from tests.bad_input.town import Town
from tests.client import Client


def _record(program: Client, town: Town, **changes: Any) -> dict[str, Any]:
    work = {
        "activity_id": str(town.activity.id),
        "participant_id": str(town.phone.wallet.id),
        "held_on": requests.yesterday(),
        "minutes": 60,
    }
    answer = program.post(
        "/api/participations", json=work | changes, headers=town.headers("coordinator")
    )
    return answers.problem(answer, 404, 409, 422)


def test_a_day_to_come_is_refused(program: Client, town: Town) -> None:
    assert _record(program, town, held_on=requests.tomorrow())["type"] == "/problems/date-in-future"


@pytest.mark.parametrize(
    "day",
    [
        *("2026-02-30", "2026-13-01", "31-12-2026", "2026-W10-1", "20260301", "0000-00-00", ""),
        *("1999-12-31", "2101-01-01", "2026-03-01T10:00:00", "\u0662\u0660\u0662\u0666-03-01"),
        *(1, None),
    ],
)
def test_what_is_no_day_names_its_field(program: Client, town: Town, day: object) -> None:
    assert list(_record(program, town, held_on=day)["errors"]) == ["held_on"]


def test_long_before_the_registration_is_refused(program: Client, town: Town) -> None:
    assert _record(program, town, held_on="2020-01-01")["type"] == "/problems/date-too-early"


@pytest.mark.parametrize("minutes", [0, -60, 24 * 60 + 1, 10**9, 1.5, "60", True, None])
def test_no_time_or_more_than_a_day_names_its_field(
    program: Client, town: Town, minutes: object
) -> None:
    assert list(_record(program, town, minutes=minutes)["errors"]) == ["minutes"]


def test_a_whole_day_is_more_than_the_allowance_of_a_month(program: Client, town: Town) -> None:
    generous = build.an_activity(
        town.session, town.members["coordinator"], town.programme, coins=1000
    )
    town.session.commit()

    refused = _record(program, town, activity_id=str(generous.id), minutes=24 * 60)

    assert refused["type"] == "/problems/allowance-exceeded"


def test_somebody_elses_participant_or_activity_is_not_found(program: Client, town: Town) -> None:
    stranger = build.a_coordinator(town.session, town.programme)
    theirs = build.an_activity(town.session, stranger, town.programme)
    somebody = build.a_registration(town.session, stranger, town.programme)
    town.session.commit()

    assert _record(program, town, activity_id=str(theirs.id))["status"] == 404
    assert _record(program, town, participant_id=str(somebody.id))["status"] == 404


def test_who_wrote_it_down_cannot_verify_it(program: Client, town: Town) -> None:
    path = requests.own_path(town, "/api/participations/{participation_id}/verification")
    asked = program.post(path, headers=town.headers("coordinator"))
    pressed = answers.send(
        town.visitor("coordinator"),
        requests.own_path(town, "/organiser/participations/<participation_id>/verification"),
    )

    assert answers.problem(asked, 409)["type"] == "/problems/own-participation"
    answers.refusal(pressed, 409)
