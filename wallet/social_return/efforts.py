"""Efforts: what a contractor did that is not coins, entered by hand: the officer has one register.

An effort is valued by the table its contract keeps, the moment it is entered; what it counts for
is what an officer of the authority then accepts of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key
from wallet.errors import Invalid, NotFound, Refused
from wallet.identity import organisations
from wallet.identity.memberships import Membership
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.social_return import appraisals, coin_turnover
from wallet.social_return.appraisals import Placement
from wallet.social_return.calculations import Calculation, Line, LinesColumn
from wallet.social_return.contracts import MOST
from wallet.social_return.effort_files import EffortFile
from wallet.social_return.obligations import Obligation, ObligationNotFound
from wallet.social_return.proposals import TEXT_LENGTH, one_line
from wallet.social_return.verdicts import EffortAssessment

MOST_WEEKLY_MINUTES, MOST_MINUTES = 60 * 60, 10_000 * 60


class EffortKind(StrEnum):
    """What was done."""

    PLACEMENT = "placement"
    STAFF_HOURS = "staff-hours"
    INVOICE = "invoice"
    COST = "cost"
    """Of a community activity."""


class EffortNotFound(NotFound):
    """No such effort, or it is between others."""


class EffortIncomplete(Invalid):
    """Each kind of effort needs its own facts: a block and hours, minutes, or an amount."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is missing or makes no sense")
        self.field = field


class EffortOutsideContract(Invalid):
    """An effort lies within the period of its contract, and in the past."""


class ContractWithoutRules(Refused):
    """No table was in force when the contract was awarded: there is nothing to value by."""


@dataclass(frozen=True)
class Deed:
    """What a contractor fills in; which facts are needed depends on the kind."""

    kind: EffortKind
    description: str
    from_on: date
    to_on: date
    block: str | None = None
    weekly_minutes: int | None = None
    bonuses: Sequence[str] = ()
    minutes: int | None = None
    amount: Euros | None = None
    """Without VAT."""
    supplier_kvk: str | None = None
    invoice_number: str | None = None

    @property
    def days(self) -> int:
        return (self.to_on - self.from_on).days + 1

    def check(self) -> None:
        """Raises EffortIncomplete."""
        if not 1 <= len(one_line(self.description)) <= TEXT_LENGTH:
            raise EffortIncomplete("description")
        if self.to_on < self.from_on:
            raise EffortIncomplete("to_on")
        for field, is_right in self._needed():
            if not is_right:
                raise EffortIncomplete(field)

    def _needed(self) -> list[tuple[str, bool]]:
        has_amount = self.amount is not None and Euros(0) < self.amount <= MOST
        match self.kind:
            case EffortKind.PLACEMENT:
                weekly = self.weekly_minutes or 0
                return [
                    ("block", bool(self.block)),
                    ("weekly_minutes", 0 < weekly <= MOST_WEEKLY_MINUTES),
                ]
            case EffortKind.STAFF_HOURS:
                return [("minutes", 0 < (self.minutes or 0) <= MOST_MINUTES)]
            case EffortKind.INVOICE:
                number = one_line(self.invoice_number or "")
                return [
                    ("amount", has_amount),
                    ("supplier_kvk", bool(self.supplier_kvk)),
                    ("invoice_number", 1 <= len(number) <= TEXT_LENGTH),
                ]
            case EffortKind.COST:
                return [("amount", has_amount)]


class Effort(Base):
    """Never edited. Of a placement no name, no birth date: a block, hours and days."""

    __tablename__ = "effort"
    __table_args__ = (
        ForeignKeyConstraint(
            ["obligation_id", "contractor_id"], ["obligation.id", "obligation.contractor_id"]
        ),
        UniqueConstraint("id", "entered_by_id", "claimed_cents"),
        CheckConstraint("kind in ('placement', 'staff-hours', 'invoice', 'cost')", name="kind"),
        CheckConstraint("length(description) between 1 and 500", name="description"),
        CheckConstraint("from_on <= to_on", name="days"),
        CheckConstraint("claimed_cents between 0 and 1000000000000", name="claimed"),
        CheckConstraint("weekly_minutes between 1 and 3600", name="weekly_minutes"),
        CheckConstraint("minutes between 1 and 600000", name="minutes"),
        CheckConstraint("amount_cents between 1 and 1000000000000", name="amount"),
        CheckConstraint("supplier_kvk ~ '^[0-9]{8}$'", name="supplier_kvk"),
        CheckConstraint(
            "case kind when 'placement' then block is not null and weekly_minutes is not null"
            " when 'staff-hours' then minutes is not null"
            " when 'invoice' then amount_cents is not null"
            " and supplier_kvk is not null and invoice_number is not null"
            " else amount_cents is not null end",
            name="facts",
        ),
    )

    id: Mapped[Key]
    obligation_id: Mapped[UUID] = mapped_column(index=True)
    contractor_id: Mapped[UUID]
    kind: Mapped[EffortKind]
    description: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]
    block: Mapped[str | None]
    weekly_minutes: Mapped[int | None]
    minutes: Mapped[int | None]
    amount: Mapped[Euros | None] = mapped_column("amount_cents")
    supplier_kvk: Mapped[str | None]
    invoice_number: Mapped[str | None]
    claimed: Mapped[Euros] = mapped_column("claimed_cents")
    lines: Mapped[list[Line]] = mapped_column(LinesColumn)
    """How the claim was calculated."""
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime]

    obligation: Mapped[Obligation] = relationship(viewonly=True)
    entered_by: Mapped[Person] = relationship()
    assessment: Mapped[EffortAssessment | None] = relationship(
        lazy="joined",
        viewonly=True,
        primaryjoin=lambda: Effort.id == EffortAssessment.effort_id,
        foreign_keys=EffortAssessment.effort_id,
    )
    files: Mapped[list[EffortFile]] = relationship(viewonly=True, order_by=EffortFile.name)


