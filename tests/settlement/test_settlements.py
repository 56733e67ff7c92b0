"""What merchants are owed becomes payouts that two people agreed on."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from lxml import etree
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import at_once, build
from tests.settlement import debts
from wallet import clock
from wallet.errors import WalletError
from wallet.funds import funds
from wallet.identity.people import Person
from wallet.identity.permissions import Role
from wallet.identity.vault import Vault
from wallet.ledger import audit
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import approvals, payment_files, settlements
from wallet.settlement.approvals import OwnSettlement, SettlementAlreadyApproved, SettlementApproval
from wallet.settlement.payment_files import SettlementNotApproved
from wallet.settlement.settlements import (
    NothingToPayOut,
    NotPayoutDay,
    OffCalendarReasonTooLong,
    Settlement,
    SettlementNotFound,
)


def test_each_merchant_is_paid_once_over_all_funds(session: Session, programme: Programme) -> None:
    first, second = build.a_fund(session, programme), build.a_fund(session, programme)
    grocer, baker = build.a_merchant(session, programme), build.a_merchant(session, programme)
    debts.owe(session, grocer, first, 12_50)
    debts.owe(session, grocer, second, 7_50)
    debts.owe(session, baker, second, 3_00)

    settlement = debts.a_settlement(session, programme)

    assert {p.merchant_id: p.amount for p in settlement.payouts} == {
        grocer.id: Euros(20_00),
        baker.id: Euros(3_00),
    }
    assert settlement.total == Euros(23_00)
    assert debts.owed(session, grocer) == [0, 0]
    assert funds.figures(session, first).payouts == Euros(12_50)
    assert all(len(p.end_to_end_id) <= 35 for p in settlement.payouts)
    assert all(p.iban == p.merchant.iban for p in settlement.payouts)


def test_a_debt_in_one_fund_is_kept_from_another_and_carried(
    session: Session, programme: Programme
) -> None:
    first, second = build.a_fund(session, programme), build.a_fund(session, programme)
    grocer = build.a_merchant(session, programme)
    debts.owe(session, grocer, first, 10_00)
    debts.owe(session, grocer, second, 4_00)
    debts.a_settlement(session, programme)
    debts.undo(session, grocer, second, 4_00)
    debts.owe(session, grocer, first, 9_00)

    settlement = debts.a_settlement(session, programme)

    assert [p.amount for p in settlement.payouts] == [Euros(5_00)]
    assert debts.owed(session, grocer) == [4_00, -4_00]


def test_a_merchant_in_debt_on_balance_is_left_out(session: Session, programme: Programme) -> None:
    fund = build.a_fund(session, programme)
    grocer = build.a_merchant(session, programme)
    debts.owe(session, grocer, fund, 10_00)
    debts.a_settlement(session, programme)
    debts.undo(session, grocer, fund, 10_00)

    with pytest.raises(NothingToPayOut):
        debts.a_settlement(session, programme)


def test_another_programme_is_not_paid(session: Session, programme: Programme) -> None:
    other = build.a_programme(session)
    debts.owe(session, build.a_merchant(session, other), build.a_fund(session, other), 5_00)

    with pytest.raises(NothingToPayOut):
        debts.a_settlement(session, programme)


def test_a_settlement_of_another_operator_does_not_exist(
    session: Session, programme: Programme
) -> None:
    debts.owe(session, build.a_merchant(session, programme), build.a_fund(session, programme), 5_00)
    settlement = debts.a_settlement(session, programme)

    assert settlements.operated_by(session, programme.operator_id) == [settlement]
    assert settlements.get_operated_by(session, programme.operator_id, settlement.id)
    with pytest.raises(SettlementNotFound):
        settlements.get_operated_by(session, build.a_programme(session).operator_id, settlement.id)


@pytest.fixture
def settlement(session: Session, programme: Programme) -> Settlement:
    fund = build.a_fund(session, programme)
    debts.owe(session, build.a_merchant(session, programme), fund, 20_00)
    debts.owe(session, build.a_merchant(session, programme), fund, 3_00)
    return debts.a_settlement(session, programme)


def test_who_drew_it_up_cannot_approve(session: Session, settlement: Settlement) -> None:
    with pytest.raises(OwnSettlement):
        approvals.approve(session, settlement, by=settlement.drawn_up_by, now=build.NOW)


def test_the_database_itself_refuses_one_pair_of_eyes(
    session: Session, settlement: Settlement
) -> None:
    row = {"id": settlement.id, "maker": settlement.drawn_up_by_id, "now": build.NOW}

    with pytest.raises(IntegrityError, match="ck_settlement_approval_four_eyes"):
        session.execute(
            text("insert into settlement_approval values (:id, :maker, :maker, :now, false)"), row
        )


def test_the_database_does_not_believe_another_maker(
    session: Session, settlement: Settlement
) -> None:
    row = {
        "id": settlement.id,
        "maker": build.a_person(session).id,
        "other": settlement.drawn_up_by_id,
        "now": build.NOW,
    }

    with pytest.raises(IntegrityError, match="fk_settlement_approval"):
        session.execute(
            text("insert into settlement_approval values (:id, :maker, :other, :now, false)"), row
        )


@pytest.mark.parametrize("is_approved_first", [True, False])
def test_the_database_itself_refuses_approved_and_withdrawn(
    session: Session, settlement: Settlement, *, is_approved_first: bool
) -> None:
    decide = approvals.approve if is_approved_first else approvals.withdraw
    decide(session, settlement, by=build.a_person(session), now=build.NOW)
    row = {
        "id": settlement.id,
        "maker": settlement.drawn_up_by_id,
        "other": build.a_person(session).id,
        "now": build.NOW,
    }
    other = (
        "settlement_withdrawal values (:id, :other, :now, true)"
        if is_approved_first
        else "settlement_approval values (:id, :maker, :other, :now, false)"
    )

    with pytest.raises(IntegrityError, match="_settlement_outcome"):
        session.execute(text(f"insert into {other}"), row)


def test_a_settlement_on_another_day_says_why(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    tuesday, by = build.NOW + timedelta(days=1), build.a_person(session)
    with pytest.raises(NotPayoutDay) as refused:
        settlements.draw_up(session, programme, by=by, now=tuesday)
    with pytest.raises(OffCalendarReasonTooLong):
        settlements.draw_up(session, programme, by=by, now=tuesday, reason="x" * 201)

    drawn_up = settlements.draw_up(
        session, programme, by=by, now=tuesday, reason=" The shop\tcloses "
    )

    assert refused.value.next_run == build.TODAY + timedelta(days=7)
    assert drawn_up.off_calendar_reason == "The shop closes"


def test_on_the_day_itself_no_reason_is_kept(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    by = build.a_person(session)
    drawn_up = settlements.draw_up(session, programme, by=by, now=build.NOW, reason="Today")

    assert drawn_up.off_calendar_reason is None


def test_a_second_approval_names_the_first(session: Session, settlement: Settlement) -> None:
    first = build.a_person(session)
    approvals.approve(session, settlement, by=first, now=build.NOW)

    with pytest.raises(SettlementAlreadyApproved) as refused:
        approvals.approve(session, settlement, by=build.a_person(session), now=build.NOW)

    assert refused.value.approved_by == first.name


def test_no_file_without_approval(session: Session, settlement: Settlement) -> None:
    with pytest.raises(SettlementNotApproved):
        payment_files.make(session, settlement, now=build.NOW)


def test_the_file_is_made_once_and_given_again(session: Session, settlement: Settlement) -> None:
    approvals.approve(session, settlement, by=build.a_person(session), now=build.NOW)

    made = payment_files.make(session, settlement, now=build.NOW)
    session.expire_all()
    again = payment_files.make(session, settlement, now=build.NOW + timedelta(days=3))

    assert (again.content, again.made_at) == (made.content, build.NOW)
    text_of = etree.fromstring(made.content).xpath("//*[local-name()='EndToEndId']/text()")
    assert text_of == [payout.end_to_end_id for payout in settlement.payouts]


def codes(answers: Sequence[object]) -> list[str]:
    """What each was answered: the code of a refusal, or the kind of thing that was made."""
    return sorted(a.code if isinstance(a, WalletError) else type(a).__name__ for a in answers)


@pytest.fixture
def treasurers(committed: Session) -> list[UUID]:
    """Four people who press the same button at the same second."""
    ids = [build.a_member(committed, Role.TREASURER).person_id for _ in range(4)]
    committed.commit()
    return ids


def test_four_people_approving_at_the_same_second_approve_once(
    engine: Engine, vault: Vault, committed: Session, treasurers: list[UUID]
) -> None:
    programme = build.a_programme(committed)
    fund = build.a_fund(committed, programme)
    debts.owe(committed, build.a_merchant(committed, programme), fund, 20_00)
    settlement_id = debts.a_settlement(committed, programme).id
    committed.commit()

    def approve(session: Session, person_id: UUID) -> SettlementApproval:
        settlement = session.get_one(Settlement, settlement_id)
        by = session.get_one(Person, person_id)
        return approvals.approve(session, settlement, by=by, now=build.NOW)

    answers = at_once.requests(
        engine, vault, [partial(approve, person_id=each) for each in treasurers]
    )

    assert codes(answers) == ["SettlementApproval", *["settlement-already-approved"] * 3]


def test_four_settlements_at_the_same_second_pay_once(
    engine: Engine, vault: Vault, committed: Session, treasurers: list[UUID]
) -> None:
    programme = build.a_programme(committed)
    grocer = build.a_merchant(committed, programme)
    debts.owe(committed, grocer, build.a_fund(committed, programme), 20_00)
    committed.commit()

    def draw_up(session: Session, person_id: UUID) -> Settlement:
        ours = session.get_one(Programme, programme.id)
        by = session.get_one(Person, person_id)
        return settlements.draw_up(session, ours, by=by, now=build.NOW)

    answers = at_once.requests(
        engine, vault, [partial(draw_up, person_id=each) for each in treasurers]
    )

    assert codes(answers) == ["Settlement", *["nothing-to-pay-out"] * 3]
    assert debts.owed(committed, grocer) == [0]
    with engine.connect() as connection:
        assert audit.audit(connection).is_clean


def test_a_file_asked_for_twice_at_the_same_second_is_one_file(
    engine: Engine, vault: Vault, committed: Session
) -> None:
    programme = build.a_programme(committed)
    fund = build.a_fund(committed, programme)
    debts.owe(committed, build.a_merchant(committed, programme), fund, 20_00)
    settlement = debts.a_settlement(committed, programme)
    second = build.a_person(committed)
    approvals.approve(committed, settlement, by=second, now=build.NOW)
    committed.commit()

    def make(session: Session) -> bytes:
        ours = session.get_one(Settlement, settlement.id)
        return payment_files.make(session, ours, now=clock.now()).content

    assert len(set(at_once.requests(engine, vault, [make] * 4))) == 1
