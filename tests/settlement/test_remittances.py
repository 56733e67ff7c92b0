"""What one merchant sees of the settlements."""

from sqlalchemy.orm import Session

from tests import build
from wallet.merchants import phone_sales, reversals
from wallet.merchants.redemptions import Redemption
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import remittances, settlements
from wallet.settlement.progress import PayoutState


def sell(session: Session, programme: Programme, till: Till, cents: int) -> Redemption:
    payer = build.a_participant(session, cents=cents, programme=programme)
    return phone_sales.redeem(session, till, **build.a_sale(payer, cents=cents))


def test_a_sale_is_owed_until_it_is_settled(session: Session) -> None:
    programme = build.a_programme(session)
    till, other = build.a_till(session, programme), build.a_till(session, programme)
    sell(session, programme, till, 320)
    sell(session, programme, other, 500)
    assert remittances.owed(session, till.merchant_id) == Euros(320)

    treasurer = build.a_person(session, name="Treasurer")
    settlements.draw_up(session, programme, by=treasurer, now=build.NOW)

    (own,) = remittances.of_merchant(session, till.merchant_id)
    assert (own.payout.amount, own.state) == (Euros(320), PayoutState.WAITING)
    assert own.drawn_up_at == build.NOW
    assert remittances.owed(session, till.merchant_id) == Euros(0)


def test_a_reversal_after_the_settlement_is_owed_back(session: Session) -> None:
    programme = build.a_programme(session)
    till = build.a_till(session, programme)
    sale = sell(session, programme, till, 320)
    treasurer = build.a_person(session, name="Treasurer")
    settlements.draw_up(session, programme, by=treasurer, now=build.NOW)

    reversals.reverse(session, sale, by=till, now=build.NOW)

    assert remittances.owed(session, till.merchant_id) == Euros(-320)


def test_a_merchant_without_sales_is_owed_nothing(session: Session) -> None:
    shop = build.a_merchant(session)

    assert remittances.owed(session, shop.id) == Euros(0)
    assert remittances.of_merchant(session, shop.id) == []
