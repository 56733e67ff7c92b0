"""What a difference is made of: to the cent, or named."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.banking import gaps
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Movement
from wallet.funds.funds import Fund
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import (
    assignments,
    backing_checks,
    reconciliation,
    repayment_orders,
    repayments,
    suspects,
)
from wallet.settlement.backing_checks import AccountCheck, Verdict
from wallet.settlement.repayments import Payee
from wallet.settlement.suspects import SuspectKind

SENDER = Payee("Sponsor B.V.", "NL02ABNA0123456789", "Nobody asked for this")


def the_check(session: Session, programme: Programme) -> AccountCheck:
    [check] = backing_checks.of_all(session, operator_id=programme.operator_id)
    return check


def take_in(
    session: Session, programme: Programme, *booked: Movement, number: int, opening: int
) -> None:
    content = demo_bank.statement(
        iban=programme.bank_account.iban,
        opening=Euros(opening),
        booked=list(booked),
        on=build.TODAY + timedelta(days=number),
        number=number,
    )
    files.take_in(session, programme, content)


def test_without_a_statement_nothing_can_be_said(session: Session, programme: Programme) -> None:
    check = the_check(session, programme)

    assert (check.verdict, check.as_of) == (Verdict.BLOCKED, None)


def test_an_account_where_nothing_happened_says_nothing_about_others(
    session: Session, programme: Programme, fund: Fund
) -> None:
    build.a_programme(session)
    assert backing_checks.verdict_of(backing_checks.of_all(session)) is Verdict.BLOCKED
    take_in(session, programme, files.a_credit(7_00), number=1, opening=0)

    checks = backing_checks.of_all(session)

    assert len(checks) == 2
    assert backing_checks.verdict_of(checks) is Verdict.EXPLAINED


def test_placed_euros_agree(session: Session, programme: Programme, fund: Fund) -> None:
    reference = files.a_request(session, fund).reference
    paid = files.a_credit(100_00, structured_reference=reference)
    take_in(session, programme, paid, number=1, opening=0)

    check = the_check(session, programme)

    assert (check.verdict, check.books, check.waiting) == (
        Verdict.AGREES,
        Euros(100_00),
        Euros(0),
    )


def test_euros_that_wait_explain_a_difference(session: Session, programme: Programme) -> None:
    take_in(session, programme, files.a_credit(7_00), number=1, opening=0)

    check = the_check(session, programme)

    assert (check.verdict, check.to_decide, check.unexplained) == (
        Verdict.EXPLAINED,
        Euros(7_00),
        Euros(0),
    )


def test_euros_on_their_way_back_explain_it_until_they_are_gone(
    session: Session, programme: Programme
) -> None:
    take_in(session, programme, files.a_credit(7_00), number=1, opening=0)
    [entry] = reconciliation.unmatched(session, programme.operator_id)
    draft = assignments.send_back(session, entry, SENDER, by=build.a_person(session), now=build.NOW)
    drafted = the_check(session, programme)
    repayments.decide(session, draft, is_approved=True, by=build.a_person(session), now=build.NOW)
    repayment_orders.make(session, draft, now=build.NOW)
    debit = files.a_debit(7_00, end_to_end_id=draft.end_to_end_id)
    take_in(session, programme, debit, number=2, opening=7_00)

    check = the_check(session, programme)

    assert (drafted.verdict, drafted.to_return) == (Verdict.EXPLAINED, Euros(7_00))
    assert (check.verdict, check.closing_balance, check.waiting) == (
        Verdict.AGREES,
        Euros(0),
        Euros(0),
    )


def test_one_cent_that_went_out_unasked_is_named(session: Session, programme: Programme) -> None:
    take_in(
        session,
        programme,
        files.a_credit(7_00),
        files.a_debit(1, name="Bank charges"),
        number=1,
        opening=0,
    )

    check = the_check(session, programme)
    [suspect] = suspects.of(session, check)

    assert (check.verdict, check.unexplained) == (Verdict.DIFFERS, Euros(-1))
    assert (suspect.kind, suspect.name) == (SuspectKind.WENT_OUT, "Bank charges")
    assert suspect.explains(check.unexplained)


def test_what_the_account_held_before_is_named(session: Session, programme: Programme) -> None:
    take_in(session, programme, number=1, opening=3_00)

    check = the_check(session, programme)
    [suspect] = suspects.of(session, check)

    assert check.verdict is Verdict.DIFFERS
    assert (suspect.kind, suspect.amount) == (SuspectKind.OPENING, Euros(3_00))


def test_a_payout_of_that_amount_is_named(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    take_in(session, programme, files.a_debit(20_00), number=8, opening=20_00)

    check = the_check(session, programme)
    kinds = {suspect.kind for suspect in suspects.of(session, check)}

    assert check.unexplained == Euros(-20_00)
    assert kinds == {SuspectKind.WENT_OUT, SuspectKind.PAYOUT}
    assert settlement.total == Euros(20_00)


def test_a_missing_statement_blocks_the_proof_and_is_named(
    session: Session, programme: Programme
) -> None:
    take_in(session, programme, number=1, opening=0)
    take_in(session, programme, number=4, opening=5_00)

    check = the_check(session, programme)
    [gap] = check.gaps

    assert check.verdict is Verdict.BLOCKED
    assert (gap.missing, gap.missing_numbers) == (Euros(5_00), (2, 3))
    assert suspects.of(session, check)[0].kind is SuspectKind.GAP


def test_the_missing_statement_closes_the_gap(session: Session, programme: Programme) -> None:
    take_in(session, programme, number=1, opening=0)
    take_in(session, programme, number=3, opening=5_00)
    take_in(session, programme, files.a_credit(5_00), number=2, opening=0)

    assert the_check(session, programme).gaps == []


def test_the_same_day_again_with_more_is_no_gap(session: Session, programme: Programme) -> None:
    """As a bank does that sends a file of a day, and then one of that day and the next."""
    first = files.a_credit(5_00)
    for number, booked in ((1, [first]), (2, [first, files.a_credit(6_00)])):
        content = demo_bank.statement(
            iban=programme.bank_account.iban,
            opening=Euros(0),
            booked=list(booked),
            on=build.TODAY,
            number=number,
        )
        files.take_in(session, programme, content)

    assert gaps.of_account(session, programme.bank_account_id) == []


def test_a_balance_that_comes_back_by_chance_hides_no_gap(
    session: Session, programme: Programme, fund: Fund
) -> None:
    take_in(session, programme, files.a_credit(7_00), number=1, opening=0)
    take_in(session, programme, files.a_debit(2_00), number=2, opening=7_00)

    take_in(session, programme, files.a_credit(1_00), number=4, opening=7_00)

    [gap] = gaps.of_account(session, programme.bank_account_id)
    assert (gap.missing, gap.missing_numbers) == (Euros(2_00), (3, 3))
    assert the_check(session, programme).verdict is Verdict.BLOCKED
