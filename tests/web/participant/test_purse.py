"""What the phone shows over HTTP: the purse, the news, and nobody else's."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from tests.client import Client
from tests.web import scripts
from tests.web.conftest import Counter
from wallet import clock
from wallet.activities import verifications
from wallet.merchants import reversals
from wallet.merchants.refusals import NotPaid
from wallet.wallets import devices

ENGLISH = {"Accept-Language": "en"}
PAGES = (
    "/wallet",
    "/wallet/coins",
    "/wallet/history",
    "/wallet/state",
    "/wallet/shops",
    "/wallet/activities",
    "/wallet/phones",
)


@pytest.fixture
def phone(client: Client, counter: Counter) -> Phone:
    """The customer's phone, signed in."""
    client.sign_in_device(counter.phone.device.id)
    return counter.phone


def test_the_state_is_ready_to_show(client: Client, phone: Phone) -> None:
    state = _state(client)

    assert (state["coins"], state["word"], state["balance"]) == ("12", "coins", "€12.00")
    assert state["lapse"] == "12 coins until 31 March"
    assert state["used_step"] is None
    assert (state["event"]["kind"], state["event"]["amount"]) == ("earned", "€12.00")
    assert abs(state["now"] - clock.now().timestamp()) < 60


def test_a_sale_is_news_and_its_step_is_used(
    client: Client, counter: Counter, phone: Phone
) -> None:
    counter.sell(cents=15_00)

    state = _state(client)

    assert state["event"]["kind"] == "partly"
    assert (state["event"]["amount"], state["event"]["to_go"]) == ("€12.00", "€3.00")
    assert state["event"]["shop"] == counter.till.merchant.name
    assert state["used_step"] is not None


def test_the_reason_of_a_refusal_is_told_here(
    client: Client, counter: Counter, phone: Phone
) -> None:
    counter.sell(cents=1_00)
    with pytest.raises(NotPaid):
        counter.sell(cents=1_00)
    counter.session.commit()

    event = _state(client)["event"]

    assert event["kind"] == "refused"
    assert event["reason"] == "This code was used before. Show the new code."


def test_coins_that_came_back_are_news_and_history(
    client: Client, counter: Counter, phone: Phone
) -> None:
    sale = counter.sell(cents=5_00)
    reversals.reverse(counter.session, sale, by=counter.till, now=clock.now())
    counter.session.commit()

    event = _state(client)["event"]
    page = client.get("/wallet/history", headers=ENGLISH).text

    assert (event["kind"], event["amount"]) == ("returned", "€5.00")
    assert event["shop"] == counter.till.merchant.name
    assert "Got back" in page
    assert counter.till.merchant.name in page


def test_coins_that_were_earned_name_the_activity(client: Client, committed: Session) -> None:
    programme = build.a_programme(committed)
    coordinator = build.a_coordinator(committed, programme, budget=100_00)
    phone = build.a_phone(committed)
    done = build.a_participation(committed, coordinator, programme, wallet=phone.wallet)
    colleague = build.a_colleague(committed, coordinator)
    verifications.verify(committed, done, by=colleague, now=clock.now())
    committed.commit()
    client.sign_in_device(phone.device.id)

    event = _state(client)["event"]

    assert (event["kind"], event["shop"], event["amount"]) == ("earned", "Coffee morning", "€3.00")
    assert "Coffee morning" in client.get(f"/wallet/history?month={done.held_on:%Y-%m}").text


def test_the_shops_are_listed(client: Client, counter: Counter, phone: Phone) -> None:
    page = client.get("/wallet/shops").text

    assert counter.till.merchant.name in page
    assert counter.till.merchant.neighbourhood in page


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_led_to_the_start_of_a_phone(client: Client, page: str) -> None:
    answer = client.get(page)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/enrol")


@pytest.mark.parametrize("page", PAGES)
def test_staff_have_no_wallet_page(client: Client, committed: Session, page: str) -> None:
    member = build.a_coordinator(committed, build.a_programme(committed))
    committed.commit()
    client.sign_in(member)

    assert client.get(page).status_code == 404


def test_a_blocked_phone_is_out_at_once(client: Client, committed: Session, phone: Phone) -> None:
    devices.block(committed, phone.device, by=None, now=clock.now())
    committed.commit()

    answer = scripts.get_json(client, "/wallet/state")

    assert (answer.status_code, answer.json["type"]) == (401, "/problems/sign-in-required")


def _state(client: Client) -> dict[str, Any]:
    answer = scripts.get_json(client, "/wallet/state", language="en")
    assert answer.status_code == 200
    return answer.json
