"""The town's money: funds, what sponsors pay each quarter, and what organisers may hand out."""

from datetime import datetime, timedelta

from bench.town import bank, pasts
from bench.town.residents import Budget, Town
from wallet.funds import allotments, funds, payment_requests
from wallet.funds.funds import Fund
from wallet.money import Euros

QUARTER = 91
"""Days."""
AVERAGE_REWARD = 8_00
"""Cents."""
SLACK_PERCENT = 130
LARGEST_PERCENT = 30
"""The first fund gives so much of all, the others share the rest: a year of it is a large one."""
NEIGHBOURS = 4
"""So many organisers have a budget of each of the other funds."""


def open_funds(town: Town, *, now: datetime) -> None:
    """Each sponsor opens its first fund, then each its next."""
    for number in range(town.size.sponsors * town.size.funds_each):
        sponsor = town.sponsors[number % len(town.sponsors)].organisation
        opened_at = pasts.it_is(town.session, now + timedelta(minutes=number))
        town.funds.append(
            funds.open_fund(
                town.session, town.programme, sponsor, name=f"Fonds {number + 1}", now=opened_at
            )
        )


def top_up(town: Town, *, now: datetime) -> None:
    """Ask each sponsor for a quarter, take in the statement that it was paid, and allot it."""
    asked = [
        payment_requests.request(
            town.session,
            fund,
            amount=_a_quarter_of(town, number),
            by=town.sponsor_of(fund).person,
            now=now,
        )
        for number, fund in enumerate(town.funds)
    ]
    pasts.it_is(town.session, now)
    bank.take_in(town, [bank.received(request) for request in asked], now=now)
    for number, fund in enumerate(town.funds):
        _allot(town, number, fund, now=now + timedelta(hours=1))
    for organiser in town.organisers:
        held = allotments.budgets(
            town.session, organiser.recorder.organisation_id, town.programme.id
        )
        organiser.budgets = [
            Budget(account.id, account.book_id, account.balance.cents if account.balance else 0)
            for _, account in held
        ]


def _a_quarter_of(town: Town, number: int) -> Euros:
    quarters = max(1, round(town.size.days / QUARTER))
    whole = town.size.rewards * AVERAGE_REWARD * SLACK_PERCENT // 100 // quarters
    largest = whole * LARGEST_PERCENT // 100
    return Euros(largest if number == 0 else (whole - largest) // (len(town.funds) - 1))


def _allot(town: Town, number: int, fund: Fund, *, now: datetime) -> None:
    """The first fund to all organisers, another to a few; a tenth stays in the pot."""
    count = len(town.organisers)
    few = min(NEIGHBOURS, count)
    receivers = (
        range(count) if number == 0 else ((number * few + nth) % count for nth in range(few))
    )
    share = _a_quarter_of(town, number).cents * 9 // 10 // (count if number == 0 else few)
    pasts.it_is(town.session, now)
    for receiver in receivers:
        allotments.allot(
            town.session,
            fund,
            town.organisers[receiver].recorder.organisation,
            amount=Euros(share),
            by=town.treasurers[number % 2].person,
            now=now,
        )
