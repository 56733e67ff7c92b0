"""A shop makes an offer, the programme's administrator looks at it; weeks and calendar beside."""

import pytest
from flask import Flask

from tests import build
from tests.client import Client
from tests.web.merchant.conftest import Shop
from tests.web.merchant.test_account import at_a_browser
from wallet.identity.permissions import Role
from wallet.programmes import programmes

FORM = "main//form[@class='form']"


@pytest.fixture
def owner(app: Flask, shop: Shop) -> Client:
    return at_a_browser(app, shop.owner)


@pytest.fixture
def admin(app: Flask, shop: Shop) -> Client:
    programme = programmes.get(shop.session, shop.merchant.programme_ids[0])
    member = build.a_member(shop.session, Role.ADMIN, programme.operator)
    shop.session.commit()
    return at_a_browser(app, member)


def offer(owner: Client, shop: Shop, price: str = "4,75", usual: str = "5,50") -> int:
    answer = owner.submit(
        f"{shop.path}/offers/new", form=FORM, name="Bread", price=price, usual_price=usual
    )
    return answer.status_code


def test_an_offer_is_approved_and_withdrawn(owner: Client, admin: Client, shop: Shop) -> None:
    assert offer(owner, shop) == 302
    assert "Waits for approval" in owner.get(f"{shop.path}/offers/").text
    assert "13% below the usual price" in admin.get("/admin/offers/").text

    admin.submit("/admin/offers/", form="form[contains(@action, '/approval')]")

    assert "Participants see it" in owner.get(f"{shop.path}/offers/").text
    owner.submit(f"{shop.path}/offers/", form="form[contains(@action, '/withdrawal')]")
    assert "Offered no more" in owner.get(f"{shop.path}/offers/").text


def test_a_decline_is_read_by_the_shop(owner: Client, admin: Client, shop: Shop) -> None:
    offer(owner, shop)
    page = admin.get("/admin/offers/").text
    decline = page.split('/decline"')[0].rsplit('href="', 1)[1] + "/decline"
    assert admin.submit(decline, form="main//form", reason=" ").status_code == 422

    admin.submit(decline, form="main//form", reason="Ask a little less")

    assert "Ask a little less" in owner.get(f"{shop.path}/offers/").text
    assert admin.submit(decline, form="main//form", reason="Again").status_code == 409


def test_coins_never_buy_less_than_euros(owner: Client, shop: Shop) -> None:
    assert offer(owner, shop, price="6,00") == 422


def test_the_weeks_show_what_was_sold(owner: Client, shop: Shop) -> None:
    page = owner.get(f"{shop.path}/weeks/").text

    assert page.count("€3.20") >= 4
    assert "<svg" in page


def test_the_calendar_is_decided_by_the_administrator(admin: Client, shop: Shop) -> None:
    (programme_id,) = shop.merchant.programme_ids
    page = f"/admin/programmes/{programme_id}/payout-calendar"

    assert admin.submit(page, form=FORM, weekday="5", minimum="10,00").status_code == 302

    assert "Friday" in admin.get(page).text
    assert admin.submit(page, form=FORM, weekday="8").status_code == 422
    assert admin.submit(page, form=FORM, valid_from="2020-01-01").status_code == 422
