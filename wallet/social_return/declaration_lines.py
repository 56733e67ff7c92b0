"""What a declaration counts, to the cent: lines, and the transfers each of them stands for.

A transfer of the ledger is counted at most once, for ever and for whomever: its id is the primary
key of `counted_transfer`. That is what makes the same euro twice impossible.
"""

from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wallet.database import Base, Key
from wallet.money import Euros
from wallet.social_return.limits import LimitReason
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import ValueRule


class DeclarationLine(Base):
    """One plan, valued by one rule, in one declaration; never edited."""

    __tablename__ = "declaration_line"
    __table_args__ = (
        UniqueConstraint("declaration_id", "plan_id", "rule"),
        UniqueConstraint("id", "counted_cents"),
        CheckConstraint("rule in ('community-activity', 'social-procurement')", name="rule"),
        CheckConstraint("value_factor_bp between 1 and 100000", name="value_factor"),
        CheckConstraint("undone_cents between 0 and realised_cents", name="undone"),
        CheckConstraint(
            "value_cents = (realised_cents - undone_cents) * value_factor_bp / 10000", name="value"
        ),
        CheckConstraint("counted_cents between 0 and value_cents", name="counted"),
        CheckConstraint("(limit_reason is null) = (counted_cents = value_cents)", name="surplus"),
        CheckConstraint(
            "limit_reason in ('plan-cap', 'plan-share', 'community-share', 'target')",
            name="limit_reason",
        ),
    )

    id: Mapped[Key]
    declaration_id: Mapped[UUID] = mapped_column(ForeignKey("declaration.id"))
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    rule: Mapped[ValueRule]
    value_factor_bp: Mapped[int]
    realised: Mapped[Euros] = mapped_column("realised_cents")
    """Redeemed, or issued where the plan says so."""
    undone: Mapped[Euros] = mapped_column("undone_cents")
    """Reversed, or lapsed, of these very euros, before the declaration was drawn up."""
    value: Mapped[Euros] = mapped_column("value_cents")
    """What is left times the factor, a fraction of a cent left off."""
    counted: Mapped[Euros] = mapped_column("counted_cents")
    limit_reason: Mapped[LimitReason | None]
    """Why not the whole value counts."""

    plan: Mapped[Plan] = relationship()

    @property
    def surplus(self) -> Euros:
        """What lies above a limit: visible, not lost, and it takes in reversals first."""
        return self.value - self.counted


class CountedTransfer(Base):
    """This transfer of the ledger was counted, on this line and nowhere else."""

    __tablename__ = "counted_transfer"

    transfer_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("ledger.transfer.id"), primary_key=True, autoincrement=False
    )
    line_id: Mapped[UUID] = mapped_column(ForeignKey("declaration_line.id"), index=True)


class UndoneTransfer(Base):
    """This reversal, or lapse, undid so much of what a line had counted; seen by a declaration."""

    __tablename__ = "undone_transfer"
    __table_args__ = (CheckConstraint("undone_cents > 0", name="undone"),)

    transfer_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("ledger.transfer.id"), primary_key=True, autoincrement=False
    )
    line_id: Mapped[UUID] = mapped_column(
        ForeignKey("declaration_line.id"), primary_key=True, index=True
    )
    declaration_id: Mapped[UUID] = mapped_column(ForeignKey("declaration.id"), index=True)
    undone: Mapped[Euros] = mapped_column("undone_cents")


class Correction(Base):
    """A declaration takes back what an earlier line counted, because it was undone since."""

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("undone_cents > 0", name="undone"),
        CheckConstraint("corrected_cents >= 0", name="corrected"),
    )

    declaration_id: Mapped[UUID] = mapped_column(ForeignKey("declaration.id"), primary_key=True)
    line_id: Mapped[UUID] = mapped_column(
        ForeignKey("declaration_line.id"), primary_key=True, index=True
    )
    undone: Mapped[Euros] = mapped_column("undone_cents")
    corrected: Mapped[Euros] = mapped_column("corrected_cents")

    line: Mapped[DeclarationLine] = relationship()
