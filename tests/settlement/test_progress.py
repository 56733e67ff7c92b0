"""How far a settlement is, read from the facts."""

import pytest
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.settlement import debts
from tests.treasury import Treasury
from wallet.banking.camt_elements import Direction
from wallet.cli.demo_bank import Movement
from wallet.settlement import payment_files, progress, reconciliation
from wallet.settlement.progress import PayoutState, Progress, Stage
from wallet.settlement.settlements import Settlement


@pytest.fixture
def office(session: Session) -> Treasury:
    return treasury.open_treasury(session)


def bank_says(office: Treasury, settlement: Settlement, number: int, *, is_return: bool) -> None:
    (payout,) = settlement.payouts
    booked = Movement(
        f"B-{number}",
        payout.amount,
        Direction.CREDIT if is_return else Direction.DEBIT,
        end_to_end_id=payout.end_to_end_id,
        is_return=is_return,
    )
    content = debts.a_statement(office.session, office.programme, booked, number=number)
    operator_id = office.programme.operator_id
    reconciliation.take_in(office.session, content, operator_id=operator_id, by=None, now=build.NOW)


def seen(office: Treasury, settlement: Settlement) -> tuple[Stage, set[PayoutState]]:
    reached: Progress = progress.of(office.session, settlement)
    return reached.stage, {state for _, state in reached.payouts}


def test_a_settlement_goes_from_drawn_up_to_paid_and_back(office: Treasury) -> None:
    settlement = office.a_settlement()
    assert seen(office, settlement) == (Stage.DRAWN_UP, {PayoutState.WAITING})

    office.approve(settlement)
    assert seen(office, settlement) == (Stage.APPROVED, {PayoutState.WAITING})

    payment_files.make(office.session, settlement, now=build.NOW)
    assert seen(office, settlement) == (Stage.ORDERED, {PayoutState.ORDERED})

    bank_says(office, settlement, 1, is_return=False)
    assert seen(office, settlement) == (Stage.PAID, {PayoutState.PAID})

    bank_says(office, settlement, 2, is_return=True)
    assert seen(office, settlement) == (Stage.PAID, {PayoutState.RETURNED})


def test_only_another_person_may_approve_and_only_once(office: Treasury) -> None:
    settlement = office.a_settlement()
    maker, colleague = office.treasurer.person, office.colleague.person

    drawn_up = progress.of(office.session, settlement)
    assert not drawn_up.may_be_approved_by(maker)
    assert drawn_up.may_be_approved_by(colleague)

    office.approve(settlement)
    assert not progress.of(office.session, settlement).may_be_approved_by(colleague)


def test_many_settlements_take_as_many_questions_as_one(office: Treasury) -> None:
    many = [office.a_settlement(owed=cents) for cents in (1_00, 2_00, 3_00)]
    for settlement in many:
        assert settlement.payouts

    sent = build.statements_of(office.session)
    progress.of_all(office.session, many)

    assert len(sent) <= 6
