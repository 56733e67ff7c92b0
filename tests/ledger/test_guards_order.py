"""Whoever locks several rows locks them in the order of their ids: else two that cross deadlock.

One transaction takes the first and then the last, while another wants both, named the other way
round. In the order of ids it waits for the first and holds nothing; in any other it may hold the
last, and then they wait for each other. Some rounds of it: one in a hundred would be luck.
"""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_guards_locks import behind, hold
from tests.ledger.test_postings import a_merchant_account, a_purse, pot_of
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move, PostingMalformed
from wallet.money import Euros

ROUNDS = 7


@pytest.fixture
def pot(committed: Session) -> Account:
    pot = pot_of(committed, build.a_fund(committed, cents=100_00).book_id)
    committed.commit()
    return pot


def post(*moves: Move) -> Callable[[Session], object]:
    return lambda session: postings.post(session, f"x:{uuid4()}", moves)


def a_payout(session: Session, book_id: int) -> Account:
    return accounts.open_account(session, book_id, AccountKind.PAYOUT, uuid4())


def test_accounts_with_a_floor(engine: Engine, committed: Session, pot: Account) -> None:
    shop = a_merchant_account(committed, pot.book_id)
    first, last = (a_purse(committed, pot, 10_00) for _ in range(2))
    committed.commit()

    for _ in range(ROUNDS):
        behind(
            engine,
            ahead=lambda own: hold(own, first),
            then=lambda own: hold(own, last),
            work=post(Move(last, shop, Euros(1)), Move(first, shop, Euros(1))),
        )


def test_shops_that_are_paid_out(engine: Engine, committed: Session, pot: Account) -> None:
    first, last = (a_merchant_account(committed, pot.book_id) for _ in range(2))
    purse = a_purse(committed, pot, 10_00)
    one, other, third, fourth = (a_payout(committed, pot.book_id) for _ in range(4))
    post(Move(purse, first, Euros(5_00)), Move(purse, last, Euros(5_00)))(committed)
    committed.commit()

    for _ in range(ROUNDS):
        behind(
            engine,
            ahead=post(Move(first, one, Euros(1))),
            then=post(Move(last, other, Euros(1))),
            work=post(Move(last, third, Euros(1)), Move(first, fourth, Euros(1))),
        )


def test_bank_entries(engine: Engine, committed: Session) -> None:
    programme = build.a_programme(committed)
    entries = sorted(build.a_bank_entry(committed, programme, 10_00).id for _ in range(2))
    books = [build.a_fund(committed, programme).book_id for _ in range(2)]
    (bank, pot), (other_bank, other_pot) = (
        (accounts.open_account(committed, id_, AccountKind.BANK), pot_of(committed, id_))
        for id_ in books
    )
    committed.commit()

    for _ in range(ROUNDS):
        behind(
            engine,
            ahead=post(Move(bank, pot, Euros(1), entries[0])),
            then=post(Move(bank, pot, Euros(1), entries[1])),
            work=post(*(Move(other_bank, other_pot, Euros(1), each) for each in entries[::-1])),
        )


def test_a_shop_is_not_paid_out_twice_at_the_same_moment(
    engine: Engine, committed: Session, pot: Account
) -> None:
    """Into payouts of their own, so that nothing but the shop's account makes them wait."""
    shop, purse = a_merchant_account(committed, pot.book_id), a_purse(committed, pot, 5_00)
    one, other = (a_payout(committed, pot.book_id) for _ in range(2))
    post(Move(purse, shop, Euros(5_00)))(committed)
    committed.commit()

    with pytest.raises(PostingMalformed, match="merchant_paid_out_once"):
        behind(
            engine,
            ahead=post(Move(shop, one, Euros(5_00))),
            work=post(Move(shop, other, Euros(5_00))),
        )
