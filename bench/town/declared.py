"""What contractors declare each quarter, how the officer assesses it, and statements at the end."""

from datetime import datetime

from bench.town.residents import Town
from wallet import clock
from wallet.ledger.seal_keys import SigningKey
from wallet.social_return import assessing, closings, declaring, statements
from wallet.social_return.declarations import Declaration
from wallet.social_return.plans import Plan

FIRST = 1
"""The plan before it declares nothing: its whole year is there to be declared."""
LAST = 7
STATED = 3
WORDS = "Gemeente Waterstad verklaart dat de opdrachtnemer heeft bijgedragen zoals hieronder staat."


def declare(town: Town, *, now: datetime, is_last: bool) -> None:
    """Some declare; all is approved. Of the last quarter two wait, one of them with a question."""
    for number, plan in enumerate(town.plans[FIRST:LAST]):
        declaration = _declare(town, plan, now)
        if is_last and number == 0:
            continue
        if is_last and number == 1:
            text = "Waarom is er in deze periode zoveel meer gekookt dan gepland?"
            assessing.ask(town.session, declaration, by=town.officer, question=text, now=now)
        else:
            _approve(town, declaration, now)


def state(town: Town, key: SigningKey, *, now: datetime) -> None:
    """The officer states what stands for one contract."""
    obligation = town.plans[STATED].obligation
    closing = closings.close(town.session, obligation, now=now)
    statements.issue(town.session, closing, by=town.officer, words=WORDS, key=key, now=now)


def _declare(town: Town, plan: Plan, now: datetime) -> Declaration:
    return declaring.declare(
        town.session,
        plan.obligation,
        by=town.sponsor_of(plan.fund),
        to_on=clock.day_of(now),
        now=now,
    )


def _approve(town: Town, declaration: Declaration, now: datetime) -> None:
    assessing.assess(
        town.session,
        declaration,
        by=town.officer,
        approved=declaration.figures.counted,
        now=now,
    )
