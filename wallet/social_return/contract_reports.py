"""Contract reports: what a contractor reports to the authority, when, and what is still due.

Awarded: a first report within the days of the contract. Then interim reports, where the contract
asks for them, and a final one on its last day, before the last instalment is paid.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.social_return.appraisals import last_day
from wallet.social_return.obligations import Obligation, ObligationNotFound
from wallet.social_return.proposals import TEXT_LENGTH, one_line


class ReportKind(StrEnum):
    """Which report."""

    FIRST = "first"
    INTERIM = "interim"
    FINAL = "final"


class ReportTextMissing(Invalid):
    """A report says in 1 to 500 characters how things stand."""


class ReportNotDue(Refused):
    """The contract asks for no such report, or it was handed in."""


class ContractReport(Base):
    """Each report is handed in once."""

    __tablename__ = "contract_report"
    __table_args__ = (
        UniqueConstraint("obligation_id", "kind", "due_on"),
        ForeignKeyConstraint(
            ["obligation_id", "contractor_id"], ["obligation.id", "obligation.contractor_id"]
        ),
        CheckConstraint("kind in ('first', 'interim', 'final')", name="kind"),
        CheckConstraint("length(text) between 1 and 500", name="text"),
    )

    id: Mapped[Key]
    obligation_id: Mapped[UUID]
    contractor_id: Mapped[UUID]
    kind: Mapped[ReportKind]
    due_on: Mapped[date]
    text: Mapped[str]
    handed_in_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    handed_in_at: Mapped[datetime]


@dataclass(frozen=True)
class Due:
    """A report a contract asks for, and the report, once it is there."""

    obligation: Obligation
    kind: ReportKind
    due_on: date
    report: ContractReport | None = None

    def is_late(self, today: date) -> bool:
        return self.report is None and self.due_on < today


def asked(obligation: Obligation) -> list[tuple[ReportKind, date]]:
    """Every report of a contract, in the order they are due."""
    first = obligation.awarded_on + timedelta(days=obligation.report_days)
    found = [(ReportKind.FIRST, first)]
    months = obligation.interim_months
    while months is not None:
        due_on = last_day(obligation.from_on, months)
        if due_on >= obligation.to_on:
            break
        found.append((ReportKind.INTERIM, due_on))
        months += obligation.interim_months or 0
    return [*found, (ReportKind.FINAL, obligation.to_on)]


def of_obligation(session: Session, obligation: Obligation) -> list[Due]:
    """Every report of this contract, handed in or not."""
    return of_obligations(session, [obligation])[obligation.id]


def of_obligations(session: Session, those: list[Obligation]) -> dict[UUID, list[Due]]:
    """Every report of these contracts, handed in or not."""
    found = session.scalars(
        select(ContractReport).where(ContractReport.obligation_id.in_(one.id for one in those))
    )
    there = {(one.obligation_id, one.kind, one.due_on): one for one in found}
    return {
        one.id: [Due(one, kind, on, there.get((one.id, kind, on))) for kind, on in asked(one)]
        for one in those
    }


def hand_in(
    session: Session, by: Membership, obligation: Obligation, *, text: str, now: datetime
) -> ContractReport:
    """Hand in the report that is due next.

    Raises:
        ObligationNotFound: of another contractor.
        ReportTextMissing, ReportNotDue.
    """
    if obligation.contractor_id != by.organisation_id:
        raise ObligationNotFound(obligation.id)
    text = one_line(text)
    if not 1 <= len(text) <= TEXT_LENGTH:
        raise ReportTextMissing
    take_turns(session, f"reports:{obligation.id}")
    open_ones = [one for one in of_obligation(session, obligation) if one.report is None]
    if not open_ones:
        raise ReportNotDue(obligation.id)
    report = ContractReport(
        obligation_id=obligation.id,
        contractor_id=by.organisation_id,
        kind=open_ones[0].kind,
        due_on=open_ones[0].due_on,
        text=text,
        handed_in_by_id=by.person_id,
        handed_in_at=now,
    )
    session.add(report)
    session.flush()
    return report
