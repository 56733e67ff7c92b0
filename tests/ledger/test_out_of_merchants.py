"""What may come out of a merchant's account, which has no floor: no coins out of nothing."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_merchant_account, a_purse, pot_of
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import Move, PostingMalformed
from wallet.money import Euros


def test_a_shop_that_was_paid_nothing_gives_no_coins(session: Session) -> None:
    pot = pot_of(session, build.a_fund(session, cents=10_00).book_id)
    shop, purse = a_merchant_account(session, pot.book_id), a_purse(session, pot, 1_00)

    with pytest.raises(PostingMalformed, match="returned_once"):
        postings.post(session, "reward:made-up", [Move(shop, purse, Euros(1))])


def test_a_purse_gets_back_what_it_paid_there_and_no_cent_more(session: Session) -> None:
    pot = pot_of(session, build.a_fund(session, cents=10_00).book_id)
    shop, payer, other = (
        a_merchant_account(session, pot.book_id),
        a_purse(session, pot, 5_00),
        a_purse(session, pot, 1_00),
    )
    postings.post(session, "redemption:1", [Move(payer, shop, Euros(5_00))])
    postings.post(session, "reversal:1", [Move(shop, payer, Euros(3_00))])

    for purse, cents in ((payer, 2_01), (other, 1)):
        with pytest.raises(PostingMalformed, match="returned_once"), session.begin_nested():
            postings.post(session, "reversal:2", [Move(shop, purse, Euros(cents))])
    postings.post(session, "reversal:2", [Move(shop, payer, Euros(2_00))])

    assert accounts.balance(session, payer) == Euros(5_00)


def test_more_than_a_shop_is_owed_is_not_paid_out(session: Session) -> None:
    pot = pot_of(session, build.a_fund(session, cents=10_00).book_id)
    shop, payer = a_merchant_account(session, pot.book_id), a_purse(session, pot, 5_00)
    payout = accounts.open_account(session, pot.book_id, AccountKind.PAYOUT, uuid4())
    postings.post(session, "redemption:1", [Move(payer, shop, Euros(5_00))])

    with pytest.raises(PostingMalformed, match="merchant_paid_out_once"):
        postings.post(session, "payout:1", [Move(shop, payout, Euros(5_01))])


def test_a_reversal_after_a_payout_takes_a_shop_below_zero(session: Session) -> None:
    pot = pot_of(session, build.a_fund(session, cents=10_00).book_id)
    shop, payer = a_merchant_account(session, pot.book_id), a_purse(session, pot, 5_00)
    payout = accounts.open_account(session, pot.book_id, AccountKind.PAYOUT, uuid4())
    postings.post(session, "redemption:1", [Move(payer, shop, Euros(5_00))])
    postings.post(session, "payout:1", [Move(shop, payout, Euros(5_00))])

    postings.post(session, "reversal:1", [Move(shop, payer, Euros(5_00))])

    assert accounts.balance(session, shop) == Euros(-5_00)
