"""A coordinator registers participants and helps them with their phones."""

import re

import pytest
from lxml import html

from tests import build
from tests.client import Client
from tests.web.organiser.conftest import FORM, Garden
from wallet import clock
from wallet.activities import allowances_elsewhere
from wallet.identity.permissions import Role
from wallet.money import Euros
from wallet.wallets import devices, enrolments, registrations

CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


def code_on(page: str) -> str:
    return html.fromstring(page).xpath("//*[@data-code]")[0].text.strip()


def test_signing_in_is_needed(client: Client, garden: Garden) -> None:
    answer = client.get("/organiser/participants/")

    assert (answer.status_code, answer.location) == (302, "/sign-in/")


@pytest.mark.parametrize("role", [Role.MERCHANT, Role.SPONSOR, Role.TREASURER, Role.ADMIN])
def test_only_a_coordinator_sees_participants(client: Client, garden: Garden, role: Role) -> None:
    stranger = build.a_member(garden.session, role)
    garden.session.commit()
    client.sign_in(stranger)

    assert client.get("/organiser/participants/").status_code == 404


def test_a_participant_is_registered_and_gets_a_start_code(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)

    first = client.submit(
        "/organiser/participants/new", form=FORM, pseudonym="Blue bird", birth_year="1987"
    )
    assert first.status_code == 307  # the browser posts again, to where the code is made
    shown = client.post(first.location, data={"csrf_token": _token(client)})

    assert shown.status_code == 201
    assert "Blue bird" in shown.text
    assert CODE.fullmatch(code_on(shown.text))
    assert "http://localhost/enrol" in shown.text
    known = registrations.participants(garden.session, garden.coordinator.organisation_id)
    assert {each.pseudonym for each in known} == {garden.name, "Blue bird"}


def test_the_start_code_makes_a_phone_a_device(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)
    page = f"/organiser/participants/{garden.wallet.id}"
    shown = client.post(f"{page}/enrolments", data={"csrf_token": _token(client)})

    device, secret = enrolments.enrol(garden.session, code_on(shown.text), now=clock.now())

    assert device.wallet_id == garden.wallet.id
    assert len(secret) == 32


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("pseudonym", " "),
        ("pseudonym", "x" * 101),
        ("birth_year", ""),
        ("birth_year", "1987.5"),
        ("birth_year", "-5"),
        ("birth_year", "9" * 40),
        ("birth_year", "2099"),
        ("programme_id", "not-a-uuid"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field(
    client: Client, garden: Garden, field: str, typed: str
) -> None:
    client.sign_in(garden.coordinator)

    answer = client.submit(
        "/organiser/participants/new",
        form=FORM,
        **{"pseudonym": "Blue bird", "birth_year": "1987"} | {field: typed},
    )

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath(f"//a[@href='#{field}']")
    assert len(registrations.participants(garden.session, garden.coordinator.organisation_id)) == 1


def test_a_participant_of_another_organisation_is_not_there(client: Client, garden: Garden) -> None:
    elsewhere = build.a_coordinator(garden.session, garden.programme)
    garden.session.commit()
    client.sign_in(elsewhere)
    page = f"/organiser/participants/{garden.wallet.id}"

    assert client.get(page).status_code == 404
    assert client.post(f"{page}/enrolments", data={"csrf_token": _token(client)}).status_code == 404


def test_a_programme_of_others_is_not_there(client: Client, garden: Garden) -> None:
    other = build.a_programme(garden.session)
    garden.session.commit()
    client.sign_in(garden.coordinator)

    answer = client.submit(
        "/organiser/participants/new",
        form=FORM,
        programme_id=str(other.id),
        pseudonym="Blue bird",
        birth_year="1987",
    )

    assert answer.status_code == 404


def test_a_participants_page_shows_balance_phones_and_limits(
    client: Client, garden: Garden
) -> None:
    build.a_phone(garden.session, garden.wallet)
    build.give(garden.session, garden.wallet, build.a_fund(garden.session, garden.programme), 320)
    garden.session.commit()
    client.sign_in(garden.coordinator)

    page = client.get(
        f"/organiser/participants/{garden.wallet.id}", headers={"Accept-Language": "en"}
    )

    assert "€3.20" in page.text
    assert "Phone 1" in page.text
    assert html.fromstring(page.text).xpath("count(//progress)") == 2


def test_from_four_fifths_of_a_limit_on_the_page_warns(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)
    page = f"/organiser/participants/{garden.wallet.id}"
    assert "notice part" not in client.get(page).text
    allowances_elsewhere.declare(
        garden.session,
        garden.wallet,
        month=clock.day_of(clock.now()),
        amount=Euros(200_00),
        by=garden.coordinator.person,
        now=clock.now(),
    )
    garden.session.commit()

    assert html.fromstring(client.get(page).text).xpath("//div[@class='notice part']")


def test_a_lost_phone_is_blocked(client: Client, garden: Garden) -> None:
    phone = build.a_phone(garden.session, garden.wallet)
    garden.session.commit()
    client.sign_in(garden.coordinator)
    page = f"/organiser/participants/{garden.wallet.id}"

    answer = client.submit(page, form="form[contains(@action, '/block')]")

    assert answer.status_code == 302
    garden.session.expire_all()
    assert devices.get(garden.session, phone.device.id).blocked is not None


def test_a_phone_of_somebody_else_is_not_blocked(client: Client, garden: Garden) -> None:
    stranger = build.a_phone(garden.session)
    garden.session.commit()
    client.sign_in(garden.coordinator)

    answer = client.post(
        f"/organiser/participants/{garden.wallet.id}/devices/{stranger.device.id}/block",
        data={"csrf_token": _token(client)},
    )

    assert answer.status_code == 404


def test_somebody_is_found_by_part_of_the_pseudonym(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)

    found = client.get("/organiser/participants/", query_string={"name": garden.name[-3:].upper()})
    nobody = client.get("/organiser/participants/", query_string={"name": "zzz"})

    assert garden.name in found.text
    assert garden.name not in nobody.text


def _token(client: Client) -> str:
    page = html.fromstring(client.get("/organiser/participants/new").text)
    return str(page.xpath("//meta[@name='csrf-token']/@content")[0])
