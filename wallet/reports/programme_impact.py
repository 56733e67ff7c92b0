"""What a programme brought about, for everybody to see: totals, and no group of fewer than ten."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.funds import funds
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.reports import deeds, movement, spending
from wallet.reports.deeds import Deeds
from wallet.reports.impact import SMALLEST_GROUP
from wallet.reports.movement import Movement

_SHOPS = text("""
select count(distinct owner_id) from ledger.account
where kind = 'merchant' and book_id = any(cast(:books as bigint[]))
    and exists (select from ledger.transfer where target_id = account.id)
""")
_PEOPLE = text("""
select count(distinct target.owner_id) from ledger.transfer
join ledger.account source on source.id = transfer.source_id and source.kind = 'budget'
join ledger.account target on target.id = transfer.target_id and target.kind = 'purse'
where transfer.book_id = any(cast(:books as bigint[]))
""")


@dataclass(frozen=True)
class ProgrammeImpact:
    """What was done, who was reached, and what was spent where."""

    programme: Programme
    deeds: Deeds
    participant_count: int | None
    """None when there are some, but fewer than ten."""
    shop_count: int
    spent_by_month: dict[date, Euros]
    """Spent in shops minus undone."""
    movement: Movement | None

    @property
    def spent(self) -> Euros:
        return Euros(sum(amount.cents for amount in self.spent_by_month.values()))


def of_programme(session: Session, programme: Programme, today: date) -> ProgrammeImpact:
    """Read from the ledger and the activities, now."""
    books = [fund.book_id for fund in funds.of_programme(session, programme.id)]
    asked = {"books": books}
    people = int(session.execute(_PEOPLE, asked).scalar_one())
    return ProgrammeImpact(
        programme=programme,
        deeds=deeds.of_books(session, books),
        participant_count=None if 0 < people < SMALLEST_GROUP else people,
        shop_count=int(session.execute(_SHOPS, asked).scalar_one()),
        spent_by_month=spending.by_month(session, books),
        movement=movement.of_programme(session, programme.id, today),
    )
