"""What the shop sees of a day, and the participant's phone of a sale."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.merchants import phone_sales, receipts, reversals, sales
from wallet.merchants.refusals import NotPaid, Reason, RefusedRedemption
from wallet.money import Euros


def test_a_day_adds_up_without_what_was_reversed(session: Session) -> None:
    programme = build.a_programme(session)
    merchant = build.a_merchant(session, programme)
    till, other = (build.a_till(session, merchant=merchant) for _ in range(2))
    payer = build.a_participant(session, cents=2_000, programme=programme)
    for minutes, cents in enumerate([100, 250, 400]):
        at = build.NOW + timedelta(minutes=minutes)
        last = phone_sales.redeem(session, till, **build.a_sale(payer, cents=cents, at=at))
    reversals.reverse(session, last, by=till, now=build.NOW)
    tomorrow = build.NOW + timedelta(days=1)
    phone_sales.redeem(session, other, **build.a_sale(payer, cents=30, at=tomorrow))

    day = sales.of_day(session, merchant.id, build.TODAY)

    assert [sale.redemption.paid.cents for sale in day.sales] == [400, 250, 100]
    assert [sale.is_reversed for sale in day.sales] == [True, False, False]
    assert day.taken == Euros(350)
    assert sales.of_day(session, merchant.id, build.TODAY, till_id=other.id).sales == []


def test_the_phone_tells_what_happened_last(session: Session) -> None:
    programme = build.a_programme(session)
    till = build.a_till(session, programme)
    payer = build.a_participant(session, cents=500, programme=programme)
    wallet_id = payer.wallet.id
    assert receipts.latest(session, wallet_id, since=build.NOW) is None

    paid = phone_sales.redeem(session, till, **build.a_sale(payer, cents=500))
    assert receipts.latest(session, wallet_id, since=build.NOW) is paid

    later = build.NOW + timedelta(minutes=1)
    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **build.a_sale(payer, cents=100, at=later))
    refused = receipts.latest(session, wallet_id, since=build.NOW)
    assert isinstance(refused, RefusedRedemption)
    assert refused.reason is Reason.NOTHING_TO_SPEND

    assert [receipt.merchant for receipt in receipts.of_wallet(session, wallet_id)] == [
        till.merchant
    ]
