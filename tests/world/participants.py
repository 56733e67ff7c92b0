"""Participants, with or without a phone and coins."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.world.days import LAPSES_ON, NOW, number
from tests.world.funds import a_fund, top_up
from wallet.codes import pay_codes
from wallet.funds.funds import Fund
from wallet.identity import people
from wallet.identity.memberships import Membership
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import Move
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.wallets import devices, registrations, wallets
from wallet.wallets.devices import Device
from wallet.wallets.wallets import Wallet


def a_wallet(
    session: Session, *, birth_year: int | None = 1980, opened_at: datetime = NOW
) -> Wallet:
    person = people.register(session, name=f"Pseudonym {number()}", birth_year=birth_year)
    return wallets.open_wallet(session, person, now=opened_at)


def a_registration(
    session: Session, coordinator: Membership, programme: Programme, wallet: Wallet | None = None
) -> Wallet:
    """A wallet whose owner this coordinator registered."""
    wallet = wallet or a_wallet(session)
    registrations.admit(session, coordinator, wallet, programme_id=programme.id, now=NOW)
    return wallet


def give(
    session: Session, wallet: Wallet, fund: Fund, cents: int, *, expires_on: date = LAPSES_ON
) -> None:
    """Put coins of a fund straight into a purse, euros received and all."""
    top_up(session, fund, cents)
    pot = accounts.open_account(session, fund.book_id, AccountKind.POT)
    budget = accounts.open_account(session, fund.book_id, AccountKind.BUDGET, fund.sponsor_id)
    purse = accounts.open_account(session, fund.book_id, AccountKind.PURSE, wallet.id, expires_on)
    postings.post(session, f"allotment:{uuid4()}", [Move(pot, budget, Euros(cents))])
    postings.post(session, f"reward:{uuid4()}", [Move(budget, purse, Euros(cents))])


@dataclass(frozen=True)
class Phone:
    """A participant's phone: it knows its secret, and shows codes."""

    device: Device
    secret: bytes
    wallet: Wallet

    def code(self, at: datetime = NOW, *, steps: int = 0) -> str:
        """What it shows at this instant, or so many steps of half a minute later."""
        step = pay_codes.step_at(at) + steps
        return str(pay_codes.make(self.secret, self.device.handle, step))


def a_phone(session: Session, wallet: Wallet | None = None) -> Phone:
    wallet = wallet or a_wallet(session)
    device, secret = devices.enrol(session, wallet, now=NOW)
    return Phone(device, secret, wallet)


def a_participant(session: Session, *, cents: int = 0, programme: Programme | None = None) -> Phone:
    """A participant with a phone, and so many cents of a programme's fund to spend."""
    phone = a_phone(session)
    if cents:
        give(session, phone.wallet, a_fund(session, programme), cents)
    return phone
