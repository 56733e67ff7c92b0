"""An officer registers obligations, and sees what really counted."""

from typing import Any

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.client import Client
from tests.social_return.parties import KVK_NUMBER, Parties
from wallet.money import Euros
from wallet.social_return import obligations

ENGLISH = {"Accept-Language": "en"}


def register(client: Client, **changes: Any) -> TestResponse:
    contract = {
        "contractor": KVK_NUMBER,
        "number": "2026-0042",
        "title": "Maintenance of the roads",
        "contract_sum": "1234567,89",
        "percentage": "2,5",
        "awarded_on": "2026-02-02",
        "from_on": "2026-03-01",
        "to_on": "2028-02-29",
    }
    page = "/authority/obligations/new"
    return client.submit(page, form="form[@class='form']", **contract | changes)


def test_an_officer_registers_what_is_owed(client: Client, town: Parties) -> None:
    client.sign_in(town.officer)

    answer = register(client)

    assert answer.status_code == 302
    made = next(
        one
        for one in obligations.of_authority(town.session, town.officer.organisation_id)
        if one.contract_number == "2026-0042"
    )
    assert (made.percentage_bp, made.target) == (250, Euros(30_864_20))
    assert made.title in client.get(answer.location).text
    assert made.title in client.get("/authority/").text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"contractor": "123"}, "contractor"),
        ({"contractor": "00000000"}, "contractor"),
        ({"number": ""}, "number"),
        ({"title": " "}, "title"),
        ({"contract_sum": "0"}, "contract_sum"),
        ({"contract_sum": "1,234"}, "contract_sum"),
        ({"percentage": "0"}, "percentage"),
        ({"percentage": "101"}, "percentage"),
        ({"awarded_on": "2026-03-02"}, "awarded_on"),
        ({"to_on": "2026-02-28"}, "awarded_on"),
        ({"from_on": "31-03-2026"}, "from_on"),
    ],
)
def test_a_contract_that_makes_no_sense_is_refused_on_the_page(
    client: Client, town: Parties, changes: dict[str, Any], field: str
) -> None:
    client.sign_in(town.officer)

    answer = register(client, **changes)

    assert answer.status_code in (409, 422)
    page = html.fromstring(answer.text)
    assert page.xpath(f"//*[@id='{field}-error']")
    assert page.xpath("//input[@id='contract_sum']/@value")
    assert len(obligations.of_authority(town.session, town.officer.organisation_id)) == 1


def test_a_contract_is_registered_once(client: Client, town: Parties) -> None:
    client.sign_in(town.officer)
    register(client)

    assert register(client).status_code == 409


def test_an_obligation_shows_calculation_plans_and_period(client: Client, town: Parties) -> None:
    town.an_approved_plan()
    client.sign_in(town.officer)
    path = f"/authority/obligations/{town.obligation.id}?from=2026-01-01&to=2026-03-31"

    page = client.get(path, headers=ENGLISH)

    assert page.status_code == 200
    assert "5% = €50,000.00" in page.text
    assert "Company for older people" in page.text
    assert "Awaits assessment" in page.text


def test_signing_in_and_the_role_are_needed(client: Client, town: Parties) -> None:
    own = f"/authority/obligations/{town.obligation.id}"
    paths = ["/authority/", "/authority/obligations/new", own]
    for path in paths:
        assert client.get(path).location == "/sign-in/"
    client.sign_in(town.sponsor)
    for path in paths:
        assert client.get(path).status_code == 404


def test_an_obligation_to_another_authority_is_not_there(client: Client, town: Parties) -> None:
    client.sign_in(town.other_officer)

    assert client.get(f"/authority/obligations/{town.obligation.id}").status_code == 404
    assert town.obligation.title not in client.get("/authority/").text
