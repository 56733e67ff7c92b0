"""A programme ends: no new promises, time to spend, and each sponsor gets its own rest back."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.funds import allotments, funds, payment_requests
from wallet.funds.funds import Fund
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.programmes import endings
from wallet.programmes.endings import (
    EndingAlreadyAnnounced,
    EndingDatesOutOfOrder,
    EndingReasonMissing,
    ProgrammeEnding,
)
from wallet.programmes.programmes import Programme
from wallet.settlement import repayment_orders, repayments, rests
from wallet.settlement.rests import ProgrammeNotOver, Rest
from wallet.wallets import lapsing, wallets

IBAN = "NL02ABNA0123456789"
LAST_REWARD = build.TODAY + timedelta(days=14)
SPEND_UNTIL = build.TODAY + timedelta(days=70)
AFTER_REWARDS = build.NOW + timedelta(days=15)
AFTERWARDS = build.NOW + timedelta(days=71)


@pytest.fixture
def by(session: Session) -> Person:
    return build.a_person(session, name="Treasurer")


def announce(
    session: Session,
    programme: Programme,
    by: Person,
    *,
    spend_until: date = SPEND_UNTIL,
    reason: str = "The contract ends",
) -> endings.Ending:
    return endings.announce(
        session,
        programme,
        last_reward_on=LAST_REWARD,
        spend_until=spend_until,
        reason=reason,
        by=by,
        now=build.NOW,
    )


def pay_in(session: Session, programme: Programme, fund: Fund, cents: int) -> None:
    request = files.a_request(session, fund, cents)
    paid = files.a_credit(cents, structured_reference=request.reference, iban=IBAN)
    files.take_in(session, programme, debts.a_statement(session, programme, paid))


def draw_up(
    session: Session, programme: Programme, by: Person, now: datetime = AFTERWARDS
) -> list[Rest]:
    return rests.draw_up(session, programme, reason="The programme is over", by=by, now=now)


def test_nothing_new_is_promised_after_the_last_reward(
    session: Session, programme: Programme, fund: Fund, by: Person
) -> None:
    announce(session, programme, by)
    coordinator = build.a_coordinator(session, programme)
    facts = {"amount": Euros(1_00), "by": by}

    payment_requests.request(session, fund, now=build.NOW, **facts)
    with pytest.raises(ProgrammeEnding) as refused:
        payment_requests.request(session, fund, now=AFTER_REWARDS, **facts)
    with pytest.raises(ProgrammeEnding):
        allotments.allot(session, fund, coordinator.organisation, now=AFTER_REWARDS, **facts)

    assert (refused.value.since, refused.value.spend_until) == (LAST_REWARD, SPEND_UNTIL)


def test_people_see_the_last_day_and_keep_their_coins_until_then(
    session: Session, programme: Programme, fund: Fund, by: Person
) -> None:
    wallet = build.a_wallet(session)
    build.give(session, wallet, fund, 300, expires_on=SPEND_UNTIL + timedelta(days=300))
    announce(session, programme, by)

    [seen] = wallets.lapsing(session, wallet)
    on_the_day = lapsing.lapse_all(session, SPEND_UNTIL)
    afterwards = lapsing.lapse_all(session, SPEND_UNTIL + timedelta(days=1))

    assert seen.expires_on == SPEND_UNTIL
    assert (on_the_day, afterwards) == (Euros(0), Euros(300))
    assert funds.figures(session, fund).pot == Euros(300)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"spend_until": build.TODAY + timedelta(days=55)}, EndingDatesOutOfOrder),
        ({"reason": " "}, EndingReasonMissing),
    ],
)
def test_an_end_comes_with_notice_and_a_reason(
    session: Session,
    programme: Programme,
    by: Person,
    changed: dict[str, object],
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        announce(session, programme, by, **changed)  # type: ignore[arg-type]


def test_the_days_people_were_told_stay(session: Session, programme: Programme, by: Person) -> None:
    announce(session, programme, by)

    with pytest.raises(EndingAlreadyAnnounced):
        announce(session, programme, by)


def test_each_sponsor_gets_its_own_rest(
    session: Session, programme: Programme, fund: Fund, by: Person
) -> None:
    pay_in(session, programme, fund, 100_00)
    coordinator = build.a_coordinator(session, programme)
    allotments.allot(
        session, fund, coordinator.organisation, amount=Euros(40_00), by=by, now=build.NOW
    )
    announce(session, programme, by)

    [rest] = draw_up(session, programme, by)
    again = draw_up(session, programme, by)

    assert rest.repayment is not None
    assert (rest.amount, rest.repayment.iban, rest.repayment.fund) == (
        Euros(100_00),
        IBAN,
        fund,
    )
    assert again == []
    assert funds.figures(session, fund).pot == Euros(100_00), "until the bank has paid"


def test_the_rest_leaves_the_books_when_the_bank_has_paid(
    session: Session, programme: Programme, fund: Fund, by: Person
) -> None:
    pay_in(session, programme, fund, 100_00)
    announce(session, programme, by)
    [rest] = draw_up(session, programme, by)
    assert rest.repayment is not None
    colleague = build.a_person(session, name="Colleague")
    repayments.decide(session, rest.repayment, is_approved=True, by=colleague, now=AFTERWARDS)
    repayment_orders.make(session, rest.repayment, now=AFTERWARDS)
    debit = files.a_debit(100_00, end_to_end_id=rest.repayment.end_to_end_id)
    files.take_in(session, programme, debts.a_statement(session, programme, debit, number=2))

    figures = funds.figures(session, fund)

    assert (figures.pot, figures.returned, figures.in_bank) == (
        Euros(0),
        Euros(100_00),
        Euros(0),
    )


@pytest.mark.parametrize("days", [0, 70])
def test_nothing_goes_back_while_people_may_spend(
    session: Session, programme: Programme, by: Person, days: int
) -> None:
    announce(session, programme, by)

    with pytest.raises(ProgrammeNotOver):
        draw_up(session, programme, by, build.NOW + timedelta(days=days))
