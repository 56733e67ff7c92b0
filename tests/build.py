"""The world in words: plain functions that make what a test is about, and what that needs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from schwifty import IBAN
from sqlalchemy import event
from sqlalchemy.orm import Session

from wallet import clock
from wallet.activities import activities, allowance_norms, participations
from wallet.activities.activities import Activity
from wallet.activities.participations import Participation
from wallet.banking import accounts as bank_accounts
from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry, BankStatement, StatementFile
from wallet.codes import pay_codes
from wallet.funds import allotments, funds, payment_requests, top_ups
from wallet.funds.funds import Fund
from wallet.identity import memberships, organisations, people
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.people import Person
from wallet.identity.permissions import Role
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import Move
from wallet.merchants import merchants, pairings, tills
from wallet.merchants.merchants import Merchant
from wallet.merchants.tills import Till
from wallet.money import Coins, Euros
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.programmes.terms import ProgrammeTerms
from wallet.wallets import devices, registrations, wallets
from wallet.wallets.devices import Device
from wallet.wallets.wallets import Wallet

NOW = datetime(2026, 3, 16, 10, 0, tzinfo=UTC)
"""A Monday morning in Amsterdam, on which everything happens unless a test says otherwise."""

TODAY = clock.day_of(NOW)
LAPSES_ON = date(2027, 3, 31)

_numbers = count(1)


def a_person(session: Session, *, name: str = "Staff", email: str | None = None) -> Person:
    number = next(_numbers)
    return people.register(
        session, name=f"{name} {number}", email=email or f"staff-{uuid4().hex[:12]}@example.org"
    )


def an_organisation(session: Session, *, name: str = "Organisation") -> Organisation:
    return organisations.register(session, name=f"{name} {next(_numbers)}")


def a_member(
    session: Session, role: Role = Role.COORDINATOR, organisation: Organisation | None = None
) -> Membership:
    """Somebody who may act for an organisation in this role."""
    return memberships.grant(
        session,
        a_person(session, name=role.capitalize()),
        organisation or an_organisation(session),
        role,
        now=NOW,
    )


def an_iban() -> str:
    return str(IBAN.generate("NL", bank_code="BNGH", account_code=f"{next(_numbers):010}"))


def terms(**changes: Any) -> ProgrammeTerms:
    """What a municipality may decide: a coin of EUR 1.00 that lapses after a year."""
    usual: dict[str, Any] = {
        "valid_from": date(2024, 1, 1),
        "coin": Euros(100),
        "lapse_months": 12,
        "confirm_above": Euros(25_00),
    }
    return ProgrammeTerms(**usual | changes)


def a_programme(session: Session, **changes: Any) -> Programme:
    """A programme of a municipality of its own; `changes` are of its terms."""
    allowance_norms.load_norms(session)
    operator = an_organisation(session, name="Municipality")
    return programmes.open_programme(
        session,
        operator,
        name="Doetegoed",
        area="Demostad",
        bank_account=bank_accounts.open_account(session, iban=an_iban(), holder=operator.name),
        terms=terms(**changes),
        today=TODAY,
    )


def a_fund(session: Session, programme: Programme | None = None, *, cents: int = 0) -> Fund:
    """A fund of a sponsor of its own, with so much received."""
    programme = programme or a_programme(session)
    sponsor = an_organisation(session, name="Sponsor")
    programmes.join(session, programme, sponsor, today=TODAY)
    fund = funds.open_fund(session, programme, sponsor, name="Fund", now=NOW)
    if cents:
        top_up(session, fund, cents)
    return fund


def top_up(session: Session, fund: Fund, cents: int) -> None:
    """Let the sponsor pay what it was asked, as seen on a bank statement."""
    by = a_person(session, name="Sponsor")
    request = payment_requests.request(session, fund, amount=Euros(cents), by=by, now=NOW)
    top_ups.receive(session, a_bank_entry(session, fund.programme, cents), request, now=NOW)


def a_bank_entry(
    session: Session, programme: Programme, cents: int, direction: Direction = Direction.CREDIT
) -> BankEntry:
    """An entry on the statement of a programme's bank account."""
    reference = uuid4().hex
    account = programme.bank_account
    file = StatementFile(bank_account=account, sha256=reference, entry_count=1, imported_at=NOW)
    statement = BankStatement(
        file=file,
        bank_account_id=account.id,
        statement_reference=reference,
        opening_balance=Euros(0),
        closing_balance=Euros(cents),
        from_on=TODAY,
        closing_on=TODAY,
    )
    session.add(statement)
    session.flush()
    entry = BankEntry(
        statement_id=statement.id,
        bank_account_id=account.id,
        entry_reference=reference,
        booked_on=TODAY,
        amount=Euros(cents),
        direction=direction,
        remittance="",
        is_return=False,
    )
    session.add(entry)
    session.flush()
    return entry


