"""Whom a settlement pays and whom it leaves out, by the calendar; and taking it back."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests import at_once, build
from tests.settlement import debts
from wallet.errors import WalletError
from wallet.funds.funds import Fund
from wallet.identity.people import Person
from wallet.identity.permissions import Role
from wallet.identity.vault import Vault
from wallet.ledger import audit
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import approvals, blocks, calendars, due, omissions, progress, settlements
from wallet.settlement.approvals import (
    SettlementAlreadyApproved,
    SettlementApproval,
    SettlementWithdrawal,
    SettlementWithdrawn,
)
from wallet.settlement.blocks import BlockReasonMissing, PayoutBlockNotFound
from wallet.settlement.calendars import (
    Calendar,
    CalendarAlreadyDecided,
    CalendarNotLater,
    CalendarOutOfRange,
)
from wallet.settlement.items import PayoutItem
from wallet.settlement.omissions import OmissionReason
from wallet.settlement.progress import PayoutState, Stage
from wallet.settlement.settlements import NothingToPayOut, Settlement

FRIDAYS = Calendar(weekday=5, minimum=Euros(10_00))


def decide(session: Session, programme: Programme, calendar: Calendar = FRIDAYS) -> None:
    by = build.a_person(session)
    calendars.decide(session, programme, calendar, valid_from=build.TODAY, by=by, today=build.TODAY)


def left_out(session: Session, settlement: Settlement) -> dict[UUID, tuple[str, int]]:
    found = omissions.of_settlement(session, settlement.id)
    return {each.merchant_id: (each.reason.value, each.amount.cents) for each in found}


def test_a_settlement_says_whom_it_left_out_and_why(
    session: Session, programme: Programme, fund: Fund, shop: Merchant
) -> None:
    small, blocked, negative = (build.a_merchant(session, programme) for _ in range(3))
    debts.owe(session, negative, fund, 5_00)
    debts.a_settlement(session, programme)
    debts.undo(session, negative, fund, 2_00)
    for merchant, cents in ((small, 9_99), (blocked, 40_00), (shop, 10_00)):
        debts.owe(session, merchant, fund, cents)
    by = build.a_person(session)
    blocks.block(session, programme, blocked, reason="Fraud?", by=by, now=build.NOW)
    decide(session, programme)

    settlement = debts.a_settlement(session, programme)

    assert [(p.merchant_id, p.amount) for p in settlement.payouts] == [(shop.id, Euros(10_00))]
    assert left_out(session, settlement) == {
        small.id: ("below-minimum", 9_99),
        blocked.id: ("blocked", 40_00),
        negative.id: ("negative", -2_00),
    }


def test_what_was_left_out_is_carried_to_the_next(
    session: Session, programme: Programme, fund: Fund
) -> None:
    merchant = build.a_merchant(session, programme)
    debts.owe(session, merchant, fund, 6_00)
    decide(session, programme)
    with pytest.raises(NothingToPayOut):
        debts.a_settlement(session, programme)
    debts.owe(session, merchant, fund, 4_00)

    settlement = debts.a_settlement(session, programme)

    assert settlement.total == Euros(10_00)


def test_a_block_holds_until_it_is_released(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    by = build.a_person(session)
    first = blocks.block(session, programme, shop, reason="Why not", by=by, now=build.NOW)
    assert blocks.block(session, programme, shop, reason="Again", by=by, now=build.NOW) is first
    with pytest.raises(NothingToPayOut):
        debts.a_settlement(session, programme)

    blocks.release(session, programme, shop, by=by, now=build.NOW)

    assert debts.a_settlement(session, programme).total == Euros(20_00)
    with pytest.raises(PayoutBlockNotFound):
        blocks.release(session, programme, shop, by=by, now=build.NOW)


def test_a_block_has_a_reason_and_a_shop_of_the_programme(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    by, elsewhere = build.a_person(session), build.a_merchant(session)
    with pytest.raises(BlockReasonMissing):
        blocks.block(session, programme, shop, reason="  ", by=by, now=build.NOW)
    with pytest.raises(PayoutBlockNotFound):
        blocks.block(session, programme, elsewhere, reason="Why not", by=by, now=build.NOW)


def test_a_calendar_holds_from_its_day(session: Session, programme: Programme) -> None:
    usual = calendars.on(session, programme.id, build.TODAY)
    assert (usual.weekday, usual.minimum) == (1, Euros(0))
    decide(session, programme)

    each = due.of(session, programme, now=build.NOW)

    assert (each.next_run, each.is_today) == (build.TODAY + timedelta(days=4), False)
    assert FRIDAYS.last_run(build.TODAY) == build.TODAY - timedelta(days=3)


def test_a_calendar_that_makes_no_sense_is_refused(session: Session, programme: Programme) -> None:
    decide(session, programme)
    by, later = build.a_person(session), build.TODAY + timedelta(days=1)
    refused: list[tuple[type[WalletError], Calendar, int]] = [
        (CalendarOutOfRange, Calendar(8, Euros(0)), 1),
        (CalendarOutOfRange, Calendar(1, Euros(1_000_01)), 1),
        (CalendarNotLater, FRIDAYS, 0),
        (CalendarNotLater, FRIDAYS, -1),
    ]
    for error, calendar, days in refused:
        day = build.TODAY + timedelta(days=days)
        with pytest.raises(error):
            calendars.decide(session, programme, calendar, valid_from=day, by=by, today=build.TODAY)
    calendars.decide(session, programme, FRIDAYS, valid_from=later, by=by, today=build.TODAY)
    with pytest.raises(CalendarAlreadyDecided):
        calendars.decide(session, programme, FRIDAYS, valid_from=later, by=by, today=build.TODAY)


def test_withdrawn_it_is_owed_again_and_paid_by_the_next(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement, by = debts.a_settlement(session, programme), build.a_person(session)

    withdrawal = approvals.withdraw(session, settlement, by=by, now=build.NOW)

    assert approvals.withdraw(session, settlement, by=by, now=build.NOW) == withdrawal
    reached = progress.of(session, settlement)
    assert reached.stage is Stage.WITHDRAWN
    assert set(reached.states.values()) == {PayoutState.WITHDRAWN}
    assert debts.owed(session, shop) == [20_00]
    with pytest.raises(SettlementWithdrawn):
        approvals.approve(session, settlement, by=by, now=build.NOW)
    again = debts.a_settlement(session, programme)
    assert [(p.amount, p.number) for p in again.payouts] == [(Euros(20_00), 2)]


def test_approved_it_cannot_be_withdrawn(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)

    with pytest.raises(SettlementAlreadyApproved):
        approvals.withdraw(session, settlement, by=settlement.drawn_up_by, now=build.NOW)
    assert debts.owed(session, shop) == [0]


def test_approving_and_withdrawing_at_the_same_second_is_one_of_them(
    engine: Engine, vault: Vault, committed: Session
) -> None:
    programme = build.a_programme(committed)
    fund = build.a_fund(committed, programme)
    debts.owe(committed, build.a_merchant(committed, programme), fund, 20_00)
    settlement_id = debts.a_settlement(committed, programme).id
    people = [build.a_member(committed, Role.TREASURER).person_id for _ in range(4)]
    committed.commit()

    def decide(
        session: Session, person_id: UUID, verb: str
    ) -> SettlementApproval | SettlementWithdrawal:
        settlement = session.get_one(Settlement, settlement_id)
        by = session.get_one(Person, person_id)
        if verb == "approve":
            return approvals.approve(session, settlement, by=by, now=build.NOW)
        return approvals.withdraw(session, settlement, by=by, now=build.NOW)

    verbs = ("approve", "withdraw", "approve", "withdraw")
    works = [partial(decide, person_id=p, verb=v) for p, v in zip(people, verbs, strict=True)]
    answers = at_once.requests(engine, vault, works)

    made = {type(each).__name__ for each in answers if not isinstance(each, WalletError)}
    assert made in ({"SettlementApproval"}, {"SettlementWithdrawal"})
    with engine.connect() as connection:
        assert audit.audit(connection).is_clean


def test_no_transfer_is_in_two_payouts_though_sales_go_on_meanwhile(
    engine: Engine, vault: Vault, committed: Session
) -> None:
    programme = build.a_programme(committed)
    fund, merchant = build.a_fund(committed, programme), build.a_merchant(committed, programme)
    debts.owe(committed, merchant, fund, 1_00)
    by_id = build.a_member(committed, Role.TREASURER).person_id
    committed.commit()

    def draw_up(session: Session) -> None:
        ours, by = session.get_one(Programme, programme.id), session.get_one(Person, by_id)
        settlements.draw_up(session, ours, by=by, now=build.NOW)

    def sell(session: Session) -> None:
        debts.owe(
            session, session.get_one(Merchant, merchant.id), session.get_one(Fund, fund.id), 1_07
        )

    for _ in range(5):
        at_once.requests(engine, vault, [draw_up, sell, draw_up, sell, sell, draw_up])
    committed.rollback()
    debts.owe(committed, merchant, fund, 1_03)
    debts.a_settlement(committed, programme)
    committed.commit()

    paid = [p for s in settlements.operated_by(committed, programme.operator_id) for p in s.payouts]
    assert sum(p.amount.cents for p in paid) == 1_00 + 5 * 3 * 1_07 + 1_03
    assert sorted(p.number for p in paid) == list(range(1, len(paid) + 1))
    items = committed.scalar(select(func.count()).select_from(PayoutItem))
    assert items == 1 + 5 * 3 + 1
    assert debts.owed(committed, merchant) == [0]


def test_reasons_are_those_of_the_database() -> None:
    assert {each.value for each in OmissionReason} == {
        "negative",
        "below-minimum",
        "blocked",
        "resting",
    }
