"""What a participant receives elsewhere: declared, because the law adds it all up."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.clock import FIRST_DAY, LAST_DAY
from wallet.database import Base, Key
from wallet.errors import Invalid
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.wallets.wallets import Wallet


class DeclarationOutOfRange(Invalid):
    """A declaration is for a month of a year, and for more than nothing."""


class AllowanceElsewhere(Base):
    """So much was received elsewhere in this month. A correction upwards is another row."""

    __tablename__ = "allowance_elsewhere"
    __table_args__ = (
        CheckConstraint("month between 1 and 12", name="month"),
        CheckConstraint("year between 2000 and 2100", name="year"),
        CheckConstraint("amount_cents > 0", name="amount"),
    )

    id: Mapped[Key]
    wallet_id: Mapped[UUID] = mapped_column(ForeignKey("wallet.id"), index=True)
    year: Mapped[int]
    month: Mapped[int]
    amount: Mapped[Euros] = mapped_column("amount_cents")
    declared_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime]


def declare(
    session: Session,
    wallet: Wallet,
    *,
    month: date,
    amount: Euros,
    by: Person,
    now: datetime,
) -> AllowanceElsewhere:
    """Count what was received elsewhere in the month of this day.

    Raises:
        DeclarationOutOfRange: nothing, or in no year of ours.
    """
    if amount <= Euros(0) or not FIRST_DAY <= month <= LAST_DAY:
        raise DeclarationOutOfRange
    declaration = AllowanceElsewhere(
        wallet_id=wallet.id,
        year=month.year,
        month=month.month,
        amount=amount,
        declared_by_id=by.id,
        declared_at=now,
    )
    session.add(declaration)
    session.flush()
    return declaration


def by_month(session: Session, wallet_id: UUID, year: int) -> dict[int, Euros]:
    """What was declared for a year, by month; months without are left out."""
    rows = session.execute(
        select(AllowanceElsewhere.month, func.sum(AllowanceElsewhere.amount))
        .where(AllowanceElsewhere.wallet_id == wallet_id, AllowanceElsewhere.year == year)
        .group_by(AllowanceElsewhere.month)
    )
    return dict(rows.all())
