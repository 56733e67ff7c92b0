"""A wallet: all purses of one participant, over every fund. It exists once per person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key
from wallet.errors import NotFound
from wallet.funds import funds
from wallet.identity.people import Person
from wallet.ledger import accounts
from wallet.ledger.accounts import Account, AccountKind
from wallet.money import Euros, total


class WalletNotFound(NotFound):
    """There is no such wallet."""


class Wallet(Base):
    """Whose coins these are. The ledger knows only the id; the name lives with the person."""

    __tablename__ = "wallet"

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), unique=True)
    opened_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


@dataclass(frozen=True)
class Lapsing:
    """Coins that can be spent until this day, that day included."""

    expires_on: date
    amount: Euros


def open_wallet(session: Session, person: Person, *, now: datetime) -> Wallet:
    """Give a participant a wallet, or find the one this person has."""
    found = session.scalars(select(Wallet).where(Wallet.person_id == person.id)).one_or_none()
    if found is not None:
        return found
    wallet = Wallet(person=person, opened_at=now)
    session.add(wallet)
    session.flush()
    return wallet


def get(session: Session, wallet_id: UUID) -> Wallet:
    wallet = session.get(Wallet, wallet_id)
    if wallet is None:
        raise WalletNotFound
    return wallet


def purses(session: Session, wallet: Wallet) -> list[Account]:
    """Every purse of this wallet, soonest to lapse first, empty and lapsed ones included."""
    found = accounts.of_owner(session, AccountKind.PURSE, wallet.id)
    return sorted(found, key=_soonest_first)


def balance(session: Session, wallet: Wallet) -> Euros:
    """What stands in all purses together."""
    return total([held(purse) for purse in purses(session, wallet)])


def lapsing(session: Session, wallet: Wallet) -> list[Lapsing]:
    """What is in the wallet by the last day it can be spent: "2 coins until 31 March"."""
    full = [purse for purse in purses(session, wallet) if held(purse)]
    ends = funds.last_days(session, {purse.book_id for purse in full}) if full else {}
    until: dict[date, int] = defaultdict(int)
    for purse in full:
        day = min(last_day(purse), ends.get(purse.book_id, date.max))
        until[day] += held(purse).cents
    return [Lapsing(day, Euros(cents)) for day, cents in sorted(until.items())]


def held(purse: Account) -> Euros:
    """What is in a purse; it has a floor, so its balance is always live."""
    assert purse.balance is not None
    return purse.balance


def last_day(purse: Account) -> date:
    """The last day its coins can be spent; only a purse has one, and always."""
    assert purse.expires_on is not None
    return purse.expires_on


def _soonest_first(purse: Account) -> tuple[date, int]:
    return last_day(purse), purse.id
