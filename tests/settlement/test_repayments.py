"""What nobody asked for goes back to its sender: by four eyes, once, and seen on a statement."""

import pytest
from lxml import etree
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.banking.ibans import IbanInvalid
from wallet.banking.statements import BankEntry
from wallet.cli.demo_bank import Movement
from wallet.funds import funds, top_ups
from wallet.funds.funds import Fund
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import (
    assignments,
    reconciliation,
    remainders,
    repayment_orders,
    repayments,
)
from wallet.settlement.assignments import AmountNotLeft, BankEntryAlreadyMatched
from wallet.settlement.repayment_orders import RepaymentNotApproved
from wallet.settlement.repayments import (
    OwnRepayment,
    Payee,
    Repayment,
    RepaymentAlreadyDecided,
    RepaymentNotFound,
    RepaymentReasonMissing,
)

SENDER = Payee("Sponsor B.V.", "NL02 ABNA 0123 4567 89", "Nobody asked for this")


@pytest.fixture
def maker(session: Session) -> Person:
    return build.a_person(session, name="Maker")


@pytest.fixture
def colleague(session: Session) -> Person:
    return build.a_person(session, name="Colleague")


def a_waiting(
    session: Session, programme: Programme, movement: Movement, *, number: int = 1
) -> BankEntry:
    content = debts.a_statement(session, programme, movement, number=number)
    files.take_in(session, programme, content)
    [entry] = reconciliation.unmatched(session, programme.operator_id)
    return entry


def a_draft(session: Session, programme: Programme, maker: Person, cents: int = 50_00) -> Repayment:
    entry = a_waiting(session, programme, files.a_credit(cents))
    return assignments.send_back(session, entry, SENDER, by=maker, now=build.NOW)


def an_order(session: Session, programme: Programme, maker: Person, colleague: Person) -> Repayment:
    draft = a_draft(session, programme, maker)
    repayments.decide(session, draft, is_approved=True, by=colleague, now=build.NOW)
    repayment_orders.make(session, draft, now=build.NOW)
    return draft


def test_what_goes_back_waits_no_more(
    session: Session, programme: Programme, maker: Person
) -> None:
    draft = a_draft(session, programme, maker)

    assert (draft.amount, draft.iban) == (Euros(50_00), "NL02ABNA0123456789")
    assert reconciliation.unmatched(session, programme.operator_id) == []
    assert draft.bank_entry is not None
    with pytest.raises(BankEntryAlreadyMatched):
        assignments.send_back(session, draft.bank_entry, SENDER, by=maker, now=build.NOW)


def test_its_maker_may_put_it_aside_but_not_agree(
    session: Session, programme: Programme, maker: Person
) -> None:
    draft = a_draft(session, programme, maker)

    with pytest.raises(OwnRepayment):
        repayments.decide(session, draft, is_approved=True, by=maker, now=build.NOW)
    repayments.decide(session, draft, is_approved=False, by=maker, now=build.NOW)

    assert len(reconciliation.unmatched(session, programme.operator_id)) == 1
    with pytest.raises(RepaymentNotApproved):
        repayment_orders.make(session, draft, now=build.NOW)


def test_a_second_decision_is_refused(
    session: Session, programme: Programme, maker: Person, colleague: Person
) -> None:
    order = an_order(session, programme, maker, colleague)

    with pytest.raises(RepaymentAlreadyDecided):
        repayments.decide(session, order, is_approved=False, by=maker, now=build.NOW)


def test_the_file_pays_the_sender_and_stays_the_same(
    session: Session, programme: Programme, maker: Person, colleague: Person
) -> None:
    order = an_order(session, programme, maker, colleague)

    file = repayment_orders.get(session, order)
    again = repayment_orders.make(session, order, now=build.NOW)

    document = etree.fromstring(file.content)
    [amount] = document.findall(".//{*}InstdAmt")
    assert (amount.text, document.findtext(".//{*}CdtrAcct//{*}IBAN")) == (
        "50.00",
        "NL02ABNA0123456789",
    )
    assert again is file


def test_the_next_statement_confirms_it(
    session: Session, programme: Programme, maker: Person, colleague: Person
) -> None:
    order = an_order(session, programme, maker, colleague)
    debit = files.a_debit(50_00, end_to_end_id=order.end_to_end_id)

    taken = files.take_in(
        session, programme, debts.a_statement(session, programme, debit, number=2)
    )

    assert files.counts(taken) == (1, 1, 0)
    assert repayment_orders.find_confirmation(session, order) is not None
    assert repayment_orders.waiting(session, order.bank_account_id) == []


def test_a_debit_without_reference_is_assigned_by_a_person(
    session: Session, programme: Programme, maker: Person, colleague: Person
) -> None:
    order = an_order(session, programme, maker, colleague)
    entry = a_waiting(session, programme, files.a_debit(50_00), number=2)

    assert assignments.repayments_for(session, entry) == [order]
    assignments.assign_to_repayment(session, entry, order, by=maker, now=build.NOW)

    assert reconciliation.unmatched(session, programme.operator_id) == []


def test_a_part_is_taken_and_the_rest_goes_back(
    session: Session, programme: Programme, fund: Fund, maker: Person
) -> None:
    request = files.a_request(session, fund, 100_00)
    too_much = files.a_credit(130_00, structured_reference=request.reference)
    entry = a_waiting(session, programme, too_much)

    assignments.assign(session, entry, request, by=maker, now=build.NOW, amount=Euros(100_00))
    assert remainders.left(session, entry) == Euros(30_00)
    draft = assignments.send_back(session, entry, SENDER, by=maker, now=build.NOW)

    assert draft.amount == Euros(30_00)
    assert funds.figures(session, fund).pot == Euros(100_00)
    assert reconciliation.unmatched(session, programme.operator_id) == []


@pytest.mark.parametrize("cents", [0, -1, 50_01])
def test_no_more_than_came_in_goes_back(
    session: Session, programme: Programme, maker: Person, cents: int
) -> None:
    entry = a_waiting(session, programme, files.a_credit(50_00))

    with pytest.raises(AmountNotLeft):
        assignments.send_back(session, entry, SENDER, by=maker, now=build.NOW, amount=Euros(cents))


def test_the_database_itself_refuses_to_use_received_euros_twice(
    session: Session, programme: Programme, fund: Fund, maker: Person
) -> None:
    draft = a_draft(session, programme, maker)
    assert draft.bank_entry is not None

    with pytest.raises(IntegrityError, match="holds 5000 cents"):
        top_ups.receive(session, draft.bank_entry, files.a_request(session, fund), now=build.NOW)


@pytest.mark.parametrize(
    ("payee", "refusal"),
    [
        (Payee("Sponsor", "NL02ABNA0123456788", "why"), IbanInvalid),
        (Payee("Sponsor", "NL02ABNA0123456789", " "), RepaymentReasonMissing),
    ],
)
def test_who_gets_it_is_checked(
    session: Session,
    programme: Programme,
    maker: Person,
    payee: Payee,
    refusal: type[Exception],
) -> None:
    entry = a_waiting(session, programme, files.a_credit(50_00))

    with pytest.raises(refusal):
        assignments.send_back(session, entry, payee, by=maker, now=build.NOW)


def test_nobody_sees_a_repayment_of_another_operator(
    session: Session, programme: Programme, maker: Person
) -> None:
    draft = a_draft(session, programme, maker)
    stranger = build.a_programme(session).operator_id

    with pytest.raises(RepaymentNotFound):
        repayments.get_operated_by(session, stranger, draft.id)
    assert repayments.operated_by(session, stranger) == []
