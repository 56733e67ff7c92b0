"""A person says what an entry is that nothing else tells."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.banking.statements import BankEntry
from wallet.cli.demo_bank import Movement
from wallet.funds.funds import Fund
from wallet.funds.top_ups import EntryOfAnotherAccount
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import assignments, reconciliation
from wallet.settlement.assignments import (
    BankEntryAlreadyMatched,
    BankEntryNotFound,
    BankEntryNotReceived,
)
from wallet.settlement.confirmations import (
    EntryIsNotThisPayment,
)


def waiting_entry(session: Session, programme: Programme, movement: Movement) -> BankEntry:
    files.take_in(session, programme, debts.a_statement(session, programme, movement))
    [entry] = reconciliation.unmatched(session, programme.operator_id)
    return assignments.get_entry(session, programme.operator_id, entry.id)


def test_a_person_assigns_what_waited(session: Session, programme: Programme, fund: Fund) -> None:
    request = files.a_request(session, fund)
    entry = waiting_entry(session, programme, files.a_credit(100_00, remittance="forgot it"))
    treasurer = build.a_person(session)

    top_up = assignments.assign(session, entry, request, by=treasurer, now=build.NOW)

    assert top_up.amount == Euros(100_00)
    assert reconciliation.unmatched(session, programme.operator_id) == []
    with pytest.raises(BankEntryAlreadyMatched):
        assignments.assign(session, entry, request, by=treasurer, now=build.NOW)


def test_what_went_out_cannot_be_assigned_to_a_request(
    session: Session, programme: Programme, fund: Fund
) -> None:
    entry = waiting_entry(session, programme, files.a_debit(100_00))

    with pytest.raises(BankEntryNotReceived):
        assignments.assign(
            session,
            entry,
            files.a_request(session, fund),
            by=build.a_person(session),
            now=build.NOW,
        )


def test_an_entry_cannot_be_assigned_across_programmes(
    session: Session, programme: Programme
) -> None:
    theirs = files.a_request(session, build.a_fund(session))
    entry = waiting_entry(session, programme, files.a_credit(100_00))

    with pytest.raises(EntryOfAnotherAccount):
        assignments.assign(session, entry, theirs, by=build.a_person(session), now=build.NOW)
    with pytest.raises(BankEntryNotFound):
        assignments.get_entry(session, theirs.fund.programme.operator_id, entry.id)


def test_a_person_assigns_a_debit_without_reference_to_a_payment_file(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    entry = waiting_entry(session, programme, files.a_debit(20_00, remittance="batch 1"))
    by = build.a_person(session)

    [confirmation] = assignments.assign_to_settlement(
        session, entry, settlement, by=by, now=build.NOW
    )

    assert confirmation.bank_entry_id == entry.id


def test_a_debit_of_another_amount_is_not_that_payment_file(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    entry = waiting_entry(session, programme, files.a_debit(20_01))

    with pytest.raises(EntryIsNotThisPayment):
        assignments.assign_to_settlement(
            session, entry, settlement, by=build.a_person(session), now=build.NOW
        )
