"""Allotments: what a treasurer sets aside from a fund for an organisation's rewards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.clock import day_of
from wallet.database import Base, Key
from wallet.errors import Invalid, NotFound, Refused
from wallet.funds.funds import Fund
from wallet.identity.organisations import Organisation
from wallet.identity.people import Person
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import InsufficientCoins, Move
from wallet.money import Euros, total
from wallet.programmes import endings
from wallet.programmes.programmes import ProgrammeOrganisation


class AllotmentAmountMissing(Invalid):
    """An allotment is for more than nothing."""


class OrganisationNotInProgramme(Refused):
    """The organisation does not take part in the programme of this fund."""


class PotTooSmall(Refused):
    """The pot does not hold what was to be allotted."""

    def __init__(self, *, available: Euros, wanted: Euros) -> None:
        super().__init__(f"{wanted} wanted, {available} in the pot")
        self.available = available
        self.wanted = wanted


class AllotmentNotFound(NotFound):
    """No such allotment of this fund."""


class Allotment(Base):
    __tablename__ = "allotment"
    __table_args__ = (CheckConstraint("amount_cents > 0", name="amount"),)

    id: Mapped[Key]
    fund_id: Mapped[UUID] = mapped_column(ForeignKey("fund.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    amount: Mapped[Euros] = mapped_column("amount_cents")
    allotted_at: Mapped[datetime]
    allotted_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))

    fund: Mapped[Fund] = relationship()
    organisation: Mapped[Organisation] = relationship()

    @property
    def cause(self) -> str:
        return f"allotment:{self.id}"


def allot(
    session: Session,
    fund: Fund,
    organisation: Organisation,
    *,
    amount: Euros,
    by: Person,
    now: datetime,
) -> Allotment:
    """Set aside part of the pot for an organisation that takes part in the programme.

    Raises:
        AllotmentAmountMissing: zero or less.
        OrganisationNotInProgramme: it may not hand out these coins.
        PotTooSmall: more than was received and not yet promised.
        ProgrammeEnding: nothing is handed out any more.
    """
    if amount <= Euros(0):
        raise AllotmentAmountMissing(amount)
    endings.check_promises(session, fund.programme_id, today=day_of(now))
    if session.get(ProgrammeOrganisation, (fund.programme_id, organisation.id)) is None:
        raise OrganisationNotInProgramme(organisation.id)
    allotment = Allotment(
        fund=fund,
        organisation=organisation,
        amount=amount,
        allotted_at=now,
        allotted_by_id=by.id,
    )
    session.add(allotment)
    session.flush()
    pot = accounts.open_account(session, fund.book_id, AccountKind.POT)
    budget = accounts.open_account(session, fund.book_id, AccountKind.BUDGET, organisation.id)
    try:
        postings.post(session, allotment.cause, [Move(pot, budget, amount)])
    except InsufficientCoins as error:
        raise PotTooSmall(available=error.available, wanted=error.wanted) from error
    return allotment


def get_organisation(session: Session, fund: Fund, organisation_id: UUID) -> Organisation:
    """One that takes part in the programme of this fund. Raises OrganisationNotInProgramme."""
    if session.get(ProgrammeOrganisation, (fund.programme_id, organisation_id)) is None:
        raise OrganisationNotInProgramme(organisation_id)
    return session.get_one(Organisation, organisation_id)


def get(session: Session, fund: Fund, allotment_id: UUID) -> Allotment:
    """One of this fund. Raises AllotmentNotFound."""
    allotment = session.get(Allotment, allotment_id)
    if allotment is None or allotment.fund_id != fund.id:
        raise AllotmentNotFound(allotment_id)
    return allotment


def of_fund(session: Session, fund: Fund) -> list[Allotment]:
    """Newest first."""
    return list(
        session.scalars(
            select(Allotment)
            .where(Allotment.fund_id == fund.id)
            .order_by(Allotment.allotted_at.desc())
        )
    )


def allotted(session: Session, organisation_id: UUID, programme_id: UUID) -> Euros:
    """What was set aside for an organisation in a programme so far."""
    given = session.scalars(
        select(Allotment.amount)
        .join(Fund, Fund.id == Allotment.fund_id)
        .where(Allotment.organisation_id == organisation_id, Fund.programme_id == programme_id)
    )
    return total(given)


def budgets(
    session: Session, organisation_id: UUID, programme_id: UUID
) -> list[tuple[Fund, Account]]:
    """An organisation's budgets in a programme, oldest fund first: the order they are spent in."""
    rows = session.execute(
        select(Fund, Account)
        .join(Account, Account.book_id == Fund.book_id)
        .where(
            Fund.programme_id == programme_id,
            Account.kind == AccountKind.BUDGET,
            Account.owner_id == organisation_id,
        )
        .order_by(Fund.opened_at, Fund.id)
        .execution_options(populate_existing=True)
    )
    return [(fund, account) for fund, account in rows]


def shares(session: Session, fund: Fund) -> list[tuple[Organisation, Euros]]:
    """What each organisation still has to hand out from a fund, by name."""
    rows = session.execute(
        select(Organisation, Account)
        .join(Account, Account.owner_id == Organisation.id)
        .where(Account.book_id == fund.book_id, Account.kind == AccountKind.BUDGET)
        .order_by(Organisation.name)
        .execution_options(populate_existing=True)
    )
    return [(organisation, account.balance or Euros(0)) for organisation, account in rows]


def left(session: Session, organisation_id: UUID, programme_id: UUID) -> Euros:
    """What an organisation can still hand out in a programme."""
    held = budgets(session, organisation_id, programme_id)
    return total([account.balance or Euros(0) for _, account in held])
