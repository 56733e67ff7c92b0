"""A sponsor submits a plan, and asks what of a fund counts."""

from typing import Any

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests.client import Client
from tests.social_return.parties import Parties
from wallet.money import Euros
from wallet.social_return import plans

ENGLISH = {"Accept-Language": "en"}


def submit(client: Client, town: Parties, **changes: Any) -> TestResponse:
    plan = {
        "obligation_id": str(town.obligation.id),
        "fund_id": str(town.fund.id),
        "goal": "Company for older people",
        "target_group": "People without work",
        "neighbourhood": "Noord",
        "activities": "Coffee and gardening",
        "participants": "Neighbours and our own staff",
        "recognition": "redemption",
    }
    return client.submit("/sponsor/plans/new", form="form[@class='form']", **plan | changes)


def test_a_plan_goes_to_the_authority(client: Client, town: Parties) -> None:
    client.sign_in(town.sponsor)

    answer = submit(client, town, value_factor="1,25", cap="1000")

    assert answer.status_code == 302
    [plan] = plans.of_obligation(town.session, town.obligation)
    assert plan.is_waiting
    assert (plan.value_factor_bp, plan.cap) == (12_500, Euros(1000_00))
    assert plan.goal in client.get(answer.location).text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"goal": " "}, "goal"),
        ({"target_group": "x" * 501}, "target_group"),
        ({"value_factor": "0"}, "value_factor"),
        ({"value_factor": "11"}, "value_factor"),
        ({"value_factor": "half"}, "value_factor"),
        ({"cap": "0"}, "cap"),
        ({"fund_id": "no id"}, "fund_id"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_on_the_page(
    client: Client, town: Parties, changes: dict[str, Any], field: str
) -> None:
    client.sign_in(town.sponsor)

    answer = submit(client, town, **changes)

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath(f"//*[@id='{field}-error']")
    assert plans.of_obligation(town.session, town.obligation) == []


def test_a_tied_fund_is_not_offered_again(client: Client, town: Parties) -> None:
    town.an_approved_plan()
    client.sign_in(town.sponsor)

    page = client.get("/sponsor/plans/new", headers=ENGLISH).text

    assert "No fund is free" in page


def test_the_reason_of_a_decline_is_for_the_sponsor(client: Client, town: Parties) -> None:
    plan = town.a_plan()
    client.sign_in(town.officer)
    client.submit(
        f"/authority/plans/{plan.id}", form="form[@class='form']", reason="Say who takes part."
    )
    client.sign_in(town.sponsor)

    assert "Say who takes part." in client.get("/sponsor/plans/").text


def test_signing_in_and_the_role_are_needed(client: Client, town: Parties) -> None:
    paths = [
        "/sponsor/plans/",
        "/sponsor/plans/new",
        f"/sponsor/funds/{town.fund.id}/contributions",
    ]
    for path in paths:
        assert client.get(path).location == "/sign-in/"
    client.sign_in(town.coordinator)
    for path in paths:
        assert client.get(path).status_code == 404


def test_contributions_are_shown_for_a_period(client: Client, town: Parties) -> None:
    town.an_approved_plan()
    client.sign_in(town.sponsor)
    path = f"/sponsor/funds/{town.fund.id}/contributions"

    page = client.get(path + "?from=2026-01-01&to=2026-03-31", headers=ENGLISH)

    assert page.status_code == 200
    dates = html.fromstring(page.text).xpath("//input[@type='date']/@value")
    assert dates == ["2026-01-01", "2026-03-31"]
    assert "€50,000.00" in page.text


@pytest.mark.parametrize("asked", ["from=2026-03-31&to=2026-01-01", "from=soon", "to=1999-01-01"])
def test_a_period_that_makes_no_sense_is_told_on_the_page(
    client: Client, town: Parties, asked: str
) -> None:
    client.sign_in(town.sponsor)

    answer = client.get(f"/sponsor/funds/{town.fund.id}/contributions?{asked}")

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath("//*[@role='alert']")
