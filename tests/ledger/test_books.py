"""A book begins with the two accounts that every fund has."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.ledger import books
from wallet.ledger.accounts import Account, AccountKind
from wallet.money import Euros


def test_a_new_book_has_a_bank_and_an_empty_pot(session: Session) -> None:
    book_id = books.open_book(session)

    found = session.scalars(select(Account).where(Account.book_id == book_id))

    assert {account.kind: account.balance for account in found} == {
        AccountKind.BANK: None,
        AccountKind.POT: Euros(0),
    }
