"""A bank's file comes in, and every entry finds what it belongs to or waits for a person."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts
from wallet.banking.camt_elements import Direction
from wallet.banking.statement_faults import StatementFault, StatementOfAnotherAccount
from wallet.banking.statements import BankEntry
from wallet.cli.demo_bank import Batch, Movement
from wallet.funds import backing, funds, payment_requests
from wallet.funds.funds import Fund
from wallet.funds.payment_requests import PaymentRequest
from wallet.funds.top_ups import EntryOfAnotherAccount
from wallet.ledger.postings import Posting
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
    PayoutConfirmation,
    PayoutReturn,
)
from wallet.settlement.reconciliation import Reconciliation


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def fund(session: Session, programme: Programme) -> Fund:
    return build.a_fund(session, programme)


def a_request(session: Session, fund: Fund, cents: int = 100_00) -> PaymentRequest:
    by = build.a_person(session, name="Sponsor")
    return payment_requests.request(session, fund, amount=Euros(cents), by=by, now=build.NOW)


def a_credit(cents: int, **facts: object) -> Movement:
    return replace(Movement(uuid4().hex, Euros(cents), Direction.CREDIT), **facts)


def a_debit(cents: int, **facts: object) -> Movement:
    return replace(Movement(uuid4().hex, Euros(cents), Direction.DEBIT), **facts)


def take_in(session: Session, programme: Programme, content: bytes) -> Reconciliation:
    return reconciliation.take_in(
        session,
        content,
        operator_id=programme.operator_id,
        by=build.a_person(session, name="Treasurer"),
        now=build.NOW,
    )


def counts(taken: Reconciliation) -> tuple[int, int, int]:
    return taken.entry_count, taken.matched_count, taken.unmatched_count


def count_of(session: Session, table: type) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_credit_with_its_reference_tops_up_the_fund(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request = a_request(session, fund)
    credit = a_credit(100_00, structured_reference=request.reference)

    taken = take_in(session, programme, debts.a_statement(session, programme, credit))

    assert counts(taken) == (1, 1, 0)
    assert funds.figures(session, fund).received == Euros(100_00)
    assert backing.proof(session).difference == Euros(0)


def test_a_reference_in_the_payers_own_words_is_found(
    session: Session, programme: Programme, fund: Fund
) -> None:
    reference = a_request(session, fund).reference
    words = f"social return {reference[:6].lower()} {reference[6:11]} {reference[11:]} lot 3"

    taken = take_in(
        session,
        programme,
        debts.a_statement(session, programme, a_credit(40_00, remittance=words)),
    )

    assert counts(taken) == (1, 1, 0)
    assert funds.figures(session, fund).pot == Euros(40_00), "whatever amount was asked for"


def test_what_nothing_tells_waits_for_a_person(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request, other = a_request(session, fund), a_request(session, fund)
    unclear = f"{request.reference} and {other.reference}"
    elsewhere = a_request(session, build.a_fund(session))
    content = debts.a_statement(
        session,
        programme,
        a_credit(10_00, remittance="gift"),
        a_credit(20_00, remittance=unclear),
        a_credit(30_00, structured_reference=elsewhere.reference),
        a_debit(1_00, remittance="bank charges"),
        a_credit(5_00, structured_reference=request.reference, is_return=True),
    )

    taken = take_in(session, programme, content)

    assert counts(taken) == (5, 0, 5)
    waiting = reconciliation.unmatched(session, programme.operator_id)
    assert sorted(e.amount.cents for e in waiting) == [1_00, 5_00, 10_00, 20_00, 30_00]
    assert reconciliation.unmatched(session, elsewhere.fund.programme.operator_id) == []
    assert count_of(session, Posting) == 0


def test_the_same_file_twice_changes_nothing(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request = a_request(session, fund)
    content = debts.a_statement(
        session,
        programme,
        a_credit(100_00, structured_reference=request.reference),
        a_credit(1_00),
    )
    first = take_in(session, programme, content)

    again = take_in(session, programme, content)

    assert again is first
    assert counts(again) == (2, 1, 1)
    assert count_of(session, BankEntry) == 2
    assert funds.figures(session, fund).received == Euros(100_00)


def test_an_entry_in_another_file_is_not_received_again(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request = a_request(session, fund)
    credit = a_credit(100_00, structured_reference=request.reference)
    day = debts.a_statement(session, programme, credit, number=1)
    week = debts.a_statement(session, programme, credit, a_credit(1_00), number=2)
    take_in(session, programme, day)

    taken = take_in(session, programme, week)

    assert counts(taken) == (2, 1, 1)
    assert count_of(session, BankEntry) == 2
    assert funds.figures(session, fund).received == Euros(100_00)


def test_a_statement_of_anothers_account_is_refused_whole(
    session: Session, programme: Programme, fund: Fund
) -> None:
    theirs = build.a_programme(session)
    content = debts.a_statement(session, theirs, a_credit(100_00))

    with pytest.raises(StatementOfAnotherAccount) as refused:
        take_in(session, programme, content)

    assert refused.value.iban == theirs.bank_account.iban
    assert count_of(session, BankEntry) == 0


def test_a_timer_may_take_in_any_known_account(session: Session, programme: Programme) -> None:
    content = debts.a_statement(session, programme, a_credit(100_00))

    taken = reconciliation.take_in(session, content, operator_id=None, by=None, now=build.NOW)

    assert counts(taken) == (1, 0, 1)


def test_a_broken_file_books_nothing(session: Session, programme: Programme, fund: Fund) -> None:
    request = a_request(session, fund)
    content = debts.a_statement(
        session, programme, a_credit(100_00, structured_reference=request.reference)
    )

    with pytest.raises(StatementFault):
        take_in(session, programme, content.replace(b"</Document>", b""))

    assert count_of(session, Posting) == 0


@pytest.fixture
def shop(session: Session, programme: Programme, fund: Fund) -> Merchant:
    """A shop that is owed EUR 20.00."""
    merchant = build.a_merchant(session, programme)
    debts.owe(session, merchant, fund, 20_00)
    return merchant


def test_a_debit_with_its_end_to_end_id_confirms_the_payout(
    session: Session, programme: Programme, fund: Fund, shop: Merchant
) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    debit = a_debit(20_00, end_to_end_id=settlement.payouts[0].end_to_end_id)

    taken = take_in(session, programme, debts.a_statement(session, programme, debit))

    assert counts(taken) == (1, 1, 0)
    figures = funds.figures(session, fund)
    assert (figures.payouts, figures.paid_out) == (Euros(0), Euros(20_00))
    assert figures.in_bank == Euros(0)


@pytest.mark.parametrize("is_itemised", [True, False])
def test_a_batch_confirms_every_payout_of_its_file(
    session: Session, programme: Programme, fund: Fund, shop: Merchant, *, is_itemised: bool
) -> None:
    debts.owe(session, build.a_merchant(session, programme), fund, 7_50)
    settlement, file = debts.an_exported_settlement(session, programme)
    batch = Batch(
        "B1",
        tuple(
            a_debit(p.amount.cents, end_to_end_id=p.end_to_end_id, batch=file.message_id)
            for p in settlement.payouts
        ),
        is_itemised=is_itemised,
    )

    taken = take_in(session, programme, debts.a_statement(session, programme, batch))

    assert taken.unmatched_count == 0
    assert count_of(session, PayoutConfirmation) == 2
    assert funds.figures(session, fund).paid_out == Euros(27_50)


def test_a_debit_that_is_not_the_payout_waits(
    session: Session, programme: Programme, fund: Fund, shop: Merchant
) -> None:
    settlement, file = debts.an_exported_settlement(session, programme)
    [payout] = settlement.payouts
    content = debts.a_statement(
        session,
        programme,
        a_debit(19_99, end_to_end_id=payout.end_to_end_id),
        Batch("B1", (a_debit(21_00, batch=file.message_id),), is_itemised=False),
    )

    taken = take_in(session, programme, content)

    assert counts(taken) == (2, 0, 2)
    assert funds.figures(session, fund).payouts == Euros(20_00)


def test_a_payout_that_was_not_ordered_cannot_be_confirmed(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement = debts.a_settlement(session, programme)
    debit = a_debit(20_00, end_to_end_id=settlement.payouts[0].end_to_end_id)

    taken = take_in(session, programme, debts.a_statement(session, programme, debit))

    assert counts(taken) == (1, 0, 1)


def test_a_payout_is_confirmed_once(session: Session, programme: Programme, shop: Merchant) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    reference = settlement.payouts[0].end_to_end_id
    content = debts.a_statement(
        session,
        programme,
        a_debit(20_00, end_to_end_id=reference),
        a_debit(20_00, end_to_end_id=reference),
    )

    taken = take_in(session, programme, content)

    assert counts(taken) == (2, 1, 1)


@pytest.mark.parametrize("is_confirmed_first", [True, False])
def test_a_returned_payout_is_owed_again(
    session: Session,
    programme: Programme,
    fund: Fund,
    shop: Merchant,
    *,
    is_confirmed_first: bool,
) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    reference = settlement.payouts[0].end_to_end_id
    debit = a_debit(20_00, end_to_end_id=reference)
    credit = a_credit(20_00, end_to_end_id=reference, is_return=True)
    if is_confirmed_first:
        take_in(session, programme, debts.a_statement(session, programme, debit, number=1))

    taken = take_in(session, programme, debts.a_statement(session, programme, credit, number=2))

    assert counts(taken) == (1, 1, 0)
    assert count_of(session, PayoutReturn) == 1
    assert debts.owed(session, shop) == [20_00]
    figures = funds.figures(session, fund)
    assert (figures.payouts, figures.paid_out) == (Euros(0), Euros(0))
    assert figures.in_bank == Euros(20_00)
    assert debts.a_settlement(session, programme).total == Euros(20_00), "paid again"


def waiting_entry(session: Session, programme: Programme, movement: Movement) -> BankEntry:
    take_in(session, programme, debts.a_statement(session, programme, movement))
    [entry] = reconciliation.unmatched(session, programme.operator_id)
    return assignments.get_entry(session, programme.operator_id, entry.id)


def test_a_person_assigns_what_waited(session: Session, programme: Programme, fund: Fund) -> None:
    request = a_request(session, fund)
    entry = waiting_entry(session, programme, a_credit(100_00, remittance="forgot it"))
    treasurer = build.a_person(session)

    top_up = assignments.assign(session, entry, request, by=treasurer, now=build.NOW)

    assert top_up.amount == Euros(100_00)
    assert reconciliation.unmatched(session, programme.operator_id) == []
    with pytest.raises(BankEntryAlreadyMatched):
        assignments.assign(session, entry, request, by=treasurer, now=build.NOW)


def test_what_went_out_cannot_be_assigned_to_a_request(
    session: Session, programme: Programme, fund: Fund
) -> None:
    entry = waiting_entry(session, programme, a_debit(100_00))

    with pytest.raises(BankEntryNotReceived):
        assignments.assign(
            session,
            entry,
            a_request(session, fund),
            by=build.a_person(session),
            now=build.NOW,
        )


def test_an_entry_cannot_be_assigned_across_programmes(
    session: Session, programme: Programme
) -> None:
    theirs = a_request(session, build.a_fund(session))
    entry = waiting_entry(session, programme, a_credit(100_00))

    with pytest.raises(EntryOfAnotherAccount):
        assignments.assign(session, entry, theirs, by=build.a_person(session), now=build.NOW)
    with pytest.raises(BankEntryNotFound):
        assignments.get_entry(session, theirs.fund.programme.operator_id, entry.id)


def test_a_person_assigns_a_debit_without_reference_to_a_payment_file(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    entry = waiting_entry(session, programme, a_debit(20_00, remittance="batch 1"))
    by = build.a_person(session)

    [confirmation] = assignments.assign_to_settlement(
        session, entry, settlement, by=by, now=build.NOW
    )

    assert confirmation.bank_entry_id == entry.id


def test_a_debit_of_another_amount_is_not_that_payment_file(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    entry = waiting_entry(session, programme, a_debit(20_01))

    with pytest.raises(EntryIsNotThisPayment):
        assignments.assign_to_settlement(
            session, entry, settlement, by=build.a_person(session), now=build.NOW
        )
