"""A wrong sale is undone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.ledger import accounts
from wallet.ledger.accounts import AccountKind
from wallet.merchants import phone_sales, reversals
from wallet.merchants.refusals import NotPaid, RefusedRedemption
from wallet.merchants.reversals import Reversal
from wallet.merchants.tills import Till, TillBlocked, block
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.wallets import history, wallets
from wallet.wallets.history import EventKind


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def till(session: Session, programme: Programme) -> Till:
    return build.a_till(session, programme)


def test_a_reversal_gives_each_purse_its_coins_back(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_phone(session)
    soon = build.TODAY + timedelta(days=5)
    build.give(session, payer.wallet, build.a_fund(session, programme), 200, expires_on=soon)
    build.give(session, payer.wallet, build.a_fund(session, programme), 300)
    before = wallets.lapsing(session, payer.wallet)
    redemption = phone_sales.redeem(session, till, **build.a_sale(payer, cents=400))

    reversal = reversals.reverse(session, redemption, by=till, now=build.NOW)

    assert reversal.till_id == till.id
    assert wallets.lapsing(session, payer.wallet) == before
    owed = accounts.balances(session, AccountKind.MERCHANT, till.merchant_id)
    assert set(owed.values()) == {Euros(0)}


def test_asking_again_gives_the_first_reversal(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=500, programme=programme)
    redemption = phone_sales.redeem(session, till, **build.a_sale(payer, cents=400))
    first = reversals.reverse(session, redemption, by=till, now=build.NOW)

    again = reversals.reverse(
        session, redemption, by=build.a_person(session), now=build.NOW + timedelta(days=1)
    )

    assert again is first
    assert again.reversed_by_id is None
    assert wallets.balance(session, payer.wallet) == Euros(500)


def test_a_person_of_the_merchant_reverses_too(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=500, programme=programme)
    redemption = phone_sales.redeem(session, till, **build.a_sale(payer, cents=400))
    owner = build.a_person(session)

    reversal = reversals.reverse(session, redemption, by=owner, now=build.NOW)

    assert reversal.reversed_by_id == owner.id
    kinds = [event.kind for event in history.events(session, payer.wallet)]
    assert kinds == [EventKind.RETURNED, EventKind.SPENT, EventKind.EARNED]


def test_a_till_revokes_the_sale_it_did_not_wait_for(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=500, programme=programme)
    sale = build.a_sale(payer, cents=400)
    phone_sales.redeem(session, till, **sale)

    undone = reversals.revoke(session, till, sale["request_id"], now=build.NOW)

    assert isinstance(undone, Reversal)
    assert wallets.balance(session, payer.wallet) == Euros(500)


def test_a_revoked_request_that_arrives_late_is_never_paid(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=500, programme=programme)
    sale = build.a_sale(payer, cents=400)

    revoked = reversals.revoke(session, till, sale["request_id"], now=build.NOW)
    again = reversals.revoke(session, till, sale["request_id"], now=build.NOW)

    assert isinstance(revoked, RefusedRedemption)
    assert again is revoked
    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **sale)
    assert wallets.balance(session, payer.wallet) == Euros(500)


def test_a_blocked_till_revokes_nothing(session: Session, till: Till) -> None:
    block(session, till, by=build.a_person(session), now=build.NOW)

    with pytest.raises(TillBlocked):
        reversals.revoke(session, till, uuid4(), now=build.NOW)
