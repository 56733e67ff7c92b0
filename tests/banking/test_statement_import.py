"""A file is taken in whole, and each of its entries once."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import build
from wallet.banking import accounts, statement_import, statements
from wallet.banking.accounts import BankAccount
from wallet.banking.camt_elements import Direction
from wallet.banking.statement_faults import (
    StatementContradictsEarlier,
    StatementOfAnotherAccount,
)
from wallet.banking.statement_import import Import
from wallet.banking.statements import BankEntry, BankStatement
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Movement
from wallet.money import Euros

FILES = Path(__file__).parent.parent / "data" / "statements"


@pytest.fixture
def account(session: Session) -> BankAccount:
    return accounts.open_account(session, iban="NL44 RABO 0123 4567 89", holder="Demostad")


def take_in(session: Session, content: bytes) -> Import:
    return statement_import.take_in(session, content, of_accounts=None, by_id=None, now=build.NOW)


def a_day(account: BankAccount, *received: tuple[str, int], number: int = 1) -> bytes:
    return demo_bank.statement(
        iban=account.iban,
        opening=Euros(0),
        booked=[Movement(ref, Euros(cents), Direction.CREDIT) for ref, cents in received],
        on=build.TODAY,
        number=number,
    )


def count_of(session: Session, table: type) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_file_is_kept_with_balances_and_entries(session: Session, account: BankAccount) -> None:
    taken = take_in(session, (FILES / "day.02.xml").read_bytes())

    assert (taken.is_repeat, taken.file.entry_count) == (False, 3)
    assert [e.amount.cents for e in taken.entries] == [10_000_00, 5_000_00, 55_03]
    assert statements.closing_balance(session, account.id) == Euros(16_194_97)


def test_the_same_bytes_give_the_earlier_file(session: Session, account: BankAccount) -> None:
    content = a_day(account, ("A", 100))
    first = take_in(session, content)

    again = take_in(session, content)

    assert again.is_repeat
    assert again.file is first.file
    assert again.entries == first.entries


def test_the_same_statement_in_other_bytes_brings_nothing_new(
    session: Session, account: BankAccount
) -> None:
    content = a_day(account, ("A", 100))
    take_in(session, content)

    again = take_in(session, content.replace(b"\n", b"\n\n"))

    assert (again.is_repeat, again.fresh) == (False, [])
    assert count_of(session, BankEntry) == 1
    assert count_of(session, BankStatement) == 1


def test_an_overlapping_statement_brings_only_what_is_new(
    session: Session, account: BankAccount
) -> None:
    take_in(session, a_day(account, ("A", 100), number=1))

    taken = take_in(session, a_day(account, ("A", 100), ("B", 50), number=2))

    assert [entry.entry_reference for entry in taken.fresh] == ["B"]
    assert [entry.entry_reference for entry in taken.entries] == ["A", "B"]


def test_an_entry_that_changed_its_amount_is_refused(
    session: Session, account: BankAccount
) -> None:
    take_in(session, a_day(account, ("A", 100), number=1))

    with pytest.raises(StatementContradictsEarlier) as refused:
        take_in(session, a_day(account, ("A", 101), number=2))

    assert (refused.value.reference, refused.value.earlier) == ("A", Euros(100))


def test_a_statement_that_grew_is_refused(session: Session, account: BankAccount) -> None:
    take_in(session, a_day(account, ("A", 100)))

    with pytest.raises(StatementContradictsEarlier):
        take_in(session, a_day(account, ("A", 100), ("B", 50)))


def test_an_unknown_account_is_refused_by_name(session: Session) -> None:
    with pytest.raises(StatementOfAnotherAccount) as refused:
        take_in(session, (FILES / "day.02.xml").read_bytes())

    assert refused.value.iban == "NL44RABO0123456789"


def test_a_known_account_of_somebody_else_is_refused_the_same(
    session: Session, account: BankAccount
) -> None:
    with pytest.raises(StatementOfAnotherAccount):
        statement_import.take_in(
            session,
            (FILES / "day.02.xml").read_bytes(),
            of_accounts=[],
            by_id=None,
            now=build.NOW,
        )


def test_the_last_closing_day_counts_whatever_came_in_last(
    session: Session, account: BankAccount
) -> None:
    newer, older = (
        demo_bank.statement(
            iban=account.iban, opening=Euros(cents), booked=[], on=day, number=number
        )
        for cents, day, number in [(700, date(2026, 3, 9), 2), (500, date(2026, 3, 6), 1)]
    )
    take_in(session, newer)
    take_in(session, older)

    latest = statements.latest(session, account.id)

    assert latest is not None
    assert latest.closing_balance == Euros(700)


def test_an_account_without_statement_has_no_balance(
    session: Session, account: BankAccount
) -> None:
    assert statements.closing_balance(session, account.id) is None
