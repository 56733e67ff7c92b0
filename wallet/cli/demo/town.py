"""Seeding the demo town: through the use cases themselves, from bank statement to payout."""

from dataclasses import replace
from datetime import datetime, timedelta

from wallet import clock
from wallet.banking.camt_elements import Direction
from wallet.cli.demo import (
    at_the_till,
    cards,
    daily_life,
    decisions,
    money,
    people,
    register,
    shop_keeping,
)
from wallet.cli.demo.keys import DemoKeys
from wallet.cli.demo.money import Town
from wallet.cli.demo_bank import Batch, Movement
from wallet.database import Session
from wallet.identity import access_tokens
from wallet.settlement import approvals, payment_files, settlements

SOME_MINUTES = timedelta(minutes=2)
DAILY = timedelta(days=1, minutes=53)
"""A day later, and later that day: nobody buys at the same minute all year."""
OPENING = timedelta(hours=9, minutes=12)


def seed(session: Session, keys: DemoKeys) -> DemoKeys:
    """Build the town in this transaction; returns the keys with what scripts need added."""
    now = clock.now()
    town = money.found(session, people.move_in(session, now=now), now=now)
    money.open_funds(session, town, now=now)
    money.allot(session, town, now=now)
    register.adopt_rules(session, town, now=now)
    money.agree_on_social_return(session, town, now=now)
    register.fill(session, town, now=now)
    till_tokens = daily_life.open_shops(session, town, now=now)
    offers = daily_life.offer_activities(session, town, now=now)
    phones = daily_life.take_part(session, town, offers, now=now)
    cards.hand_over(session, town, phones, now=now)
    shop_keeping.arrange(session, town, now=now)
    for weeks in range(1, 6):
        weekly = phones[weeks::6]
        begins = _opening(now, days_ago=7 * weeks) + weeks * timedelta(minutes=47)
        daily_life.shop(session, weekly, till_tokens, begins=begins, every=DAILY)
    today = [now - timedelta(minutes=minutes) for minutes in (170, 110, 60)]
    daily_life.shop(session, phones, till_tokens, begins=today[0], every=SOME_MINUTES)
    sold = daily_life.shop(session, phones[::2], till_tokens, begins=today[1], every=SOME_MINUTES)
    _settle(session, town)
    decisions.leave(session, town, now=now)
    at_the_till.choose_pin(session, phones[0], now=now)
    at_the_till.dispute(session, town, sold, now=now)
    daily_life.shop(session, phones[1::2], till_tokens, begins=today[2], every=SOME_MINUTES)
    return replace(
        keys,
        programme_id=str(town.programme.id),
        fund_id=str(town.funds[0].id),
        till_tokens=till_tokens,
        treasurer_token=access_tokens.issue(session, town.staff["treasurer"], now=now),
        sponsor_token=access_tokens.issue(session, town.staff["sponsor"], now=now),
    )


def _opening(now: datetime, *, days_ago: int) -> datetime:
    """When the shops opened on that day."""
    return clock.start_of(clock.day_of(now - timedelta(days=days_ago))) + OPENING


def _settle(session: Session, town: Town) -> None:
    """Pay the shops: one treasurer draws up, another approves, the bank's statement confirms."""
    now = clock.now()
    settlement = settlements.draw_up(
        session,
        town.programme,
        by=town.staff["treasurer"].person,
        now=now,
        reason="Eerste ronde, om te laten zien hoe het werkt",
    )
    approvals.approve(session, settlement, by=town.staff["second_treasurer"].person, now=now)
    file = payment_files.make(session, settlement, now=now)
    paid = tuple(
        Movement(
            reference=f"DEMO-{payout.end_to_end_id}",
            amount=payout.amount,
            direction=Direction.DEBIT,
            end_to_end_id=payout.end_to_end_id,
            name=payout.payee,
            iban=payout.iban,
            batch=file.message_id,
        )
        for payout in settlement.payouts
    )
    batch = Batch(reference=f"DEMO-{file.message_id}", movements=paid)
    money.take_in_statement(session, town, [batch], now=now)
