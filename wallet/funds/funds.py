"""Funds: the money of one sponsor for one programme, in a book of its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key
from wallet.errors import NotFound
from wallet.identity.organisations import Organisation
from wallet.identity.people import check_name
from wallet.ledger import books, sums
from wallet.ledger.accounts import AccountKind
from wallet.ledger.sums import Sums
from wallet.money import Euros, total
from wallet.programmes.endings import Ending
from wallet.programmes.programmes import Programme


class FundNotFound(NotFound):
    """No such fund, or it is somebody else's."""


class Fund(Base):
    __tablename__ = "fund"
    __table_args__ = (
        UniqueConstraint("id", "sponsor_id"),
        CheckConstraint("length(name) between 1 and 100", name="name"),
    )

    id: Mapped[Key]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), index=True)
    sponsor_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    book_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("ledger.book.id"), unique=True)
    name: Mapped[str]
    opened_at: Mapped[datetime]

    programme: Mapped[Programme] = relationship()
    sponsor: Mapped[Organisation] = relationship()


@dataclass(frozen=True)
class FundFigures:
    """Where the euros of a fund are.

    received = pot + budgets + purses + merchants + payouts + paid_out + returned.
    """

    received: Euros
    pot: Euros
    budgets: Euros
    purses: Euros
    merchants: Euros
    payouts: Euros
    paid_out: Euros
    returned: Euros
    spent: Euros
    """Redeemed minus reversed."""

    @property
    def in_bank(self) -> Euros:
        """What must stand in the bank account for this fund."""
        return self.pot + self.budgets + self.purses + self.merchants + self.payouts


def open_fund(
    session: Session, programme: Programme, sponsor: Organisation, *, name: str, now: datetime
) -> Fund:
    """Open a fund with a book of its own, so that whose euros are spent is a fact of the ledger."""
    fund = Fund(
        programme=programme,
        sponsor=sponsor,
        book_id=books.open_book(session),
        name=check_name(name),
        opened_at=now,
    )
    session.add(fund)
    session.flush()
    return fund


def get(session: Session, fund_id: UUID) -> Fund:
    """Raises FundNotFound."""
    fund = session.get(Fund, fund_id)
    if fund is None:
        raise FundNotFound(fund_id)
    return fund


def get_seen_by(session: Session, organisation_id: UUID, fund_id: UUID) -> Fund:
    """A fund of this sponsor, or of a programme this organisation operates. Raises FundNotFound."""
    fund = get(session, fund_id)
    if organisation_id not in (fund.sponsor_id, fund.programme.operator_id):
        raise FundNotFound(fund_id)
    return fund


def get_of_sponsor(session: Session, sponsor_id: UUID, fund_id: UUID) -> Fund:
    """One of this sponsor's own funds. Raises FundNotFound."""
    fund = get(session, fund_id)
    if fund.sponsor_id != sponsor_id:
        raise FundNotFound(fund_id)
    return fund


def seen_by(session: Session, organisation_id: UUID) -> list[Fund]:
    """The funds of this sponsor, and those of the programmes this organisation operates."""
    return list(
        session.scalars(
            select(Fund)
            .join(Programme, Programme.id == Fund.programme_id)
            .where(
                (Fund.sponsor_id == organisation_id) | (Programme.operator_id == organisation_id)
            )
            .order_by(Fund.opened_at, Fund.id)
        )
    )


def get_operated_by(session: Session, organisation_id: UUID, fund_id: UUID) -> Fund:
    """A fund of a programme this organisation operates. Raises FundNotFound."""
    fund = get(session, fund_id)
    if fund.programme.operator_id != organisation_id:
        raise FundNotFound(fund_id)
    return fund


def operated_by(session: Session, organisation_id: UUID) -> list[Fund]:
    """The funds of all programmes this organisation operates, oldest first."""
    return list(
        session.scalars(
            select(Fund)
            .join(Fund.programme)
            .where(Programme.operator_id == organisation_id)
            .order_by(Fund.opened_at, Fund.id)
        )
    )


def of_sponsor(session: Session, sponsor_id: UUID) -> list[Fund]:
    return list(
        session.scalars(
            select(Fund).where(Fund.sponsor_id == sponsor_id).order_by(Fund.opened_at, Fund.id)
        )
    )


def of_programme(session: Session, programme_id: UUID) -> list[Fund]:
    """In the order they were opened, which is the order they are spent in."""
    return list(
        session.scalars(
            select(Fund).where(Fund.programme_id == programme_id).order_by(Fund.opened_at, Fund.id)
        )
    )


def last_days(session: Session, book_ids: Collection[int]) -> dict[int, date]:
    """The last day to spend of those of these books whose programme ends."""
    rows = session.execute(
        select(Fund.book_id, Ending.spend_until)
        .join(Ending, Ending.programme_id == Fund.programme_id)
        .where(Fund.book_id.in_(book_ids))
    )
    return {book_id: spend_until for book_id, spend_until in rows}  # noqa: C416 - typed rows


def together(figures: Sequence[FundFigures]) -> FundFigures:
    """The same figures of several funds, added up."""
    names = [field.name for field in fields(FundFigures)]
    return FundFigures(**{name: total([getattr(one, name) for one in figures]) for name in names})


def figures(session: Session, fund: Fund) -> FundFigures:
    """Read a fund's figures from the ledger."""
    return figures_of(session, [fund])[0]


def figures_of(session: Session, those: Sequence[Fund]) -> list[FundFigures]:
    """The figures of each of these funds, in one reading of the ledger."""
    read = sums.of_books(session, [fund.book_id for fund in those])
    return [_figures(read[fund.book_id]) for fund in those]


def _figures(read: Sums) -> FundFigures:
    kind, held, moved = AccountKind, read.held, read.moved
    return FundFigures(
        received=moved(kind.BANK, kind.POT),
        pot=held[kind.POT],
        budgets=held[kind.BUDGET],
        purses=held[kind.PURSE],
        merchants=held[kind.MERCHANT],
        payouts=held[kind.PAYOUT],
        paid_out=moved(kind.PAYOUT, kind.BANK) - moved(kind.BANK, kind.PAYOUT),
        returned=moved(kind.POT, kind.BANK),
        spent=moved(kind.PURSE, kind.MERCHANT) - moved(kind.MERCHANT, kind.PURSE),
    )
