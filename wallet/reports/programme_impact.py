"""What a programme brought about, for everybody to see: totals, and no group of fewer than ten."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from wallet.funds import funds
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.reports import impact, movement, spending
from wallet.reports.movement import Movement
from wallet.social_return import deeds
from wallet.social_return.deeds import Deeds


@dataclass(frozen=True)
class ProgrammeImpact:
    """What was done, who was reached, and what was spent where."""

    programme: Programme
    deeds: Deeds
    shop_count: int
    spent_by_month: dict[date, Euros]
    """Spent in shops minus undone."""
    movement: Movement | None

    @property
    def months(self) -> list[date]:
        """What a chart of the months shows."""
        return spending.axis(self.spent_by_month)

    @property
    def spent(self) -> Euros:
        return Euros(sum(amount.cents for amount in self.spent_by_month.values()))


def of_programme(session: Session, programme: Programme, today: date) -> ProgrammeImpact:
    """Read from the ledger and the activities, now."""
    books = [fund.book_id for fund in funds.of_programme(session, programme.id)]
    return ProgrammeImpact(
        programme=programme,
        deeds=deeds.of_books(session, books),
        shop_count=impact.shop_count(session, books),
        spent_by_month=spending.by_month(session, books),
        movement=movement.of_programme(session, programme.id, today),
    )
