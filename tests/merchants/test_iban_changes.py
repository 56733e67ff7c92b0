"""Another account: two people and 72 hours; until then payouts go where they went."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts
from tests.settlement.files import a_credit, take_in
from wallet.banking.ibans import IbanInvalid
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.merchants import iban_approvals, iban_changes, payee_accounts
from wallet.merchants.iban_approvals import (
    IbanChangeAlreadyDecided,
    IbanChangeInForce,
    OwnIbanChange,
)
from wallet.merchants.iban_changes import (
    REST,
    IbanAlreadyInUse,
    IbanChange,
    IbanChangeNotFound,
    IbanChangeState,
    IbanChangeUnderWay,
)
from wallet.merchants.merchants import Merchant
from wallet.programmes.programmes import Programme
from wallet.settlement import settlements
from wallet.settlement.settlements import NothingToPayOut

NEW_IBAN = build.an_iban()
ONE_SECOND = timedelta(seconds=1)


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def shop(session: Session, programme: Programme) -> Merchant:
    return build.a_merchant(session, programme)


@pytest.fixture
def treasurer(session: Session, programme: Programme) -> Membership:
    return build.a_member(session, Role.TREASURER, programme.operator)


def ask(session: Session, shop: Merchant, iban: str = NEW_IBAN) -> IbanChange:
    by = build.a_member(session, Role.MERCHANT, shop.organisation).person
    return iban_changes.ask(session, shop, iban=iban, payee="Shop B.V.", by=by, now=build.NOW)


def test_the_new_account_is_used_72_hours_after_approval_and_no_second_earlier(
    session: Session, programme: Programme, shop: Merchant, treasurer: Membership
) -> None:
    fund, old = build.a_fund(session, programme), shop.iban
    change = ask(session, shop)
    approved_at = build.NOW + timedelta(hours=5)
    iban_approvals.approve(session, change, by=treasurer, now=approved_at)
    used = []
    for now in (build.NOW, approved_at, approved_at + REST - ONE_SECOND, approved_at + REST):
        debts.owe(session, shop, fund, 5_00)
        (payout,) = settlements.draw_up(
            session, programme, by=treasurer.person, now=now, reason="Today"
        ).payouts
        used.append((payout.iban, payout.payee))

    assert used == [(old, shop.payee)] * 3 + [(NEW_IBAN, "Shop B.V.")]
    assert change.state(approved_at) is IbanChangeState.RESTING
    assert change.state(approved_at + REST) is IbanChangeState.IN_FORCE


def test_who_asks_does_not_approve(
    session: Session, programme: Programme, shop: Merchant, treasurer: Membership
) -> None:
    change = iban_changes.ask(
        session, shop, iban=NEW_IBAN, payee="Me", by=treasurer.person, now=build.NOW
    )

    with pytest.raises(OwnIbanChange):
        iban_approvals.approve(session, change, by=treasurer, now=build.NOW)
    row = {"id": change.id, "by": treasurer.person_id, "now": build.NOW, "from": build.NOW + REST}
    with pytest.raises(IntegrityError, match="ck_iban_change_approval_four_eyes"):
        session.execute(
            text("insert into iban_change_approval values (:id, :by, :by, :now, :from)"), row
        )


def test_another_municipality_has_no_say(session: Session, shop: Merchant) -> None:
    change = ask(session, shop)
    stranger = build.a_member(session, Role.TREASURER)

    with pytest.raises(IbanChangeNotFound):
        iban_approvals.approve(session, change, by=stranger, now=build.NOW)
    assert iban_approvals.of_operator(session, stranger.organisation_id) == []


def test_called_off_during_the_rest_nothing_changes(
    session: Session, shop: Merchant, treasurer: Membership
) -> None:
    change = ask(session, shop)
    iban_approvals.approve(session, change, by=treasurer, now=build.NOW)
    late = build.NOW + REST - ONE_SECOND

    stopped = iban_approvals.call_off(session, change, by=treasurer.person, now=late)

    assert iban_approvals.call_off(session, change, by=treasurer.person, now=late) == stopped
    after = build.NOW + 2 * REST
    assert change.state(after) is IbanChangeState.CALLED_OFF
    assert payee_accounts.of_merchant(session, shop, now=after).iban == shop.iban
    with pytest.raises(IbanChangeAlreadyDecided):
        iban_approvals.approve(session, change, by=treasurer, now=late)
    assert ask(session, shop).state(build.NOW) is IbanChangeState.WAITING


def test_in_force_it_is_not_called_off_any_more(
    session: Session, shop: Merchant, treasurer: Membership
) -> None:
    change = ask(session, shop)
    iban_approvals.approve(session, change, by=treasurer, now=build.NOW)

    with pytest.raises(IbanChangeInForce):
        iban_approvals.call_off(session, change, by=treasurer.person, now=build.NOW + REST)


def test_one_change_at_a_time_to_another_account_that_exists(
    session: Session, shop: Merchant
) -> None:
    by = build.a_person(session)
    with pytest.raises(IbanInvalid):
        ask(session, shop, "NL00BNGH0000000000")
    with pytest.raises(IbanAlreadyInUse):
        iban_changes.ask(session, shop, iban=shop.iban, payee=shop.payee, by=by, now=build.NOW)
    ask(session, shop)
    with pytest.raises(IbanChangeUnderWay):
        ask(session, shop, build.an_iban())


def test_after_a_return_a_shop_waits_for_its_new_account(
    session: Session, programme: Programme, shop: Merchant, treasurer: Membership
) -> None:
    debts.owe(session, shop, build.a_fund(session, programme), 5_00)
    settlement, _ = debts.an_exported_settlement(session, programme)
    (payout,) = settlement.payouts
    back = a_credit(5_00, end_to_end_id=payout.end_to_end_id, is_return=True)
    take_in(session, programme, debts.a_statement(session, programme, back))
    change = ask(session, shop)
    iban_approvals.approve(session, change, by=treasurer, now=build.NOW)

    with pytest.raises(NothingToPayOut):
        debts.a_settlement(session, programme)

    later = build.NOW + REST
    again = settlements.draw_up(
        session, programme, by=treasurer.person, now=later, reason="The account may be used"
    )
    assert [p.iban for p in again.payouts] == [NEW_IBAN]
