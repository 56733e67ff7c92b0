"""Impact: what a fund brought about in the neighbourhood, in numbers without names."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Numeric, Select, String, cast, distinct, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from wallet.activities.activities import MINUTES_AN_HOUR
from wallet.activities.outcomes import Reward
from wallet.activities.participations import Participation
from wallet.funds.funds import Fund
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Posting, Transfer

SMALLEST_GROUP = 10
"""Fewer people than this are not counted out loud: somebody might know who they are."""


@dataclass(frozen=True)
class Impact:
    """A participation paid from two funds counts its hours for each by the share each paid."""

    hours: int
    activity_count: int
    participant_count: int | None
    """None when there are some, but fewer than ten."""
    shop_count: int


def of_fund(session: Session, fund: Fund) -> Impact:
    """Read what was rewarded from this fund, and where its coins were spent."""
    minutes, activity_count, participants = session.execute(_rewarded(fund)).one()
    is_small = 0 < participants < SMALLEST_GROUP
    return Impact(
        hours=int(minutes) // MINUTES_AN_HOUR,
        activity_count=activity_count,
        participant_count=None if is_small else participants,
        shop_count=session.execute(_shops(fund)).scalar_one(),
    )


def _rewarded(fund: Fund) -> Select[Any, int, int]:
    paid = type_coerce(Transfer.amount, Numeric)
    minutes = Participation.minutes * paid / type_coerce(Reward.amount, Numeric)
    source, target = aliased(Account), aliased(Account)
    return (
        select(
            func.coalesce(func.sum(minutes), 0),
            func.count(distinct(Participation.activity_id)),
            func.count(distinct(Participation.wallet_id)),
        )
        .select_from(Transfer)
        .join(source, source.id == Transfer.source_id)
        .join(target, target.id == Transfer.target_id)
        .join(Posting, Posting.id == Transfer.posting_id)
        .join(
            Reward, Posting.cause == func.concat("reward:", cast(Reward.participation_id, String))
        )
        .join(Participation, Participation.id == Reward.participation_id)
        .where(
            Transfer.book_id == fund.book_id,
            source.kind == AccountKind.BUDGET,
            target.kind == AccountKind.PURSE,
        )
    )


def _shops(fund: Fund) -> Select[int]:
    target = aliased(Account)
    return (
        select(func.count(distinct(target.owner_id)))
        .select_from(Transfer)
        .join(target, target.id == Transfer.target_id)
        .where(Transfer.book_id == fund.book_id, target.kind == AccountKind.MERCHANT)
    )
