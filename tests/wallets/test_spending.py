"""Coins leave a wallet, soonest to lapse first."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests import build
from wallet.funds import funds
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.merchants.merchants import Merchant
from wallet.money import Euros, total
from wallet.programmes import endings
from wallet.programmes.programmes import Programme
from wallet.wallets import spending, wallets
from wallet.wallets.spending import NothingToSpend
from wallet.wallets.wallets import Lapsing, Wallet

SOON, LATER = build.TODAY + timedelta(days=3), build.TODAY + timedelta(days=90)


def purse(number: int, cents: int, expires_on: date) -> Account:
    return Account(id=number, kind=AccountKind.PURSE, balance=Euros(cents), expires_on=expires_on)


purses = st.lists(
    st.tuples(st.integers(0, 5_000), st.dates(date(2026, 3, 1), date(2026, 4, 1))), max_size=12
).map(lambda parts: [purse(number, *part) for number, part in enumerate(parts)])


@given(purses, st.integers(1, 20_000))
def test_all_that_can_be_spent_is_spent_up_to_the_price(purses: list[Account], price: int) -> None:
    spendable = [p for p in purses if wallets.last_day(p) >= build.TODAY]

    paid = total([part for _, part in spending.shares(purses, Euros(price), build.TODAY)])

    assert paid == min(Euros(price), total([wallets.held(p) for p in spendable]))


@given(purses, st.integers(1, 20_000))
def test_a_purse_is_touched_only_when_all_that_lapse_sooner_are_empty(
    purses: list[Account], price: int
) -> None:
    parts = spending.shares(purses, Euros(price), build.TODAY)

    paid = {p.id: part for p, part in parts}
    assert len(paid) == len(parts)
    assert all(Euros(0) < part <= wallets.held(p) for p, part in parts)
    last = max((wallets.last_day(p) for p, _ in parts), default=build.TODAY)
    for sooner in purses:
        if build.TODAY <= wallets.last_day(sooner) < last:
            assert paid.get(sooner.id, Euros(0)) == wallets.held(sooner)


def spent(
    session: Session,
    wallet: Wallet,
    merchant: Merchant,
    *joined: Programme,
    cents: int,
    today: date = build.TODAY,
) -> Euros:
    moves = spending.moves(
        session,
        wallet.id,
        merchant_id=merchant.id,
        programme_ids=[programme.id for programme in joined],
        up_to=Euros(cents),
        today=today,
    )
    postings.post(session, f"redemption:{uuid4()}", moves)
    return total(move.amount for move in moves)


def test_the_purse_that_lapses_first_pays_first_whichever_fund_it_is_of(
    session: Session,
) -> None:
    programme = build.a_programme(session)
    wallet, shop = build.a_wallet(session), build.a_merchant(session, programme)
    early, late = build.a_fund(session, programme), build.a_fund(session, programme)
    build.give(session, wallet, early, 300, expires_on=LATER)
    build.give(session, wallet, late, 300, expires_on=SOON)

    assert spent(session, wallet, shop, programme, cents=400) == Euros(400)

    assert wallets.lapsing(session, wallet) == [Lapsing(LATER, Euros(200))]
    assert funds.figures(session, late).spent == Euros(300)
    assert funds.figures(session, early).spent == Euros(100)


def test_coins_of_two_programmes_pay_where_both_are_taken(session: Session) -> None:
    one, two, third = (build.a_programme(session) for _ in range(3))
    wallet, shop = build.a_wallet(session), build.a_merchant(session, one, two)
    for programme in (one, two, third):
        build.give(session, wallet, build.a_fund(session, programme), 100)

    assert spent(session, wallet, shop, one, two, cents=500) == Euros(200)
    assert wallets.balance(session, wallet) == Euros(100)


def test_coins_can_be_spent_on_their_last_day_and_not_after(session: Session) -> None:
    programme = build.a_programme(session)
    wallet, shop = build.a_wallet(session), build.a_merchant(session, programme)
    fund = build.a_fund(session, programme)
    build.give(session, wallet, fund, 100, expires_on=build.TODAY)
    build.give(session, wallet, fund, 100, expires_on=build.TODAY - timedelta(days=1))

    assert spent(session, wallet, shop, programme, cents=500) == Euros(100)
    with pytest.raises(NothingToSpend):
        spent(session, wallet, shop, programme, cents=500)


def test_coins_of_a_programme_that_ended_pay_nothing_from_the_next_day(session: Session) -> None:
    programme, wallet = build.a_programme(session), build.a_wallet(session)
    shop, fund = build.a_merchant(session, programme), build.a_fund(session, programme)
    last = build.TODAY + timedelta(days=70)
    build.give(session, wallet, fund, 100, expires_on=last + timedelta(days=90))
    endings.announce(
        session,
        programme,
        last_reward_on=build.TODAY,
        spend_until=last,
        reason="The contract ends",
        by=build.a_person(session),
        now=build.NOW,
    )

    assert spent(session, wallet, shop, programme, cents=40, today=last) == Euros(40)
    with pytest.raises(NothingToSpend):
        spent(session, wallet, shop, programme, cents=40, today=last + timedelta(days=1))


def test_a_merchant_has_one_account_in_each_book(session: Session) -> None:
    programme = build.a_programme(session)
    wallet, shop = build.a_wallet(session), build.a_merchant(session, programme)
    fund = build.a_fund(session, programme)
    build.give(session, wallet, fund, 100, expires_on=SOON)
    build.give(session, wallet, fund, 100, expires_on=LATER)

    spent(session, wallet, shop, programme, cents=150)
    spent(session, wallet, shop, programme, cents=50)

    owed = accounts.balances(session, AccountKind.MERCHANT, shop.id)
    assert owed == {fund.book_id: Euros(200)}
