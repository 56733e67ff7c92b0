"""Merchants who are owed something, and what their bank then says."""

from uuid import uuid4

from sqlalchemy.orm import Session

from tests import build
from wallet.banking import statements
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Batch, Movement
from wallet.funds.funds import Fund
from wallet.identity.permissions import Role
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import approvals, payment_files, settlements
from wallet.settlement.payment_files import PaymentFile
from wallet.settlement.settlements import Settlement


def owe(session: Session, merchant: Merchant, fund: Fund, cents: int) -> None:
    """Let a merchant be owed so many cents by a fund, euros received and all."""
    build.top_up(session, fund, cents)
    spend(session, merchant, fund, cents)


def spend(session: Session, merchant: Merchant, fund: Fund, cents: int) -> None:
    """Let so many cents go from the pot to a merchant: allotted, earned and spent."""
    pot = accounts.open_account(session, fund.book_id, AccountKind.POT)
    purse, owed = _customer(session, merchant, fund)
    budget = accounts.open_account(session, fund.book_id, AccountKind.BUDGET, fund.sponsor_id)
    postings.post(session, f"allotment:{uuid4()}", [Move(pot, budget, Euros(cents))])
    postings.post(session, f"reward:{uuid4()}", [Move(budget, purse, Euros(cents))])
    postings.post(session, f"redemption:{uuid4()}", [Move(purse, owed, Euros(cents))])


def undo(session: Session, merchant: Merchant, fund: Fund, cents: int) -> None:
    """Let so many cents come back from a merchant, as a reversal does, even after a payout."""
    purse, owed = _customer(session, merchant, fund)
    postings.post(session, f"reversal:{uuid4()}", [Move(owed, purse, Euros(cents))])


def _customer(session: Session, merchant: Merchant, fund: Fund) -> tuple[Account, Account]:
    """The purse of the one customer of this merchant, and what the merchant is owed."""
    lapses_on = build.LAPSES_ON
    return (
        accounts.open_account(session, fund.book_id, AccountKind.PURSE, merchant.id, lapses_on),
        accounts.open_account(session, fund.book_id, AccountKind.MERCHANT, merchant.id),
    )


def owed(session: Session, merchant: Merchant) -> list[int]:
    """The cents a merchant is owed in each book."""
    held = accounts.balances(session, AccountKind.MERCHANT, merchant.id)
    return [balance.cents for balance in held.values()]


def a_settlement(session: Session, programme: Programme) -> Settlement:
    by = build.a_person(session, name="Treasurer")
    return settlements.draw_up(session, programme, by=by, now=build.NOW, reason="Today")


def an_exported_settlement(
    session: Session, programme: Programme
) -> tuple[Settlement, PaymentFile]:
    """A settlement that a second person approved, and its payment file."""
    settlement = a_settlement(session, programme)
    second = build.a_member(session, Role.TREASURER).person
    approvals.approve(session, settlement, by=second, now=build.NOW)
    return settlement, payment_files.make(session, settlement, now=build.NOW)


def a_statement(
    session: Session, programme: Programme, *booked: Movement | Batch, number: int = 1
) -> bytes:
    """The bank's file of a day on which this was booked, in version .02 or .08 by turns."""
    account = programme.bank_account
    return demo_bank.statement(
        iban=account.iban,
        opening=statements.closing_balance(session, account.id) or Euros(0),
        booked=list(booked),
        on=build.TODAY,
        number=number,
        version="02" if number % 2 else "08",
    )
