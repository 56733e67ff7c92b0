"""From "that was not right" on the phone to what the shop says, over HTTP."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from lxml import html
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from wallet import clock
from wallet.identity.permissions import Role
from wallet.merchants import phone_sales
from wallet.money import Euros
from wallet.programmes import programmes
from wallet.wallets import wallets


class Sold:
    """Somebody paid EUR 8; the phone, the owner and the treasurer each have a browser."""

    def __init__(self, app: Flask, session: Session, *, hours_ago: float = 1) -> None:
        self.session, self.app = session, app
        programme = build.a_programme(session)
        self.payer = build.a_participant(session, cents=10_00, programme=programme)
        coordinator = build.a_coordinator(session, programme)
        build.a_registration(session, coordinator, programme, self.payer.wallet)
        till = build.a_till(session, programme)
        self.shop = till.merchant
        at = clock.now() - timedelta(hours=hours_ago)
        self.sale = phone_sales.redeem(session, till, **build.a_sale(self.payer, cents=8_00, at=at))
        owner = build.a_member(session, Role.MERCHANT, organisation=self.shop.organisation)
        operator = programmes.get(session, programme.id).operator
        treasurer = build.a_member(session, Role.TREASURER, organisation=operator)
        session.commit()
        self.phone, self.owner, self.treasurer = (Client(app) for _ in range(3))
        self.phone.sign_in_device(self.payer.device.id)
        self.owner.sign_in(owner)
        self.treasurer.sign_in(treasurer)
        self.page = f"/wallet/sales/{self.sale.id}"
        self.desk = f"/merchant/{self.shop.id}/disputes/"

    def dispute(self) -> None:
        assert self.phone.submit(self.page, reason="got-nothing").status_code == 302

    def balance(self) -> Euros:
        self.session.expire_all()
        return wallets.balance(self.session, self.payer.wallet)


@pytest.fixture
def sold(app: Flask, committed: Session) -> Sold:
    return Sold(app, committed)


def test_from_the_phone_to_the_coins_back(sold: Sold) -> None:
    sold.dispute()
    assert 'data-state="waiting"' in sold.phone.get(sold.page).text

    listed = sold.owner.get(sold.desk).text
    assert sold.sale.receipt in listed
    assert sold.payer.wallet.person.name not in listed
    form = f"form[@action='{sold.desk}{sold.sale.id}/return']"
    assert sold.owner.submit(f"{sold.desk}{sold.sale.id}", form=form).status_code == 302

    assert 'data-state="returned"' in sold.phone.get(sold.page).text
    assert sold.balance() == Euros(10_00)


def test_from_the_phone_to_words(sold: Sold) -> None:
    sold.dispute()

    form = f"form[@action='{sold.desk}{sold.sale.id}/answer']"
    words = "Het waren <b>twee</b> broden."
    assert (
        sold.owner.submit(f"{sold.desk}{sold.sale.id}", form=form, words=words).status_code == 302
    )

    page = sold.phone.get(sold.page).text
    assert 'data-state="kept"' in page
    assert "Het waren &lt;b&gt;twee&lt;/b&gt; broden." in page
    assert sold.balance() == Euros(2_00)


def test_the_scheme_sees_every_dispute_without_a_name(sold: Sold) -> None:
    sold.dispute()

    page = sold.treasurer.get("/treasurer/disputes/").text

    assert sold.sale.receipt in page
    assert sold.shop.name in page
    assert sold.payer.wallet.person.name not in page


def test_an_operator_of_other_programmes_sees_nothing(
    sold: Sold, app: Flask, committed: Session
) -> None:
    sold.dispute()
    other = Sold(app, committed)

    assert sold.sale.receipt not in other.treasurer.get("/treasurer/disputes/").text


def test_keeping_the_coins_takes_words(sold: Sold) -> None:
    sold.dispute()
    form = f"form[@action='{sold.desk}{sold.sale.id}/answer']"

    for words in ("", "  ", "x" * 301):
        answer = sold.owner.submit(f"{sold.desk}{sold.sale.id}", form=form, words=words)
        assert answer.status_code == 422


def test_after_a_day_there_is_no_form_and_no_way_around_it(app: Flask, committed: Session) -> None:
    late = Sold(app, committed, hours_ago=25)

    assert "<form" not in late.phone.get(late.page).text.split("<main")[1]
    page = html.fromstring(late.phone.get(late.page).text)
    token = page.xpath("//meta[@name='csrf-token']/@content")[0]
    answer = late.phone.post(
        late.page + "/dispute", data={"reason": "not-me"}, headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize("reason", ["", "mood", "\0"])
def test_a_reason_is_one_of_four(sold: Sold, reason: str) -> None:
    answer = sold.phone.submit(sold.page, reason=reason) if reason else sold.phone.submit(sold.page)

    assert answer.status_code == 422
    assert "<fieldset" in answer.text


def test_other_people_find_nothing(sold: Sold, app: Flask, committed: Session) -> None:
    sold.dispute()
    other = Sold(app, committed)

    assert other.phone.get(sold.page).status_code == 404
    assert other.phone.get(f"/wallet/sales/{uuid4()}").status_code == 404
    assert other.owner.get(f"{sold.desk}{sold.sale.id}").status_code == 404
    assert other.owner.get(f"{other.desk}{sold.sale.id}").status_code == 404
    assert sold.phone.get(sold.desk).status_code == 404
    assert sold.owner.get("/treasurer/disputes/").status_code == 404
