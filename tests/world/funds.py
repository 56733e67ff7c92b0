"""Euros of sponsors, received and allotted."""

from uuid import uuid4

from sqlalchemy.orm import Session

from tests.world.days import NOW, TODAY
from tests.world.programmes import a_programme
from tests.world.staff import a_person, an_organisation
from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry, BankStatement, StatementFile
from wallet.funds import allotments, funds, payment_requests, top_ups
from wallet.funds.funds import Fund
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme


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
