"""A merchant pairs tills, and blocks those that are gone."""

from uuid import uuid4

import pytest
from lxml import html

from tests import build
from tests.client import Client
from tests.merchants.guesses import a_guess
from tests.web.merchant.conftest import Shop
from wallet import clock
from wallet.identity.permissions import Role
from wallet.merchants import pairings, phone_sales, tills
from wallet.merchants.refusals import NotPaid
from wallet.money import Euros


def code_on(page: str) -> str:
    return str(html.fromstring(page).xpath("//*[@data-code]")[0].text).strip()


def token_on(page: str) -> str:
    return str(html.fromstring(page).xpath("//meta[@name='csrf-token']/@content")[0])


def test_a_new_till_gets_a_code_that_pairs_it(client: Client, shop: Shop) -> None:
    client.sign_in(shop.owner)
    page = f"{shop.path}/tills/"

    added = client.submit(page, form=f"form[@action='{page}']", name="Terrace")
    assert added.status_code == 307  # the browser posts again, to where the code is made
    shown = client.post(added.location, data={"csrf_token": token_on(client.get(page).text)})

    assert shown.status_code == 201
    token = pairings.pair(shop.session, code_on(shown.text), now=clock.now())
    paired = pairings.find_till(shop.session, token)
    assert paired is not None
    assert (paired.name, paired.merchant_id) == ("Terrace", shop.merchant.id)


def test_a_device_can_be_unpaired_at_once(client: Client, shop: Shop) -> None:
    till = build.a_till(shop.session, merchant=shop.merchant)
    token = build.a_till_token(shop.session, till)
    shop.session.commit()
    client.sign_in(shop.owner)

    target = f"{shop.path}/tills/{till.id}/unpairing"
    answer = client.submit(f"{shop.path}/tills/", form=f"form[@action='{target}']")

    assert "geen kassa meer" in client.get(answer.location).text
    client.sign_in_till(token)
    assert client.get("/till").location == "/till/pair"


def test_a_rest_after_guesses_is_on_the_page(client: Client, shop: Shop) -> None:
    till = build.a_till(shop.session, merchant=shop.merchant)
    now = clock.now()
    for _ in range(10):
        with pytest.raises(NotPaid):
            phone_sales.redeem(
                shop.session,
                till,
                request_id=uuid4(),
                code=a_guess(),
                price=Euros(1_00),
                now=now,
            )
    shop.session.commit()
    client.sign_in(shop.owner)

    page = client.get(f"{shop.path}/tills/").text

    assert "Tien foute codes binnen een minuut" in page
    assert "Staat stil tot" in page


def test_a_till_needs_a_name(client: Client, shop: Shop) -> None:
    client.sign_in(shop.owner)
    page = f"{shop.path}/tills/"

    answer = client.submit(page, form=f"form[@action='{page}']", name=" ")

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath("//a[@href='#name']")
    assert len(tills.of_merchant(shop.session, shop.merchant.id)) == 1


def test_a_till_is_blocked_after_asking_once_more(client: Client, shop: Shop) -> None:
    client.sign_in(shop.owner)
    page = f"{shop.path}/tills/{shop.till.id}/block"

    answer = client.submit(page, form=f"form[@action='{page}']")

    assert answer.status_code == 302
    shop.session.expire_all()
    assert shop.till.blocked is not None


def test_a_blocked_till_gets_no_code(client: Client, shop: Shop) -> None:
    tills.block(shop.session, shop.till, by=shop.owner.person, now=build.NOW)
    shop.session.commit()
    client.sign_in(shop.owner)
    page = client.get(f"{shop.path}/tills/").text

    answer = client.post(
        f"{shop.path}/tills/{shop.till.id}/pairing-codes", data={"csrf_token": token_on(page)}
    )

    assert "/pairing-codes" not in page
    assert answer.status_code == 409


def test_a_till_of_others_is_not_there(client: Client, shop: Shop) -> None:
    other = build.a_merchant(shop.session)
    stranger = build.a_member(shop.session, Role.MERCHANT, other.organisation)
    shop.session.commit()
    client.sign_in(stranger)

    assert client.get(f"/merchant/{other.id}/tills/{shop.till.id}/block").status_code == 404