def appraise(obligation: Obligation, deed: Deed) -> Calculation:
    """What it comes to by the table the contract keeps.

    Raises:
        ContractWithoutRules, RuleMissing: nothing to value it by.
    """
    if obligation.valuation is None:
        raise ContractWithoutRules
    rules = obligation.valuation.rules
    if deed.kind is EffortKind.PLACEMENT:
        placement = Placement(
            block=deed.block or "",
            weekly_minutes=deed.weekly_minutes or 0,
            from_on=deed.from_on,
            to_on=deed.to_on,
            bonuses=deed.bonuses,
        )
        return appraisals.of_placement(rules, placement)
    if deed.kind is EffortKind.STAFF_HOURS:
        return appraisals.of_staff_hours(rules, deed.minutes or 0, days=deed.days)
    amount = deed.amount or Euros(0)
    if deed.kind is EffortKind.INVOICE:
        return appraisals.of_invoice(rules, amount)
    return appraisals.of_cost(rules, amount, days=deed.days)


def enter(
    session: Session, by: Membership, obligation: Obligation, deed: Deed, *, now: datetime
) -> Effort:
    """Write down what was done for this contract, with what it comes to.

    Raises:
        ObligationNotFound: of another contractor.
        EffortIncomplete, EffortOutsideContract, KvkNumberMalformed: it makes no sense.
        ContractWithoutRules, RuleMissing: nothing to value it by.
        InvoiceIsCoinTurnover: these euros count through a fund.
    """
    if obligation.contractor_id != by.organisation_id:
        raise ObligationNotFound(obligation.id)
    deed.check()
    if deed.supplier_kvk is not None:
        organisations.check_kvk_number(deed.supplier_kvk)
    if not obligation.from_on <= deed.from_on <= deed.to_on <= obligation.last_day_at(now):
        raise EffortOutsideContract
    worth = appraise(obligation, deed)
    if deed.supplier_kvk and deed.amount and deed.kind is EffortKind.INVOICE:
        coin_turnover.check_other_euros(
            session, deed.supplier_kvk, deed.amount, from_on=deed.from_on, to_on=deed.to_on
        )
    number = one_line(deed.invoice_number or "")
    effort = Effort(
        obligation_id=obligation.id,
        contractor_id=by.organisation_id,
        kind=deed.kind,
        description=one_line(deed.description),
        from_on=deed.from_on,
        to_on=deed.to_on,
        block=deed.block,
        weekly_minutes=deed.weekly_minutes,
        minutes=deed.minutes,
        amount=deed.amount,
        supplier_kvk=deed.supplier_kvk,
        invoice_number=number or None,
        claimed=worth.amount,
        lines=worth.lines,
        entered_by_id=by.person_id,
        entered_at=now,
    )
    session.add(effort)
    session.flush()
    return effort


def get_seen_by(session: Session, organisation_id: UUID, effort_id: UUID) -> Effort:
    """An effort of this contractor, or for this authority. Raises EffortNotFound."""
    effort = session.get(Effort, effort_id)
    if effort is None or organisation_id not in (
        effort.contractor_id,
        effort.obligation.authority_id,
    ):
        raise EffortNotFound(effort_id)
    return effort


def get_of_authority(session: Session, authority_id: UUID, effort_id: UUID) -> Effort:
    """An effort for a contract with this authority. Raises EffortNotFound."""
    effort = get_seen_by(session, authority_id, effort_id)
    if effort.obligation.authority_id != authority_id:
        raise EffortNotFound(effort_id)
    return effort


def get_of_contractor(session: Session, contractor_id: UUID, effort_id: UUID) -> Effort:
    """An effort of this contractor. Raises EffortNotFound."""
    effort = get_seen_by(session, contractor_id, effort_id)
    if effort.contractor_id != contractor_id:
        raise EffortNotFound(effort_id)
    return effort


def of_obligation(session: Session, obligation: Obligation) -> list[Effort]:
    """Latest first."""
    return list(
        session.scalars(
            select(Effort)
            .where(Effort.obligation_id == obligation.id)
            .order_by(Effort.from_on.desc(), Effort.entered_at.desc(), Effort.id)
        )
    )
