"""A participant's own history: where coins came from, where they went, and why not."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.activities import verifications
from wallet.merchants import redemptions, reversals
from wallet.merchants.refusals import NotPaid, Reason
from wallet.money import Euros
from wallet.reports import wallet_history
from wallet.reports.wallet_history import WalletEventKind


def test_every_event_has_its_words(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=100_00)
    participation = build.a_participation(session, coordinator, programme, minutes=60)
    colleague = build.a_colleague(session, coordinator)
    verifications.verify(session, participation, by=colleague, now=build.NOW)
    phone = build.a_phone(session, participation.wallet)
    till = build.a_till(session, programme)
    sale = redemptions.redeem(session, till, **build.a_sale(phone, cents=2_00))
    reversals.reverse(session, sale, by=build.a_person(session), now=build.NOW)
    with pytest.raises(NotPaid):
        redemptions.redeem(session, till, **build.a_sale(phone, cents=1_00))

    told = {event.kind: event for event in wallet_history.of_wallet(session, phone.wallet)}

    kind = WalletEventKind
    assert told[kind.EARNED].title == "Coffee morning"
    assert told[kind.EARNED].amount == Euros(3_00)
    assert told[kind.PAID].title == till.merchant.name
    assert told[kind.PAID].amount == Euros(-2_00)
    assert told[kind.REVERSED].title == till.merchant.name
    assert told[kind.REVERSED].amount == Euros(2_00)
    assert told[kind.REFUSED].reason is Reason.CODE_ALREADY_USED
    assert told[kind.REFUSED].title == till.merchant.name
    assert told[kind.REFUSED].amount == Euros(1_00)


def test_the_newest_comes_first_and_others_see_nothing(session: Session) -> None:
    programme = build.a_programme(session)
    phone = build.a_participant(session, cents=10_00, programme=programme)
    till = build.a_till(session, programme)
    for minutes in range(3):
        at = build.NOW + timedelta(minutes=minutes)
        redemptions.redeem(session, till, **build.a_sale(phone, cents=1_00, at=at))

    told = wallet_history.of_wallet(session, phone.wallet, limit=2)

    assert [event.kind for event in told] == [WalletEventKind.PAID] * 2
    assert told[0].at > told[1].at
    assert wallet_history.of_wallet(session, build.a_wallet(session)) == []
