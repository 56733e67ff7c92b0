"""Ten guesses within a minute, and a till rests for a minute; its owner is told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from hatch_build import compile_catalogues
from tests import at_once, build
from tests.build import Phone
from tests.merchants.guesses import a_guess
from wallet import clock
from wallet.identity import memberships, people
from wallet.identity.permissions import Role
from wallet.identity.vault import Vault
from wallet.merchants import phone_sales, reversals, till_rests
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import NotPaid, Reason, RefusedRedemption, TillResting
from wallet.merchants.tills import RestCause, Till, TillRest
from wallet.money import Euros
from wallet.notifications.outbox import Message
from wallet.programmes.programmes import Programme

NOW = build.NOW
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def till(session: Session, programme: Programme) -> Till:
    return build.a_till(session, programme)


@pytest.fixture
def phone(session: Session, programme: Programme) -> Phone:
    return build.a_participant(session, cents=50_00, programme=programme)


def refuse(session: Session, till: Till, code: str, *, at: datetime = NOW) -> Reason:
    """Ask with a code that pays nothing, and give the reason on record."""
    request_id = uuid4()
    with pytest.raises(NotPaid):
        phone_sales.redeem(
            session, till, request_id=request_id, code=code, price=Euros(100), now=at
        )
    return session.scalars(
        select(RefusedRedemption.reason).where(RefusedRedemption.request_id == request_id)
    ).one()


def guess(session: Session, till: Till, times: int, *, at: datetime = NOW) -> None:
    for _ in range(times):
        assert refuse(session, till, a_guess(), at=at) is Reason.CODE_WRONG


def test_after_ten_guesses_the_till_takes_no_code_for_a_minute(
    session: Session, till: Till, phone: Phone
) -> None:
    guess(session, till, 10)
    sale = build.a_sale(phone, cents=100, at=NOW + 59 * A_SECOND)
    later = build.a_sale(phone, cents=100, at=NOW + 60 * A_SECOND)

    with pytest.raises(TillResting):
        phone_sales.redeem(session, till, **sale)

    assert phone_sales.redeem(session, till, **later).paid == Euros(100)
    with pytest.raises(TillResting):  # the first answer, for ever
        phone_sales.redeem(session, till, **sale | {"now": NOW + timedelta(days=1)})


def test_nine_guesses_within_a_minute_are_slips(session: Session, till: Till, phone: Phone) -> None:
    guess(session, till, 9)
    guess(session, till, 9, at=NOW + 61 * A_SECOND)

    sale = build.a_sale(phone, cents=100, at=NOW + 61 * A_SECOND)
    assert phone_sales.redeem(session, till, **sale).paid == Euros(100)


def test_expired_used_and_replayed_codes_are_no_guesses(
    session: Session, till: Till, phone: Phone
) -> None:
    sale = build.a_sale(phone, cents=100)
    phone_sales.redeem(session, till, **sale)

    for steps in range(2, 22):
        assert refuse(session, till, phone.code(steps=-steps)) is Reason.CODE_EXPIRED
        assert refuse(session, till, sale["code"]) is Reason.CODE_ALREADY_USED

    fresh = sale | {"code": phone.code(steps=1), "request_id": uuid4()}
    assert phone_sales.redeem(session, till, **fresh).paid == Euros(100)


def test_guesses_count_by_till(session: Session, programme: Programme, phone: Phone) -> None:
    shop = build.a_merchant(session, programme)
    left, right = (build.a_till(session, merchant=shop) for _ in range(2))
    guess(session, left, 10)

    with pytest.raises(TillResting):
        phone_sales.redeem(session, left, **build.a_sale(phone, cents=100))
    assert phone_sales.redeem(session, right, **build.a_sale(phone, cents=100)).paid == Euros(100)


def test_a_resting_till_still_answers_for_what_it_asked(
    session: Session, till: Till, phone: Phone
) -> None:
    sale = build.a_sale(phone, cents=100)
    sold = phone_sales.redeem(session, till, **sale)
    guess(session, till, 10)

    assert phone_sales.redeem(session, till, **sale) is sold
    reversals.revoke(session, till, sale["request_id"], now=NOW)


def test_more_refusals_than_hands_can_cause_make_a_till_rest(
    session: Session, till: Till, phone: Phone
) -> None:
    old = phone.code(steps=-5)
    for _ in range(till_rests.MOST_REFUSALS):
        assert refuse(session, till, old) is Reason.CODE_EXPIRED

    assert refuse(session, till, phone.code()) is Reason.TILL_RESTING
    assert session.scalars(select(TillRest.cause)).one() is RestCause.REFUSALS
    assert not session.scalars(select(Message)).all()


def test_the_owner_is_told_in_the_own_language(session: Session, till: Till) -> None:
    compile_catalogues(Path(__file__).parents[2])
    for language in ("nl", "en"):
        address = f"owner-{language}@example.org"
        owner = people.register(session, name="Owner", email=address, language=language)
        memberships.grant(session, owner, till.merchant.organisation, Role.MERCHANT, now=NOW)

    guess(session, till, 10)

    dutch, english = session.scalars(select(Message).order_by(Message.subject.desc()))
    assert english.subject == f"A till of {till.merchant.name} rests for a minute"
    assert "until 11:01" in english.body
    assert dutch.subject == f"Een kassa van {till.merchant.name} staat een minuut stil"
    assert "tot 11:01" in dutch.body
    [(found, rest)] = till_rests.latest(session, till.merchant_id)
    assert (found, clock.day_of(rest.since_at)) == (till, build.TODAY)


def test_guesses_at_the_same_moment_are_all_counted_and_one_rest_begins(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    till = build.a_till(committed, build.a_programme(committed))
    committed.commit()

    answers = at_once.requests(engine, vault, [guessing(till.id) for _ in range(16)])

    assert all(isinstance(answer, NotPaid) for answer in answers)
    assert committed.scalar(select(func.count()).select_from(TillRest)) == 1
    assert isinstance(at_once.requests(engine, vault, [guessing(till.id)])[0], TillResting)


def guessing(till_id: UUID) -> Callable[[Session], Redemption]:
    return lambda session: phone_sales.redeem(
        session,
        session.get_one(Till, till_id),
        request_id=uuid4(),
        code=a_guess(),
        price=Euros(100),
        now=NOW,
    )
