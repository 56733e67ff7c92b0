"""From "that was not right" on the phone to an outcome."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.merchants import disputes, phone_sales, reversals
from wallet.merchants.disputes import (
    Dispute,
    DisputeAnswered,
    DisputeAnswerMissing,
    DisputeNotFound,
    DisputeReason,
    DisputeTooLate,
    SaleNotFound,
    SaleReversed,
)
from wallet.merchants.redemptions import Redemption
from wallet.money import Euros
from wallet.notifications.outbox import Message
from wallet.wallets import wallets

REASON = DisputeReason.WRONG_AMOUNT


class Sold:
    """A sale of EUR 8, and the owner of the shop."""

    def __init__(self, session: Session) -> None:
        self.session = session
        programme = build.a_programme(session)
        self.payer = build.a_participant(session, cents=10_00, programme=programme)
        self.till = build.a_till(session, programme)
        self.owner: Membership = build.a_member(
            session, Role.MERCHANT, organisation=self.till.merchant.organisation
        )
        self.sale: Redemption = phone_sales.redeem(
            session, self.till, **build.a_sale(self.payer, cents=8_00)
        )

    def dispute(self, *, hours: float = 1, reason: DisputeReason = REASON) -> Dispute:
        at = build.NOW + timedelta(hours=hours)
        return disputes.open_dispute(self.session, self.sale, reason=reason, now=at)

    @property
    def balance(self) -> Euros:
        return wallets.balance(self.session, self.payer.wallet)


def test_a_sale_can_be_disputed_for_a_day(session: Session) -> None:
    sold = Sold(session)

    dispute = sold.dispute(hours=23.99)

    assert (dispute.reason, dispute.is_settled) == (REASON, False)
    assert disputes.of_merchants(session, [sold.till.merchant_id]) == [dispute]


def test_after_a_day_it_is_too_late(session: Session) -> None:
    sold = Sold(session)

    with pytest.raises(DisputeTooLate):
        sold.dispute(hours=24)

    assert disputes.find(session, sold.sale.id) is None


def test_said_twice_the_first_stands_and_one_mail_goes_out(session: Session) -> None:
    sold = Sold(session)

    first = sold.dispute()
    again = sold.dispute(hours=30, reason=DisputeReason.NOT_ME)

    assert again is first
    assert again.reason is REASON
    assert len(session.scalars(select(Message)).all()) == 1


def test_the_owner_is_written_the_receipt_and_the_amount_and_no_name(session: Session) -> None:
    sold = Sold(session)

    sold.dispute()

    letter = session.scalars(select(Message)).one()
    assert letter.recipient == sold.owner.person.email
    assert sold.sale.receipt in letter.subject
    assert "8,00" in letter.body
    assert sold.payer.wallet.person.name not in letter.body


def test_the_owner_gives_the_coins_back_once(session: Session) -> None:
    sold = Sold(session)
    dispute = sold.dispute()

    for _ in range(2):
        dispute = disputes.give_back(session, dispute, by=sold.owner.person, now=build.NOW)

    assert dispute.is_settled
    assert sold.balance == Euros(10_00)


def test_the_owner_keeps_them_and_says_why(session: Session) -> None:
    sold = Sold(session)

    dispute = disputes.keep(
        session,
        sold.dispute(),
        words="  It was two\n loaves. ",
        by=sold.owner.person,
        now=build.NOW,
    )

    assert dispute.answer is not None
    assert dispute.answer.words == "It was two loaves."
    assert sold.balance == Euros(2_00)
    with pytest.raises(DisputeAnswered):
        disputes.keep(session, dispute, words="No.", by=sold.owner.person, now=build.NOW)


def test_who_kept_them_can_still_give_them_back(session: Session) -> None:
    sold = Sold(session)
    owner = sold.owner.person
    dispute = disputes.keep(session, sold.dispute(), words="No.", by=owner, now=build.NOW)

    disputes.give_back(session, dispute, by=owner, now=build.NOW)

    assert sold.balance == Euros(10_00)


@pytest.mark.parametrize("words", ["", "   ", "x" * 301, "a\0b"])
def test_keeping_them_takes_words(session: Session, words: str) -> None:
    sold = Sold(session)

    with pytest.raises(DisputeAnswerMissing):
        disputes.keep(session, sold.dispute(), words=words, by=sold.owner.person, now=build.NOW)


def test_a_reversal_at_the_till_settles_it(session: Session) -> None:
    sold = Sold(session)
    dispute = sold.dispute()

    reversals.reverse(session, sold.sale, by=sold.till, now=build.NOW)

    settled = disputes.get_of_merchants(session, [sold.till.merchant_id], dispute.redemption_id)
    assert settled.is_settled
    with pytest.raises(SaleReversed):
        disputes.keep(session, settled, words="No.", by=sold.owner.person, now=build.NOW)


def test_what_came_back_cannot_be_disputed(session: Session) -> None:
    sold = Sold(session)
    reversals.reverse(session, sold.sale, by=sold.till, now=build.NOW)

    with pytest.raises(SaleReversed):
        sold.dispute()


def test_a_shop_that_lets_it_wait_for_three_days_is_late(session: Session) -> None:
    dispute = Sold(session).dispute()

    assert not dispute.is_late(dispute.opened_at + timedelta(days=2, hours=23))
    assert dispute.is_late(dispute.opened_at + timedelta(days=3))


def test_other_peoples_sales_and_shops_are_not_to_be_found(session: Session) -> None:
    sold, other = Sold(session), Sold(session)
    dispute = sold.dispute()

    with pytest.raises(SaleNotFound):
        disputes.get_sale(session, other.payer.wallet, sold.sale.id)
    with pytest.raises(DisputeNotFound):
        disputes.get_of_merchants(session, [other.till.merchant_id], dispute.redemption_id)
    assert disputes.of_merchants(session, [other.till.merchant_id]) == []


def test_open_ones_come_first_and_the_longest_wait_on_top(session: Session) -> None:
    settled, late, fresh = Sold(session), Sold(session), Sold(session)
    for sold, hours in ((settled, 1), (late, 2), (fresh, 3)):
        sold.dispute(hours=hours)
    reversals.reverse(session, settled.sale, by=settled.till, now=build.NOW)

    shops = [sold.till.merchant_id for sold in (settled, late, fresh)]
    listed = [dispute.redemption_id for dispute in disputes.of_merchants(session, shops)]

    assert listed == [late.sale.id, fresh.sale.id, settled.sale.id]