def a_coordinator(
    session: Session, programme: Programme | None = None, *, budget: int = 0
) -> Membership:
    """A coordinator of an organisation that takes part, with so many cents to hand out."""
    programme = programme or a_programme(session)
    coordinator = a_member(session, Role.COORDINATOR)
    programmes.join(session, programme, coordinator.organisation, today=TODAY)
    if budget:
        a_budget(session, coordinator, a_fund(session, programme, cents=budget), budget)
    return coordinator


def a_colleague(session: Session, coordinator: Membership) -> Membership:
    return a_member(session, Role.COORDINATOR, coordinator.organisation)


def a_budget(session: Session, coordinator: Membership, fund: Fund, cents: int) -> None:
    """Allot part of a fund's pot to the coordinator's organisation."""
    treasurer = a_person(session, name="Treasurer")
    allotments.allot(
        session,
        fund,
        coordinator.organisation,
        amount=Euros(cents),
        by=treasurer,
        now=NOW,
    )


def a_wallet(
    session: Session, *, birth_year: int | None = 1980, opened_at: datetime = NOW
) -> Wallet:
    person = people.register(session, name=f"Pseudonym {next(_numbers)}", birth_year=birth_year)
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


def a_merchant(session: Session, *joins: Programme) -> Merchant:
    """A shop that takes the coins of these programmes."""
    organisation = an_organisation(session, name="Shop")
    merchant = merchants.open_merchant(
        session,
        organisation,
        name=organisation.name,
        category="groceries",
        neighbourhood="Centrum",
        iban=an_iban(),
        payee=organisation.name,
        now=NOW,
    )
    for programme in joins:
        merchants.join(session, merchant, programme, now=NOW)
    return merchant


def a_till(session: Session, *joins: Programme, merchant: Merchant | None = None) -> Till:
    """A till of a shop that takes the coins of these programmes."""
    return tills.add(session, merchant or a_merchant(session, *joins), name="Till", now=NOW)


def a_till_token(session: Session, till: Till) -> str:
    """Pair a device with a till, and give the token it holds."""
    code = pairings.issue(session, till, by=a_person(session, name="Merchant"), now=NOW)
    return pairings.pair(session, code, now=NOW)


def a_sale(phone: Phone, *, cents: int, at: datetime = NOW, **changes: Any) -> dict[str, Any]:
    """What a till asks when it scans what this phone shows."""
    sale = {"request_id": uuid4(), "code": phone.code(at), "price": Euros(cents), "now": at}
    return sale | changes


def an_activity(
    session: Session,
    coordinator: Membership,
    programme: Programme,
    *,
    coins: int = 3,
    minutes_each: int | None = None,
) -> Activity:
    """Coffee at the care home, by the hour, or by the time when `minutes_each` is given."""
    return activities.open_activity(
        session,
        coordinator.organisation_id,
        programme.id,
        name="Coffee morning",
        kind="care",
        neighbourhood="Noord",
        reward=Coins(coins),
        minutes_each=minutes_each,
        today=TODAY,
    )


def a_participation(
    session: Session,
    coordinator: Membership,
    programme: Programme,
    *,
    wallet: Wallet | None = None,
    activity: Activity | None = None,
    minutes: int = 60,
    held_on: date = TODAY - timedelta(days=1),
) -> Participation:
    """What this coordinator wrote down of a participant of the own organisation."""
    activity = activity or an_activity(session, coordinator, programme)
    wallet = a_registration(session, coordinator, programme, wallet)
    return participations.record(
        session,
        coordinator,
        activity_id=activity.id,
        wallet_id=wallet.id,
        held_on=held_on,
        minutes=minutes,
        now=NOW,
    )


def statements_of(session: Session) -> list[str]:
    """What this session sends to the database from now on, statement by statement."""
    sent: list[str] = []

    @event.listens_for(session.connection(), "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    return sent
