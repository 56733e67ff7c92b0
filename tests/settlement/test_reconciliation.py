"""A bank's file comes in, and every entry finds what it belongs to or waits for a person."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.banking.statement_faults import StatementFault, StatementOfAnotherAccount
from wallet.banking.statements import BankEntry
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.ledger.postings import Posting
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import backing_checks, reconciliation


def test_a_credit_with_its_reference_tops_up_the_fund(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request = files.a_request(session, fund)
    credit = files.a_credit(100_00, structured_reference=request.reference)

    taken = files.take_in(session, programme, debts.a_statement(session, programme, credit))

    assert files.counts(taken) == (1, 1, 0)
    assert funds.figures(session, fund).received == Euros(100_00)
    assert backing_checks.together(backing_checks.of_all(session)).difference == Euros(0)


def test_a_reference_in_the_payers_own_words_is_found(
    session: Session, programme: Programme, fund: Fund
) -> None:
    reference = files.a_request(session, fund).reference
    words = f"social return {reference[:6].lower()} {reference[6:11]} {reference[11:]} lot 3"

    taken = files.take_in(
        session,
        programme,
        debts.a_statement(session, programme, files.a_credit(40_00, remittance=words)),
    )

    assert files.counts(taken) == (1, 1, 0)
    assert funds.figures(session, fund).pot == Euros(40_00), "whatever amount was asked for"


def test_what_nothing_tells_waits_for_a_person(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request, other = files.a_request(session, fund), files.a_request(session, fund)
    unclear = f"{request.reference} and {other.reference}"
    elsewhere = files.a_request(session, build.a_fund(session))
    content = debts.a_statement(
        session,
        programme,
        files.a_credit(10_00, remittance="gift"),
        files.a_credit(20_00, remittance=unclear),
        files.a_credit(30_00, structured_reference=elsewhere.reference),
        files.a_debit(1_00, remittance="bank charges"),
        files.a_credit(5_00, structured_reference=request.reference, is_return=True),
    )

    taken = files.take_in(session, programme, content)

    assert files.counts(taken) == (5, 0, 5)
    waiting = reconciliation.unmatched(session, programme.operator_id)
    assert sorted(e.amount.cents for e in waiting) == [1_00, 5_00, 10_00, 20_00, 30_00]
    assert reconciliation.unmatched(session, elsewhere.fund.programme.operator_id) == []
    assert files.count_of(session, Posting) == 0


def test_the_same_file_twice_changes_nothing(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request = files.a_request(session, fund)
    content = debts.a_statement(
        session,
        programme,
        files.a_credit(100_00, structured_reference=request.reference),
        files.a_credit(1_00),
    )
    first = files.take_in(session, programme, content)

    again = files.take_in(session, programme, content)

    assert again is first
    assert files.counts(again) == (2, 1, 1)
    assert files.count_of(session, BankEntry) == 2
    assert funds.figures(session, fund).received == Euros(100_00)


def test_an_entry_in_another_file_is_not_received_again(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request = files.a_request(session, fund)
    credit = files.a_credit(100_00, structured_reference=request.reference)
    day = debts.a_statement(session, programme, credit, number=1)
    week = debts.a_statement(session, programme, credit, files.a_credit(1_00), number=2)
    files.take_in(session, programme, day)

    taken = files.take_in(session, programme, week)

    assert files.counts(taken) == (2, 1, 1)
    assert files.count_of(session, BankEntry) == 2
    assert funds.figures(session, fund).received == Euros(100_00)


def test_a_statement_of_anothers_account_is_refused_whole(
    session: Session, programme: Programme, fund: Fund
) -> None:
    theirs = build.a_programme(session)
    content = debts.a_statement(session, theirs, files.a_credit(100_00))

    with pytest.raises(StatementOfAnotherAccount) as refused:
        files.take_in(session, programme, content)

    assert refused.value.iban == theirs.bank_account.iban
    assert files.count_of(session, BankEntry) == 0


def test_a_timer_may_take_in_any_known_account(session: Session, programme: Programme) -> None:
    content = debts.a_statement(session, programme, files.a_credit(100_00))

    taken = reconciliation.take_in(session, content, operator_id=None, by=None, now=build.NOW)

    assert files.counts(taken) == (1, 0, 1)


def test_a_broken_file_books_nothing(session: Session, programme: Programme, fund: Fund) -> None:
    request = files.a_request(session, fund)
    content = debts.a_statement(
        session, programme, files.a_credit(100_00, structured_reference=request.reference)
    )

    with pytest.raises(StatementFault):
        files.take_in(session, programme, content.replace(b"</Document>", b""))

    assert files.count_of(session, Posting) == 0
