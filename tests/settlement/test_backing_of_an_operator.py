"""An operator compares its own bank accounts with its own books."""

from sqlalchemy.orm import Session

from tests import build, treasury
from wallet.money import Euros
from wallet.settlement import backing_checks, reconciliation


def test_an_operator_sees_its_own_bank_and_books_only(session: Session) -> None:
    ours, theirs = treasury.open_treasury(session), treasury.open_treasury(session)
    for office, cents in ((ours, 10_00), (theirs, 99_00)):
        paid = treasury.credit(cents, office.a_request(cents).reference)
        reconciliation.take_in(
            session,
            office.a_file(paid),
            operator_id=office.programme.operator_id,
            by=None,
            now=build.NOW,
        )

    checks = backing_checks.of_all(session, operator_id=ours.programme.operator_id)
    proof = backing_checks.together(checks)

    assert (proof.closing_balance, proof.books, proof.difference) == (
        Euros(10_00),
        Euros(10_00),
        Euros(0),
    )
    assert [fund.id for check in checks for fund, _ in check.funds] == [ours.fund.id]


def test_an_unmatched_entry_is_the_difference(session: Session) -> None:
    office = treasury.open_treasury(session)
    entry = office.an_unmatched_entry(7_00)

    checks = backing_checks.of_all(session, operator_id=office.programme.operator_id)
    proof = backing_checks.together(checks)

    assert proof.difference == entry.signed == Euros(7_00)
