"""What a merchant sees of its sales, and how one is undone."""

import pytest

from tests import build
from tests.client import Client
from tests.web.merchant.conftest import Shop
from wallet.identity.permissions import Role
from wallet.merchants import merchants, reversals
from wallet.money import Euros
from wallet.wallets import wallets


@pytest.mark.parametrize("page", ["", "/sales/", "/tills/", "/payouts/"])
def test_signing_in_is_needed(client: Client, shop: Shop, page: str) -> None:
    assert client.get(shop.path + page).status_code == 302


@pytest.mark.parametrize("page", ["", "/sales/", "/tills/", "/payouts/"])
def test_a_shop_of_others_is_not_there(client: Client, shop: Shop, page: str) -> None:
    stranger = build.a_member(shop.session, Role.MERCHANT)
    coordinator = build.a_member(shop.session, Role.COORDINATOR, shop.merchant.organisation)
    shop.session.commit()

    client.sign_in(stranger)
    assert client.get(shop.path + page).status_code == 404
    client.sign_in(coordinator)
    assert client.get(shop.path + page).status_code == 404


def test_the_owner_of_one_shop_is_sent_there(client: Client, shop: Shop) -> None:
    client.sign_in(shop.owner)

    assert client.get("/merchant/").location == shop.path


def test_the_owner_of_two_shops_chooses(client: Client, shop: Shop) -> None:
    second = merchants.open_merchant(
        shop.session,
        shop.merchant.organisation,
        name="Second shop",
        category="groceries",
        neighbourhood="Noord",
        iban=build.an_iban(),
        payee="Second shop",
        now=build.NOW,
    )
    shop.session.commit()
    client.sign_in(shop.owner)

    page = client.get("/merchant/")

    assert page.status_code == 200
    assert f"/merchant/{second.id}" in page.text
    assert shop.path in page.text


def test_an_owner_without_a_shop_is_told_what_comes(client: Client, shop: Shop) -> None:
    waiting = build.a_member(shop.session, Role.MERCHANT)
    shop.session.commit()
    client.sign_in(waiting)

    assert client.get("/merchant/").status_code == 200


@pytest.mark.parametrize("page", ["", "/sales/", "/sales/{}"])
def test_a_sale_shows_its_receipt_and_no_person(client: Client, shop: Shop, page: str) -> None:
    client.sign_in(shop.owner)

    text = client.get(shop.path + page.format(shop.sale.id)).text

    assert shop.sale.receipt in text
    assert "5,00" in text
    assert "3,20" in text
    assert shop.wallet.person.name not in text
    assert str(shop.wallet.id) not in text


@pytest.mark.parametrize("day", ["2026-01-05", "tomorrow", "9999-12-31", "0001-01-01", ""])
def test_any_day_may_be_asked(client: Client, shop: Shop, day: str) -> None:
    client.sign_in(shop.owner)

    assert client.get(f"{shop.path}/sales/", query_string={"day": day}).status_code == 200


def test_a_sale_is_undone_after_asking_once_more(client: Client, shop: Shop) -> None:
    client.sign_in(shop.owner)

    answer = client.submit(
        f"{shop.sale_path}/reversal", form="form[contains(@action, '/reversal')]"
    )

    assert (answer.status_code, answer.location) == (302, shop.sale_path)
    reversal = reversals.find(shop.session, shop.sale.id)
    assert reversal is not None
    assert reversal.reversed_by_id == shop.owner.person_id
    shop.session.rollback()
    assert wallets.balance(shop.session, shop.wallet) == Euros(320)


def test_a_sale_that_was_undone_is_not_offered_again(client: Client, shop: Shop) -> None:
    reversals.reverse(shop.session, shop.sale, by=shop.till, now=build.NOW)
    shop.session.commit()
    client.sign_in(shop.owner)

    assert client.get(f"{shop.sale_path}/reversal").location == shop.sale_path
    assert "/reversal" not in client.get(shop.sale_path).text


def test_a_sale_of_others_cannot_be_undone(client: Client, shop: Shop) -> None:
    other = build.a_merchant(shop.session)
    stranger = build.a_member(shop.session, Role.MERCHANT, other.organisation)
    shop.session.commit()
    client.sign_in(stranger)

    answer = client.get(f"/merchant/{other.id}/sales/{shop.sale.id}/reversal")

    assert answer.status_code == 404
