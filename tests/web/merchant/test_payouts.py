"""What a merchant sees of its payouts."""

from tests import build
from tests.client import Client
from tests.web.merchant.conftest import Shop
from wallet.merchants.merchants import MerchantProgramme
from wallet.programmes import programmes
from wallet.settlement import settlements


def test_what_is_owed_stands_there_before_the_first_payout(client: Client, shop: Shop) -> None:
    client.sign_in(shop.owner)

    assert "3,20" in client.get(f"{shop.path}/payouts/").text


def test_a_payout_is_listed_with_its_reference(client: Client, shop: Shop) -> None:
    (joined,) = shop.merchant.programmes
    assert isinstance(joined, MerchantProgramme)
    programme = programmes.get(shop.session, joined.programme_id)
    treasurer = build.a_person(shop.session, name="Treasurer")
    settlement = settlements.draw_up(shop.session, programme, by=treasurer, now=build.NOW)
    shop.session.commit()
    client.sign_in(shop.owner)

    text = client.get(f"{shop.path}/payouts/").text

    assert settlement.payouts[0].end_to_end_id in text
    assert "0,00" in text
