"""What a sale asks of the database, and that its turn and its two writes hold together."""

import threading

import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests import build
from wallet.database import transaction
from wallet.identity import tokens
from wallet.merchants import pairings, phone_sales, redemptions
from wallet.merchants.redemptions import Redemption
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.wallets import wallets


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def till(session: Session, programme: Programme) -> Till:
    return build.a_till(session, programme)


def test_a_sale_costs_six_statements(session: Session, programme: Programme, till: Till) -> None:
    """Every statement is a round trip in the ten seconds at the till."""
    payer = build.a_participant(session, cents=1_000, programme=programme)
    token = build.a_till_token(session, till)
    phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))
    session.expunge_all()
    statements = build.statements_of(session)

    paired = pairings.find_till(session, token)
    assert paired is not None
    sale = build.a_sale(payer, cents=100, code=payer.code(steps=1))
    phone_sales.redeem(session, paired, **sale)

    assert len(statements) == 6, "\n\n".join(statements)
    assert session.scalar(select(func.count()).select_from(Redemption)) == 2


def test_a_sale_that_cannot_be_written_down_moves_no_coins(
    session: Session, programme: Programme, till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    monkeypatch.setattr(tokens, "new_letters", lambda length: "0" * length)
    phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))

    with (
        pytest.raises(UniqueViolation, match="uq_redemption_merchant_id_receipt"),
        session.begin_nested(),
    ):
        phone_sales.redeem(
            session, till, **build.a_sale(payer, cents=100, code=payer.code(steps=1))
        )

    assert wallets.balance(session, payer.wallet) == Euros(900)


def test_who_waited_for_a_turn_sees_what_was_answered_meanwhile(
    engine: Engine, committed: Session
) -> None:
    programme = build.a_programme(committed)
    till = build.a_till(committed, programme)
    payer = build.a_participant(committed, cents=1_000, programme=programme)
    committed.commit()
    sale = build.a_sale(payer, cents=100)
    waited: list[object] = []

    def wait() -> None:
        with transaction(engine) as other:
            waited.append(redemptions.take_turn(other, till, sale["request_id"])[0])

    first = phone_sales.redeem(committed, till, **sale)
    rival = threading.Thread(target=wait)
    rival.start()
    rival.join(timeout=0.5)
    assert rival.is_alive()
    committed.commit()
    rival.join(timeout=10)

    [answer] = waited
    assert isinstance(answer, Redemption)
    assert answer.id == first.id
