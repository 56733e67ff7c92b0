"""Why an entry waits, and what is proposed."""

from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.cli.demo_bank import Movement
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import assignments, reconciliation, situations
from wallet.settlement.repayments import Payee
from wallet.settlement.situations import Case, Situation

IBAN = "NL02ABNA0123456789"


def the_case(session: Session, programme: Programme, *booked: Movement, number: int = 1) -> Case:
    files.take_in(session, programme, debts.a_statement(session, programme, *booked, number=number))
    waiting = reconciliation.unmatched(session, programme.operator_id)
    [case] = situations.of_entries(session, programme.operator_id, waiting)
    return case


def test_more_than_was_asked_waits(session: Session, programme: Programme, fund: Fund) -> None:
    request = files.a_request(session, fund, 100_00)

    case = the_case(
        session, programme, files.a_credit(130_00, structured_reference=request.reference)
    )

    assert (case.situation, case.request) == (Situation.TOO_MUCH, request)
    assert (case.to_come, case.too_much) == (Euros(100_00), Euros(30_00))
    assert funds.figures(session, fund).received == Euros(0)


def test_what_is_left_of_more_than_was_asked_is_no_second_payment(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request = files.a_request(session, fund, 100_00)
    case = the_case(
        session, programme, files.a_credit(130_00, structured_reference=request.reference)
    )
    by = build.a_person(session)
    assignments.assign(session, case.entry, request, by=by, now=build.NOW, amount=Euros(100_00))

    [rest] = situations.of_entries(session, programme.operator_id, [case.entry])

    assert (rest.situation, rest.left) == (Situation.REST, Euros(30_00))


def test_the_same_payment_twice_waits(session: Session, programme: Programme, fund: Fund) -> None:
    request = files.a_request(session, fund, 100_00)
    reference = request.reference

    case = the_case(
        session,
        programme,
        files.a_credit(100_00, structured_reference=reference),
        files.a_credit(100_00, structured_reference=reference),
    )

    assert (case.situation, case.to_come) == (Situation.TWICE, Euros(0))
    assert funds.figures(session, fund).received == Euros(100_00)


def test_too_little_is_taken_and_the_rest_stays_open(
    session: Session, programme: Programme, fund: Fund
) -> None:
    request = files.a_request(session, fund, 100_00)
    first = files.a_credit(60_00, structured_reference=request.reference)
    files.take_in(session, programme, debts.a_statement(session, programme, first))

    case = the_case(
        session,
        programme,
        files.a_credit(50_00, structured_reference=request.reference),
        number=2,
    )

    assert (case.situation, case.to_come, case.too_much) == (
        Situation.TOO_MUCH,
        Euros(40_00),
        Euros(10_00),
    )


def test_the_amount_from_an_account_that_paid_before_is_a_proposal(
    session: Session, programme: Programme, fund: Fund
) -> None:
    paid = files.a_request(session, fund, 100_00)
    first = files.a_credit(100_00, structured_reference=paid.reference, iban=IBAN)
    files.take_in(session, programme, debts.a_statement(session, programme, first))
    request = files.a_request(session, fund, 75_00)

    case = the_case(session, programme, files.a_credit(75_00, iban=IBAN), number=2)

    assert (case.situation, case.request) == (Situation.PROPOSED, request)
    assert funds.figures(session, fund).received == Euros(100_00), "nothing without a person"


def test_the_amount_from_a_stranger_is_unknown(
    session: Session, programme: Programme, fund: Fund
) -> None:
    files.a_request(session, fund, 75_00)

    case = the_case(session, programme, files.a_credit(75_00, iban=IBAN))

    assert (case.situation, case.request, case.left) == (Situation.UNKNOWN, None, Euros(75_00))


def test_two_requests_of_one_amount_are_no_proposal(
    session: Session, programme: Programme, fund: Fund
) -> None:
    for number in (1, 2):
        request = files.a_request(session, fund, 75_00)
        credit = files.a_credit(75_00, structured_reference=request.reference, iban=IBAN)
        content = debts.a_statement(session, programme, credit, number=number)
        files.take_in(session, programme, content)
    files.a_request(session, fund, 20_00)
    files.a_request(session, fund, 20_00)

    case = the_case(session, programme, files.a_credit(20_00, iban=IBAN), number=3)

    assert case.situation is Situation.UNKNOWN


def test_what_came_back_and_what_went_out_are_named(session: Session, programme: Programme) -> None:
    back = the_case(session, programme, files.a_credit(5_00, is_return=True))
    assignments.send_back(
        session,
        back.entry,
        Payee("Bank", IBAN, "not ours"),
        by=build.a_person(session),
        now=build.NOW,
    )
    out = the_case(session, programme, files.a_debit(1_00), number=2)

    assert back.situation is Situation.CAME_BACK
    assert (out.situation, out.left) == (Situation.WENT_OUT, Euros(1_00))
