"""The printed card of a wallet, seen from an own phone."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.web import scripts
from wallet import clock
from wallet.codes import cards
from wallet.merchants import checkout
from wallet.merchants.refusals import NotPaid
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.wallets import wallets

DUTCH = {"Accept-Language": "nl"}
PAGE = "/wallet/phones"


@pytest.fixture
def programme(committed: Session) -> Programme:
    return build.a_programme(committed)


@pytest.fixture
def till(committed: Session, programme: Programme) -> Till:
    return build.a_till(committed, programme)


@pytest.fixture
def held(client: Client, committed: Session, programme: Programme) -> build.HeldCard:
    """Somebody with EUR 20.00, a card and a phone."""
    made = build.a_card(committed, cents=20_00, programme=programme)
    phone = build.a_phone(committed, made.wallet)
    committed.commit()
    client.sign_in_device(phone.device.id)
    return made


def block(client: Client, card_id: object) -> int:
    token = scripts.get_json(client, "/wallet/session").json["token"]
    return client.post(f"/wallet/cards/{card_id}/block", data={"csrf_token": token}).status_code


def test_the_page_tells_the_card_by_its_last_digits(client: Client, held: build.HeldCard) -> None:
    page = client.get(PAGE, headers=DUTCH).text

    assert f"Jouw kaart … {held.number[-4:]}" in page
    assert held.number[:12] not in page
    assert "Nog voor vandaag: €\xa025,00" in page


def test_a_blocked_card_pays_nothing_from_that_moment(
    client: Client, committed: Session, till: Till, held: build.HeldCard
) -> None:
    assert [block(client, held.card.id) for _ in range(2)] == [302, 302]

    page = client.get(PAGE, headers=DUTCH).text
    assert "Je kaart is geblokkeerd." in page
    assert "Geblokkeerd. Hij betaalt niets." in page
    assert "Blokkeer" not in page
    committed.expire_all()
    with pytest.raises(NotPaid):
        checkout.redeem(
            committed, till, pin=held.pin, **build.a_card_sale(held, cents=1_00, at=clock.now())
        )
    assert wallets.balance(committed, held.wallet) == Euros(20_00)


def test_the_card_of_somebody_else_is_not_to_be_found(
    client: Client, committed: Session, held: build.HeldCard
) -> None:
    stranger = build.a_card(committed)
    committed.commit()

    assert block(client, stranger.card.id) == 404

    assert held.number[-4:] in client.get(PAGE).text
    committed.expire_all()
    assert cards.find_open(committed, stranger.wallet.id) is not None


def test_who_has_no_card_reads_of_none(client: Client, committed: Session) -> None:
    phone = build.a_phone(committed)
    committed.commit()
    client.sign_in_device(phone.device.id)

    assert "data-card" not in client.get(PAGE).text
