"""Obligations: what a contractor owes an authority by one contract, and how that was calculated."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
    or_,
    select,
)
from sqlalchemy.orm import (
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)

from wallet import clock, database
from wallet.database import Key, take_turns
from wallet.errors import NotFound, Refused
from wallet.identity import organisations
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.people import check_name
from wallet.money import Euros
from wallet.social_return import valuation
from wallet.social_return.calculations import Line, LinesColumn
from wallet.social_return.contracts import Contract
from wallet.social_return.rules import Base, ContractKind
from wallet.social_return.valuation import ValuationRules


class ObligationNotFound(NotFound):
    """No such obligation, or it is between others."""


class ContractAlreadyRegistered(Refused):
    """This authority has an obligation under this contract number."""

    def __init__(self, contract_number: str) -> None:
        super().__init__(f"contract {contract_number} is registered")
        self.contract_number = contract_number


class ContractorUnknown(Refused):
    """No organisation with this KvK number is registered here yet."""

    def __init__(self, kvk_number: str) -> None:
        super().__init__(f"no organisation has KvK number {kvk_number}")
        self.kvk_number = kvk_number


class Obligation(database.Base):
    """The calculation is kept: sum, percentage and target are what was agreed at the award."""

    __tablename__ = "obligation"
    __table_args__ = (
        UniqueConstraint("authority_id", "contract_number"),
        UniqueConstraint("id", "contractor_id"),
        CheckConstraint("length(title) between 1 and 100", name="title"),
        CheckConstraint("length(contract_number) between 1 and 40", name="contract_number"),
        CheckConstraint("contract_sum_cents between 1 and 1000000000000", name="contract_sum"),
        CheckConstraint("percentage_bp between 1 and 10000", name="percentage"),
        CheckConstraint(
            "target_cents = least((base_cents * percentage_bp + 5000) / 10000, cap_cents)",
            name="target",
        ),
        CheckConstraint("kind in ('works', 'services', 'supplies')", name="kind"),
        CheckConstraint("base in ('contract-sum', 'invoiced-turnover', 'wage-sum')", name="base"),
        CheckConstraint(
            "base_cents between 1 and 1000000000000"
            " and (base <> 'contract-sum' or base_cents = contract_sum_cents)",
            name="base_amount",
        ),
        CheckConstraint("cap_cents between 1 and 1000000000000", name="cap"),
        CheckConstraint("report_days between 1 and 90", name="report_days"),
        CheckConstraint("interim_months between 1 and 24", name="interim_months"),
        ForeignKeyConstraint(
            ["rules_id", "authority_id"], ["valuation_rules.id", "valuation_rules.authority_id"]
        ),
        CheckConstraint("awarded_on <= from_on and from_on <= to_on", name="dates"),
    )

    id: Mapped[Key]
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    contractor_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    contract_number: Mapped[str]
    title: Mapped[str]
    awarded_on: Mapped[date]
    contract_sum: Mapped[Euros] = mapped_column("contract_sum_cents")
    kind: Mapped[ContractKind]
    base: Mapped[Base]
    base_amount: Mapped[Euros] = mapped_column("base_cents")
    percentage_bp: Mapped[int]
    cap: Mapped[Euros | None] = mapped_column("cap_cents")
    target: Mapped[Euros] = mapped_column("target_cents")
    from_on: Mapped[date]
    to_on: Mapped[date]
    rules_id: Mapped[UUID | None]
    """The table in force at the award, for as long as the contract lasts."""
    lines: Mapped[list[Line]] = mapped_column(LinesColumn)
    """How the target was calculated."""
    report_days: Mapped[int]
    interim_months: Mapped[int | None]
    registered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    registered_at: Mapped[datetime]

    valuation: Mapped[ValuationRules | None] = relationship(viewonly=True)
    authority: Mapped[Organisation] = relationship(foreign_keys=[authority_id])
    contractor: Mapped[Organisation] = relationship(foreign_keys=[contractor_id])

    def last_day_at(self, now: datetime) -> date:
        """The last day of which something can have counted by now."""
        return min(self.to_on, clock.day_of(now))


def register(
    session: Session,
    by: Membership,
    contractor: Organisation,
    *,
    contract: Contract,
    now: datetime,
) -> Obligation:
    """Write down what a contractor owes the authority of this officer, by the table of then.

    Raises:
        ContractNumberMissing, NameMissing, ContractSumOutOfRange, PercentageOutOfRange,
        ObligationDatesOutOfOrder, ReportDeadlineOutOfRange: the contract makes no sense.
        PercentageUnknown, BaseAmountMissing: not without what it leaves open.
        ContractAlreadyRegistered: it was written down before.
    """
    contract.check()
    number = contract.checked_number
    take_turns(session, f"contract:{by.organisation_id}:{number}")
    if _find_by_number(session, by.organisation_id, number) is not None:
        raise ContractAlreadyRegistered(number)
    table = valuation.rules_on(session, by.organisation_id, contract.awarded_on)
    rules = table.rules if table else None
    asked, owed = contract.asked(rules), contract.calculation(rules)
    obligation = Obligation(
        authority_id=by.organisation_id,
        contractor=contractor,
        contract_number=number,
        title=check_name(contract.title),
        awarded_on=contract.awarded_on,
        contract_sum=contract.contract_sum,
        kind=contract.kind,
        base=asked.base,
        base_amount=contract.amount_of(asked.base),
        percentage_bp=asked.percentage_bp,
        cap=asked.cap,
        target=owed.amount,
        lines=owed.lines,
        rules_id=table.id if table else None,
        report_days=contract.report_days,
        interim_months=contract.interim_months,
        from_on=contract.from_on,
        to_on=contract.to_on,
        registered_by_id=by.person_id,
        registered_at=now,
    )
    session.add(obligation)
    session.flush()
    return obligation


def get_contractor(session: Session, kvk_number: str) -> Organisation:
    """Who a contract is with. Raises KvkNumberMalformed, ContractorUnknown."""
    number = organisations.check_kvk_number("".join(kvk_number.split()))
    contractor = organisations.find_by_kvk_number(session, number)
    if contractor is None:
        raise ContractorUnknown(number)
    return contractor


def get(session: Session, obligation_id: UUID) -> Obligation:
    """Raises ObligationNotFound."""
    obligation = session.get(Obligation, obligation_id)
    if obligation is None:
        raise ObligationNotFound(obligation_id)
    return obligation


def get_of_authority(session: Session, authority_id: UUID, obligation_id: UUID) -> Obligation:
    """An obligation to this authority. Raises ObligationNotFound."""
    obligation = get(session, obligation_id)
    if obligation.authority_id != authority_id:
        raise ObligationNotFound(obligation_id)
    return obligation


def get_of_contractor(session: Session, contractor_id: UUID, obligation_id: UUID) -> Obligation:
    """An obligation of this contractor. Raises ObligationNotFound."""
    obligation = get(session, obligation_id)
    if obligation.contractor_id != contractor_id:
        raise ObligationNotFound(obligation_id)
    return obligation


def get_seen_by(session: Session, organisation_id: UUID, obligation_id: UUID) -> Obligation:
    """An obligation to this authority or of this contractor. Raises ObligationNotFound."""
    obligation = get(session, obligation_id)
    if organisation_id not in (obligation.authority_id, obligation.contractor_id):
        raise ObligationNotFound(obligation_id)
    return obligation


def of_authority(session: Session, authority_id: UUID) -> list[Obligation]:
    """What this authority is owed, latest award first."""
    return _those(session, Obligation.authority_id == authority_id)


def of_contractor(session: Session, contractor_id: UUID) -> list[Obligation]:
    """What this contractor owes, latest award first."""
    return _those(session, Obligation.contractor_id == contractor_id)


def seen_by(session: Session, organisation_id: UUID) -> list[Obligation]:
    """What this organisation is owed or owes, latest award first."""
    return _those(
        session,
        or_(
            Obligation.authority_id == organisation_id,
            Obligation.contractor_id == organisation_id,
        ),
    )


def _those(session: Session, condition: ColumnElement[bool]) -> list[Obligation]:
    return list(
        session.scalars(
            select(Obligation)
            .options(
                joinedload(Obligation.contractor),
                joinedload(Obligation.authority),
                selectinload(Obligation.valuation),
            )
            .where(condition)
            .order_by(Obligation.awarded_on.desc(), Obligation.contract_number)
        )
    )


def _find_by_number(session: Session, authority_id: UUID, number: str) -> Obligation | None:
    return session.scalars(
        select(Obligation).where(
            Obligation.authority_id == authority_id, Obligation.contract_number == number
        )
    ).one_or_none()
