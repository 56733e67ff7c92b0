"""Yes or no on the phone, over HTTP; what the till hears meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from lxml import html
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import build
from tests.client import Client
from wallet import clock
from wallet.merchants import consents, phone_sales, reversals
from wallet.money import Euros
from wallet.wallets import pins, wallets

PIN = "80417"
JSON = {"Accept": "application/json"}


class Scene:
    """A till and a phone, each with a browser of its own."""

    def __init__(self, app: Flask, session: Session, *, pin: str | None = PIN) -> None:
        self.session = session
        programme = build.a_programme(session)
        self.payer = build.a_participant(session, cents=100_00, programme=programme)
        coordinator = build.a_coordinator(session, programme)
        build.a_registration(session, coordinator, programme, self.payer.wallet)
        if pin:
            pins.choose(session, self.payer.device, pin=pin, now=clock.now())
        self.paired = build.a_till(session, programme)
        token = build.a_till_token(session, self.paired)
        session.commit()
        self.request_id = str(uuid4())
        self.code = self.payer.code(clock.now())
        self.till, self.phone = Client(app), Client(app)
        self.till.sign_in_till(token)
        self.phone.sign_in_device(self.payer.device.id)
        self.tokens = {
            self.till: _csrf(self.till, "/till"),
            self.phone: _csrf(self.phone, "/wallet/pin"),
        }

    def ask(self, headers: dict[str, str] | None = None) -> TestResponse:
        data = {"request_id": self.request_id, "price": "40", "code": self.code}
        return self.post(self.till, "/till/redemptions", data, headers or JSON)

    def post(
        self,
        client: Client,
        url: str,
        data: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        return client.post(
            url, data=data, headers={"X-CSRFToken": self.tokens[client]} | (headers or {})
        )

    def say(self, url: str, noun: str, **data: str) -> TestResponse:
        """Press a button on the phone, and see the page it leads to."""
        answer = self.post(self.phone, f"{url}/{noun}", data)
        return self.phone.get(answer.location) if answer.location else answer

    def url(self) -> str:
        found = self.phone.get("/wallet/state").get_json()["confirm"]
        assert found
        return str(found)

    def balance(self) -> Euros:
        self.session.expire_all()
        return wallets.balance(self.session, self.payer.wallet)


@pytest.fixture
def scene(app: Flask, committed: Session) -> Callable[..., Scene]:
    return lambda **changes: Scene(app, committed, **changes)


def test_the_till_waits_and_the_phone_says_yes(scene: Callable[..., Scene]) -> None:
    sale = scene()

    waits = sale.ask()
    page = sale.phone.get(sale.url())
    answered = sale.say(sale.url(), "consent", pin=PIN)

    assert (waits.status_code, waits.get_json()["type"]) == (409, "/problems/phone-must-confirm")
    assert sale.paired.merchant.name in page.text
    assert "40,00" in page.text
    assert 'data-outcome="paid"' in answered.text
    assert sale.ask().get_json()["outcome"] == "paid"
    assert sale.phone.get("/wallet/state").get_json()["confirm"] is None
    assert sale.balance() == Euros(60_00)


def test_no_is_one_button_without_a_pin(scene: Callable[..., Scene]) -> None:
    sale = scene()
    sale.ask()
    url = sale.url()

    page = sale.say(url, "refusal")

    assert 'data-outcome="refused"' in page.text
    refused = sale.ask().get_json()
    assert refused["type"] == "/problems/not-paid"
    assert "nee" not in refused["title"].lower().split()
    assert sale.balance() == Euros(100_00)


def test_a_wrong_pin_is_said_and_counted(scene: Callable[..., Scene]) -> None:
    sale = scene()
    sale.ask()
    url = sale.url()

    answers = [sale.say(url, "consent", pin="29536") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [409] * 5
    assert all('class="says-line bad-line"' in answer.text for answer in answers)
    assert "4" in answers[0].text
    assert pins.is_locked(sale.session, sale.payer.wallet.id)
    told = sale.ask().get_json()
    assert (told["outcome"], told["to_go"]) == ("partly", "€\xa015,00")


@pytest.mark.parametrize("typed", ["", "8041", "804170", "abcde", "8" * 400, "\0"])
def test_what_is_no_pin_is_asked_again(scene: Callable[..., Scene], typed: str) -> None:
    sale = scene()
    sale.ask()
    url = sale.url()

    answer = sale.say(url, "consent", pin=typed)

    assert answer.status_code == 422
    assert sale.say(url, "consent", pin=PIN).status_code == 200


def test_answered_twice_the_first_counts(scene: Callable[..., Scene]) -> None:
    sale = scene()
    sale.ask()
    url = sale.url()

    sale.say(url, "consent", pin=PIN)
    again = sale.say(url, "consent", pin=PIN)
    too_late = sale.say(url, "refusal")

    assert 'data-outcome="paid"' in again.text
    assert 'data-outcome="paid"' in too_late.text
    assert sale.balance() == Euros(60_00)


def test_without_a_pin_the_floor_is_paid_and_the_phone_says_how_to_pay_more(
    scene: Callable[..., Scene],
) -> None:
    sale = scene(pin=None)

    told = sale.ask().get_json()

    assert (told["outcome"], told["paid"]) == ("partly", "€\xa025,00")
    state = sale.phone.get("/wallet/state").get_json()
    assert state["confirm"] is None
    assert state["event"]["hint"]
    assert state["event"]["sale_url"].startswith("/wallet/sales/")


def test_a_till_that_stops_ends_the_question(scene: Callable[..., Scene]) -> None:
    sale = scene()
    sale.ask()
    url = sale.url()

    sale.post(sale.till, f"/till/redemptions/{sale.request_id}/revocation")

    page = sale.phone.get(url)
    assert 'data-outcome="refused"' in page.text
    assert sale.phone.get("/wallet/state").get_json()["confirm"] is None


def test_another_phone_finds_nothing(scene: Callable[..., Scene], app: Flask) -> None:
    sale = scene()
    sale.ask()
    url = sale.url()
    stranger = build.a_phone(sale.session)
    twin = build.a_phone(sale.session, sale.payer.wallet)
    sale.session.commit()

    for phone in (stranger, twin):
        other = Client(app)
        other.sign_in_device(phone.device.id)
        assert other.get(url).status_code == 404
        sale.tokens[other] = _csrf(other, "/wallet/phones")
        assert sale.post(other, url + "/consent", {"pin": PIN}).status_code == 404
        assert sale.post(other, url + "/refusal").status_code == 404
    assert sale.balance() == Euros(100_00)


def test_a_till_without_scripts_asks_again_by_hand(scene: Callable[..., Scene]) -> None:
    sale = scene()

    waits = sale.ask(headers={"Accept": "text/html"})

    assert waits.status_code == 202
    assert 'data-outcome="waiting"' in waits.text
    assert sale.request_id in waits.text
    sale.say(sale.url(), "consent", pin=PIN)
    assert sale.ask(headers={"Accept": "text/html"}).status_code == 302


def test_nobody_signed_in_is_led_to_the_start(client: Client) -> None:
    for path in (f"/wallet/confirmations/{uuid4()}", "/wallet/pin", f"/wallet/sales/{uuid4()}"):
        assert client.get(path).status_code == 302


def test_a_till_may_not_answer_for_the_customer(scene: Callable[..., Scene]) -> None:
    sale = scene()
    sale.ask()

    assert sale.till.get(sale.url()).status_code == 404
    assert sale.post(sale.till, sale.url() + "/consent", {"pin": PIN}).status_code == 404


def test_a_sale_that_was_undone_after_the_yes_is_told(scene: Callable[..., Scene]) -> None:
    sale = scene()
    sale.ask()
    sale.say(sale.url(), "consent", pin=PIN)

    reversals.revoke(sale.session, sale.paired, UUID(sale.request_id), now=clock.now())
    sale.session.commit()

    assert sale.phone.get("/wallet/state").get_json()["event"]["kind"] == "returned"


def test_silence_ends_at_the_floor_and_the_phone_says_so(scene: Callable[..., Scene]) -> None:
    sale = scene()
    sale.ask()
    url = sale.url()
    later = clock.now() + timedelta(seconds=61)
    asked = consents.waiting(sale.session, sale.payer.device, now=clock.now())
    assert asked is not None

    phone_sales.redeem(
        sale.session,
        sale.paired,
        request_id=UUID(sale.request_id),
        code=sale.code,
        price=Euros(40_00),
        now=later,
    )
    sale.session.commit()

    page = sale.phone.get(url)
    assert 'data-outcome="partly"' in page.text
    assert "25,00" in page.text


def _csrf(client: Client, page: str) -> str:
    token = html.fromstring(client.get(page).text).xpath("//meta[@name='csrf-token']/@content")
    return str(token[0])
