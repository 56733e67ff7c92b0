"""Counting: how much of what happened in a fund's book counts for the obligation it is tied to.

Everything is read from the ledger, so that a euro that was not spent (or not earned, where the
authority agreed to count at issuance) cannot be counted, nor counted twice.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from wallet import clock
from wallet.ledger import history
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Posting, Transfer
from wallet.money import Euros
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import Recognition

NOTHING = Euros(0)


def counted(session: Session, plan: Plan, *, before: datetime) -> Euros:
    """What an approved plan counts for until this instant: with its factor, up to its cap.

    The difference between two instants is what the period between them counts for, so that the
    parts of a year always add up to the year.
    """
    if plan.approval is None:
        return NOTHING
    until = min(before, clock.end_of(plan.obligation.to_on))
    since = max(plan.approval.approved_at, clock.start_of(plan.obligation.from_on))
    if plan.recognition is Recognition.ISSUANCE:
        base = _issued(session, plan, since, until) - _lapsed(session, plan, since, before)
    else:
        base = _redeemed(session, plan, since, until) - _reversed(
            session, plan, (since, clock.end_of(plan.obligation.to_on)), before
        )
    value = Euros(max(base.cents, 0) * plan.value_factor_bp // WHOLE_BP)
    return value if plan.cap is None else min(value, plan.cap)


def _redeemed(session: Session, plan: Plan, since: datetime, until: datetime) -> Euros:
    kind = AccountKind
    return history.sum_between(
        session, plan.fund.book_id, kind.PURSE, kind.MERCHANT, since=since, before=until
    )


def _issued(session: Session, plan: Plan, since: datetime, until: datetime) -> Euros:
    kind = AccountKind
    return history.sum_between(
        session, plan.fund.book_id, kind.BUDGET, kind.PURSE, since=since, before=until
    )


def _lapsed(session: Session, plan: Plan, since: datetime, before: datetime) -> Euros:
    """What lapsed goes back to the pot and will be earned again: it must not count twice."""
    kind = AccountKind
    return history.sum_between(
        session, plan.fund.book_id, kind.PURSE, kind.POT, since=since, before=before
    )


def _reversed(
    session: Session, plan: Plan, redeemed_in: tuple[datetime, datetime], before: datetime
) -> Euros:
    """Reversals until `before` of redemptions that counted: of others there is nothing to undo."""
    since, until = redeemed_in
    source, target = aliased(Account), aliased(Account)
    redemption = aliased(Posting)
    cents = type_coerce(Transfer.amount, BigInteger)
    query = (
        select(func.coalesce(func.sum(cents), 0))
        .select_from(Transfer)
        .join(source, source.id == Transfer.source_id)
        .join(target, target.id == Transfer.target_id)
        .join(Posting, Posting.id == Transfer.posting_id)
        .join(redemption, redemption.cause == _cause_reversed_by(Posting))
        .where(
            Transfer.book_id == plan.fund.book_id,
            source.kind == AccountKind.MERCHANT,
            target.kind == AccountKind.PURSE,
            Posting.posted_at < before,
            redemption.posted_at >= since,
            redemption.posted_at < until,
        )
    )
    return Euros(int(session.execute(query).scalar_one()))


def _cause_reversed_by(posting: type[Posting]) -> ColumnElement[str]:
    """`reversal:<id>` undoes `redemption:<id>`."""
    return func.concat("redemption:", func.substr(posting.cause, len("reversal:") + 1))
