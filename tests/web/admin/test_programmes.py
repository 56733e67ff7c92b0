"""An administrator decides on terms, lets organisations take part, and invites people."""

from datetime import timedelta
from typing import Any

import pytest
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.social_return.parties import Parties
from wallet import clock
from wallet.identity import memberships, people
from wallet.identity.permissions import Role
from wallet.money import Euros
from wallet.notifications.outbox import Message
from wallet.programmes import programmes, terms

TOMORROW = clock.day_of(clock.now()) + timedelta(days=1)


def pages(town: Parties) -> list[str]:
    own = f"/admin/programmes/{town.programme.id}"
    return ["/admin/", own, f"{own}/terms/new", "/admin/people/"]


def test_signing_in_and_the_role_are_needed(client: Client, town: Parties) -> None:
    for page in pages(town):
        assert client.get(page).location == "/sign-in/"
    client.sign_in(town.treasurer)
    for page in pages(town):
        assert client.get(page).status_code == 404


def test_a_programme_of_another_operator_is_not_there(client: Client, town: Parties) -> None:
    other = build.a_programme(town.session)
    town.session.commit()
    client.sign_in(town.admin)

    assert client.get(f"/admin/programmes/{other.id}").status_code == 404
    assert client.get(f"/admin/programmes/{other.id}/terms/new").status_code == 404


def test_new_terms_hold_from_a_later_day(client: Client, town: Parties) -> None:
    client.sign_in(town.admin)
    page = f"/admin/programmes/{town.programme.id}/terms/new"

    answer = client.submit(page, form="form[@class='form']", lapse_months="6", year_cap="1500")

    assert answer.status_code == 302
    later = terms.terms_on(town.session, town.programme.id, TOMORROW)
    today = terms.terms_on(town.session, town.programme.id, clock.day_of(clock.now()))
    assert (later.lapse_months, later.coin, later.year_cap) == (6, today.coin, Euros(1500_00))
    assert today.lapse_months == 12


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_from": "2026-01-01"}, "valid_from"),
        ({"valid_from": ""}, "valid_from"),
        ({"lapse_months": "0"}, "lapse_months"),
        ({"coin": "much"}, "coin"),
    ],
)
def test_terms_that_make_no_sense_are_refused_on_the_page(
    client: Client, town: Parties, changes: dict[str, Any], field: str
) -> None:
    client.sign_in(town.admin)
    page = f"/admin/programmes/{town.programme.id}/terms/new"

    answer = client.submit(page, form="form[@class='form']", **changes)

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath(f"//*[@id='{field}-error']")
    assert len(terms.of_programme(town.session, town.programme.id)) == 1


def test_an_organisation_takes_part(client: Client, town: Parties) -> None:
    client.sign_in(town.admin)
    page = f"/admin/programmes/{town.programme.id}"
    form = "form[contains(@action, '/organisations')]"

    wrong = client.submit(page, form=form, name="Bakery", kvk_number="1234")
    right = client.submit(page, form=form, name="Bakery", kvk_number="12 34 56 78")

    assert wrong.status_code == 422
    assert right.status_code == 302
    names = [one.name for one in programmes.organisations_of(town.session, town.programme)]
    assert "Bakery" in names


def invite(client: Client, town: Parties, **changes: Any) -> Any:
    somebody = {
        "organisation_id": str(town.sponsor.organisation_id),
        "role": "sponsor",
        "name": "Noor Bakker",
        "email": "Noor@Example.org",
    }
    form = "form[contains(@action, '/people')]"
    return client.submit("/admin/people/", form=form, **somebody | changes)


def test_somebody_invited_can_sign_in_and_gets_a_mail(client: Client, town: Parties) -> None:
    client.sign_in(town.admin)

    assert invite(client, town).status_code == 302

    person = people.find_by_email(town.session, "noor@example.org")
    assert person is not None
    [membership] = memberships.of_person(town.session, person)
    assert (membership.role, membership.organisation.name) == (Role.SPONSOR, "Demobouw")
    [mail] = town.session.scalars(select(Message))
    assert (mail.recipient, "http://localhost/sign-in/" in mail.body) == (person.email, True)
    assert "noor@example.org" in client.get("/admin/people/").text
    assert invite(client, town).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field", "status"),
    [
        ({"email": "noor"}, "email", 422),
        ({"email": "noor@here"}, "email", 422),
        ({"email": "a@b.nl, c@d.nl"}, "email", 422),
        ({"name": " "}, "name", 422),
        ({"role": "treasurer"}, "role", 409),
        ({"role": "king"}, "role", 422),
        ({"organisation_id": ""}, "organisation_id", 422),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused_on_the_page(
    client: Client, town: Parties, changes: dict[str, Any], field: str, status: int
) -> None:
    client.sign_in(town.admin)

    answer = invite(client, town, **changes)

    assert answer.status_code == status
    assert html.fromstring(answer.text).xpath(f"//*[@id='{field}-error']")
    assert people.find_by_email(town.session, "noor@example.org") is None


def test_nobody_is_invited_for_an_organisation_of_others(
    client: Client, town: Parties, committed: Session
) -> None:
    client.sign_in(town.admin)
    stranger = str(town.other_officer.organisation_id)

    assert invite(client, town, organisation_id=stranger).status_code == 404


def test_who_lets_a_known_organisation_in_later_gets_no_hold_of_its_people(
    client: Client, town: Parties
) -> None:
    neighbour = build.a_programme(town.session)
    theirs = build.a_member(town.session, Role.ADMIN, neighbour.operator)
    shared = town.sponsor.organisation
    today = build.TODAY + timedelta(days=1)
    for known in (shared, town.programme.operator):
        programmes.join(town.session, neighbour, known, today=today)
    town.session.commit()
    client.sign_in(theirs)

    assert str(town.sponsor.person.email) not in client.get("/admin/people/").text
    for known in (shared, town.programme.operator):
        assert invite(client, town, organisation_id=str(known.id)).status_code == 404
    client.sign_in(town.admin)
    assert invite(client, town).status_code == 302


def test_the_operator_invites_its_own_treasurer(client: Client, town: Parties) -> None:
    client.sign_in(town.admin)
    own = str(town.admin.organisation_id)

    assert invite(client, town, organisation_id=own, role="treasurer").status_code == 302
    coordinator = invite(client, town, organisation_id=own, role="coordinator", email="x@y.nl")
    assert coordinator.status_code == 409
