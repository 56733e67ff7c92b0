"""Impact: what a fund brought about in the neighbourhood, in numbers without names."""

from dataclasses import dataclass

from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import Session, aliased

from wallet.funds.funds import Fund
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Transfer
from wallet.reports import deeds
from wallet.reports.deeds import Deeds


@dataclass(frozen=True)
class Impact:
    """A participation paid from two funds counts its hours for each by the share each paid."""

    deeds: Deeds
    shop_count: int


def of_fund(session: Session, fund: Fund) -> Impact:
    """Read what was rewarded from this fund, and where its coins were spent."""
    return Impact(
        deeds=deeds.of_books(session, [fund.book_id]),
        shop_count=session.execute(_shops(fund)).scalar_one(),
    )


def _shops(fund: Fund) -> Select[int]:
    target = aliased(Account)
    return (
        select(func.count(distinct(target.owner_id)))
        .select_from(Transfer)
        .join(target, target.id == Transfer.target_id)
        .where(Transfer.book_id == fund.book_id, target.kind == AccountKind.MERCHANT)
    )
