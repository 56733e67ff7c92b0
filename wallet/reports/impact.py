"""Impact: what a fund brought about in the neighbourhood, in numbers without names."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.funds.funds import Fund
from wallet.social_return import deeds
from wallet.social_return.deeds import Deeds

_SHOPS = text("""
select count(distinct owner_id) from ledger.account
where kind = 'merchant' and book_id = any(cast(:books as bigint[]))
    and exists (select from ledger.transfer where target_id = account.id)
""")


@dataclass(frozen=True)
class Impact:
    """A participation paid from two funds counts its hours for each by the share each paid."""

    deeds: Deeds
    shop_count: int


def of_fund(session: Session, fund: Fund) -> Impact:
    """Read what was rewarded from this fund, and where its coins were spent."""
    books = [fund.book_id]
    return Impact(deeds=deeds.of_books(session, books), shop_count=shop_count(session, books))


def shop_count(session: Session, book_ids: Sequence[int]) -> int:
    """How many shops were ever paid from these funds."""
    return int(session.execute(_SHOPS, {"books": list(book_ids)}).scalar_one())
