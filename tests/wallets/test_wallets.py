"""What is in a wallet, and what happened to it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.merchants import phone_sales
from wallet.money import Euros
from wallet.wallets import history, wallets
from wallet.wallets.history import EventKind
from wallet.wallets.wallets import Lapsing, WalletNotFound


def test_a_person_has_one_wallet(session: Session) -> None:
    wallet = build.a_wallet(session)

    assert wallets.open_wallet(session, wallet.person, now=build.NOW) is wallet
    assert wallets.get(session, wallet.id) is wallet
    with pytest.raises(WalletNotFound):
        wallets.get(session, uuid4())


def test_an_unused_wallet_is_empty(session: Session) -> None:
    wallet = build.a_wallet(session)

    assert wallets.balance(session, wallet) == Euros(0)
    assert wallets.lapsing(session, wallet) == []
    assert history.events(session, wallet) == []


def test_what_lapses_on_one_day_is_one_line_over_all_funds(session: Session) -> None:
    wallet = build.a_wallet(session)
    soon = build.TODAY + timedelta(days=10)
    build.give(session, wallet, build.a_fund(session), 300)
    build.give(session, wallet, build.a_fund(session), 200)
    build.give(session, wallet, build.a_fund(session), 150, expires_on=soon)

    assert wallets.lapsing(session, wallet) == [
        Lapsing(soon, Euros(150)),
        Lapsing(build.LAPSES_ON, Euros(500)),
    ]


def test_the_history_tells_what_was_earned_and_spent_newest_first(session: Session) -> None:
    programme = build.a_programme(session)
    payer = build.a_participant(session, cents=500, programme=programme)
    till = build.a_till(session, programme)
    redemption = phone_sales.redeem(session, till, **build.a_sale(payer, cents=120))

    spent, earned = history.events(session, payer.wallet)

    assert (spent.kind, spent.change) == (EventKind.SPENT, Euros(-120))
    assert spent.subject == str(redemption.id)
    assert (earned.kind, earned.change) == (EventKind.EARNED, Euros(500))
