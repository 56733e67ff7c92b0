"""Coins nobody spent in time."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests import build
from wallet.funds import funds
from wallet.merchants import phone_sales, reversals
from wallet.money import Euros
from wallet.wallets import history, lapsing, wallets
from wallet.wallets.history import EventKind

YESTERDAY = build.TODAY - timedelta(days=1)


def test_lapsed_coins_go_back_to_the_pot_they_came_from(session: Session) -> None:
    wallet, fund = build.a_wallet(session), build.a_fund(session)
    build.give(session, wallet, fund, 300, expires_on=YESTERDAY)
    build.give(session, wallet, fund, 200, expires_on=build.TODAY)

    lapsed = lapsing.lapse_all(session, build.TODAY)

    assert lapsed == Euros(300)
    assert wallets.balance(session, wallet) == Euros(200)
    assert funds.figures(session, fund).pot == Euros(300)
    assert history.events(session, wallet)[0].kind is EventKind.LAPSED


def test_lapsing_again_changes_nothing(session: Session) -> None:
    wallet, fund = build.a_wallet(session), build.a_fund(session)
    build.give(session, wallet, fund, 300, expires_on=YESTERDAY)
    lapsing.lapse_all(session, build.TODAY)

    assert lapsing.lapse_all(session, build.TODAY) == Euros(0)
    assert funds.figures(session, fund).pot == Euros(300)


def test_coins_a_reversal_brings_back_late_lapse_the_next_day(session: Session) -> None:
    programme = build.a_programme(session)
    payer, till = build.a_phone(session), build.a_till(session, programme)
    fund = build.a_fund(session, programme)
    build.give(session, payer.wallet, fund, 300, expires_on=build.TODAY)
    redemption = phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))
    tomorrow = build.TODAY + timedelta(days=1)
    lapsing.lapse_all(session, tomorrow)

    reversals.reverse(session, redemption, by=till, now=build.NOW + timedelta(days=1))

    assert lapsing.lapse_all(session, tomorrow) == Euros(0)
    assert lapsing.lapse_all(session, tomorrow + timedelta(days=1)) == Euros(100)
