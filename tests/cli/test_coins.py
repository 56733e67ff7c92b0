"""Coins past their last day lapse by a timer."""

from datetime import date

from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from tests import build
from tests.database import TestDatabase
from wallet.cli import main
from wallet.money import Euros
from wallet.schema import roles
from wallet.wallets import wallets


def lapse(database: TestDatabase) -> Result:
    environment = {"WALLET_DATABASE_URL": database.url(roles.APP)}
    return CliRunner().invoke(main, ["coins", "lapse"], env=environment)


def test_coins_past_their_last_day_lapse_once(database: TestDatabase, committed: Session) -> None:
    programme = build.a_programme(committed)
    owner = build.a_wallet(committed)
    fund = build.a_fund(committed, programme)
    build.give(committed, owner, fund, 2_50, expires_on=date(2024, 3, 1))
    committed.commit()

    first, second = lapse(database), lapse(database)

    assert (first.output, second.output) == ("EUR 2.50 lapsed\n", "EUR 0.00 lapsed\n")
    committed.rollback()
    assert wallets.balance(committed, owner) == Euros(0)
