"""A participant pays at a till."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import build
from wallet.codes.pay_codes import PayCodeMalformed
from wallet.ledger import accounts
from wallet.ledger.accounts import AccountKind
from wallet.merchants import phone_sales, redemptions, tills
from wallet.merchants.redemptions import PriceOutOfRange, Redemption, RedemptionNotFound
from wallet.merchants.refusals import NotPaid, Reason, RefusedRedemption, RequestIdReused
from wallet.merchants.tills import Till, TillBlocked
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.wallets import devices, wallets


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def till(session: Session, programme: Programme) -> Till:
    return build.a_till(session, programme)


def reason_on_record(session: Session, till: Till) -> Reason:
    return session.scalars(
        select(RefusedRedemption.reason).where(RefusedRedemption.till_id == till.id)
    ).one()


def test_a_price_within_the_balance_is_paid_in_full(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)

    redemption = phone_sales.redeem(session, till, **build.a_sale(payer, cents=320))

    assert redemption.paid == Euros(320)
    assert redemption.to_go == Euros(0)
    assert len(redemption.receipt) == 8
    assert wallets.balance(session, payer.wallet) == Euros(680)
    owed = accounts.balances(session, AccountKind.MERCHANT, till.merchant_id)
    assert list(owed.values()) == [Euros(320)]


def test_a_price_above_the_balance_is_paid_in_part(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=320, programme=programme)

    redemption = phone_sales.redeem(session, till, **build.a_sale(payer, cents=500))

    assert redemption.paid == Euros(320)
    assert redemption.to_go == Euros(180)
    assert wallets.balance(session, payer.wallet) == Euros(0)


def test_asking_again_gives_the_first_answer_even_later(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    sale = build.a_sale(payer, cents=500)
    first = phone_sales.redeem(session, till, **sale)

    again = phone_sales.redeem(session, till, **sale | {"now": build.NOW + timedelta(days=9)})

    assert again is first
    assert wallets.balance(session, payer.wallet) == Euros(500)


def test_a_request_id_is_for_one_price(session: Session, programme: Programme, till: Till) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    sale = build.a_sale(payer, cents=500)
    phone_sales.redeem(session, till, **sale)

    with pytest.raises(RequestIdReused):
        phone_sales.redeem(session, till, **sale | {"price": Euros(501)})


def test_a_code_pays_once(session: Session, programme: Programme, till: Till) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))

    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))

    assert reason_on_record(session, till) == Reason.CODE_ALREADY_USED
    assert wallets.balance(session, payer.wallet) == Euros(900)


def test_the_next_step_pays_again(session: Session, programme: Programme, till: Till) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))

    next_code = payer.code(steps=1)
    phone_sales.redeem(session, till, **build.a_sale(payer, cents=100, code=next_code))

    assert wallets.balance(session, payer.wallet) == Euros(800)


def test_an_old_code_is_refused_as_expired_on_record_only(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)

    with pytest.raises(NotPaid) as refusal:
        phone_sales.redeem(
            session, till, **build.a_sale(payer, cents=100, code=payer.code(steps=-2))
        )

    assert refusal.value.code == "not-paid"
    assert refusal.value.facts == {}
    assert refusal.value.is_on_record
    assert reason_on_record(session, till) == Reason.CODE_EXPIRED


def test_a_wrong_code_is_not_held_against_the_device(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    right = payer.code()
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)

    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **build.a_sale(payer, cents=100, code=wrong))

    refused = session.scalars(select(RefusedRedemption)).one()
    assert refused.reason == Reason.CODE_WRONG
    assert refused.wallet_id is None


def test_a_blocked_phone_pays_nothing(session: Session, programme: Programme, till: Till) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    devices.block(session, payer.device, by=None, now=build.NOW)

    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))

    assert reason_on_record(session, till) == Reason.DEVICE_BLOCKED


def test_an_empty_wallet_is_refused_and_the_reason_kept_for_the_phone(
    session: Session, till: Till
) -> None:
    payer = build.a_participant(session)

    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))

    refused = session.scalars(select(RefusedRedemption)).one()
    assert refused.reason == Reason.NOTHING_TO_SPEND
    assert refused.wallet_id == payer.wallet.id


def test_coins_of_a_programme_the_merchant_has_not_joined_are_not_spent(
    session: Session, till: Till
) -> None:
    payer = build.a_participant(session, cents=1_000, programme=build.a_programme(session))

    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))

    assert wallets.balance(session, payer.wallet) == Euros(1_000)
    assert reason_on_record(session, till) == Reason.OTHER_PROGRAMME


def test_asking_again_after_a_refusal_gives_the_same_refusal(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session)
    sale = build.a_sale(payer, cents=100)
    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **sale)
    build.give(session, payer.wallet, build.a_fund(session, programme), 1_000)

    fresh = sale | {"code": payer.code(steps=1)}
    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **fresh)
    with pytest.raises(RequestIdReused):
        phone_sales.redeem(session, till, **fresh | {"price": Euros(1)})

    assert session.scalar(select(func.count()).select_from(RefusedRedemption)) == 1
    assert wallets.balance(session, payer.wallet) == Euros(1_000)


@pytest.mark.parametrize(
    "code", ["", "1" * 23, "1" * 25, "12345678901234567890123x", "\u0661" * 24]
)
def test_what_is_no_code_is_no_request(session: Session, till: Till, code: str) -> None:
    with pytest.raises(PayCodeMalformed):
        phone_sales.redeem(
            session, till, request_id=uuid4(), code=code, price=Euros(100), now=build.NOW
        )

    assert session.scalars(select(RefusedRedemption)).all() == []


@pytest.mark.parametrize("cents", [0, -1, 100_000_001])
def test_a_price_is_one_cent_to_a_million_euros(session: Session, till: Till, cents: int) -> None:
    payer = build.a_participant(session)

    with pytest.raises(PriceOutOfRange) as refusal:
        phone_sales.redeem(session, till, **build.a_sale(payer, cents=cents))

    assert refusal.value.highest == Euros(100_000_000)


def test_a_blocked_till_takes_nothing(session: Session, programme: Programme, till: Till) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    tills.block(session, till, by=build.a_person(session), now=build.NOW)

    with pytest.raises(TillBlocked):
        phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))


def test_a_till_finds_only_its_own_requests(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    sale = build.a_sale(payer, cents=100)
    redemption = phone_sales.redeem(session, till, **sale)
    other = build.a_till(session, programme)

    assert redemptions.get_by_request(session, till, sale["request_id"]) == redemption
    with pytest.raises(RedemptionNotFound):
        redemptions.get_by_request(session, other, sale["request_id"])


def test_a_till_learns_again_that_nothing_was_paid(session: Session, till: Till) -> None:
    sale = build.a_sale(build.a_participant(session), cents=100)
    with pytest.raises(NotPaid):
        phone_sales.redeem(session, till, **sale)

    with pytest.raises(NotPaid):
        redemptions.get_by_request(session, till, sale["request_id"])


def test_a_sale_is_in_the_books_as_it_was_answered(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    redemption = phone_sales.redeem(session, till, **build.a_sale(payer, cents=320))
    keys = [attribute.key for attribute in Redemption.__mapper__.column_attrs]
    answered = {key: getattr(redemption, key) for key in keys}

    session.expunge_all()

    read = session.get_one(Redemption, redemption.id)
    assert {key: getattr(read, key) for key in keys} == answered
    assert read.device_id == payer.device.id


def test_a_merchant_finds_only_its_own_sales(
    session: Session, programme: Programme, till: Till
) -> None:
    payer = build.a_participant(session, cents=1_000, programme=programme)
    redemption = phone_sales.redeem(session, till, **build.a_sale(payer, cents=100))

    assert redemptions.get(session, till.merchant_id, redemption.id) == redemption
    with pytest.raises(RedemptionNotFound):
        redemptions.get(session, build.a_merchant(session).id, redemption.id)
