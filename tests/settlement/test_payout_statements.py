"""A statement says what a payout pays, and adds up to it to the cent, whatever happened before."""

from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts
from tests.settlement.files import a_credit, a_debit, take_in
from wallet.funds.funds import Fund
from wallet.merchants import phone_sales, reversals
from wallet.merchants.merchants import Merchant
from wallet.money import Euros, total
from wallet.programmes.programmes import Programme
from wallet.settlement import approvals, payout_statements, progress, remittances, returns
from wallet.settlement.payout_statements import LineKind, PayoutNotFound
from wallet.settlement.settlements import NothingToPayOut

Line = tuple[LineKind, str, int]


def lines(session: Session, merchant: Merchant) -> list[list[Line]]:
    """Of each payout, oldest first."""
    found = []
    for each in reversed(remittances.of_merchant(session, merchant.id)):
        statement = payout_statements.of_payout(session, each.payout)
        assert statement.total == each.payout.amount
        found.append([(line.kind, line.reference, line.amount.cents) for line in statement.lines])
    return found


def test_a_statement_has_receipts_and_no_persons(session: Session, programme: Programme) -> None:
    till = build.a_till(session, programme)
    payer = build.a_participant(session, cents=20_00, programme=programme)
    sale = phone_sales.redeem(session, till, **build.a_sale(payer, cents=5_00))
    undone = phone_sales.redeem(
        session, till, **build.a_sale(payer, cents=2_00, code=payer.code(steps=1))
    )
    reversals.reverse(session, undone, by=till, now=build.NOW)
    (payout,) = debts.a_settlement(session, programme).payouts

    statement = payout_statements.get(session, till.merchant_id, payout.id)

    assert statement.number == "2026-0001"
    assert statement.period == (build.TODAY, statement.period[1])
    assert sorted(line.reference for line in statement.lines) == sorted(
        [sale.receipt, undone.receipt, undone.receipt]
    )
    assert statement.sum_of(LineKind.SALE) == Euros(7_00)
    assert statement.sum_of(LineKind.REVERSAL) == Euros(-2_00)
    assert statement.count_of(LineKind.SALE) == 2
    assert statement.total == payout.amount == Euros(5_00)


def test_a_statement_of_another_shop_is_not_there(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    (payout,) = debts.a_settlement(session, programme).payouts
    other = build.a_merchant(session, programme)

    with pytest.raises(PayoutNotFound):
        payout_statements.get(session, other.id, payout.id)


def test_a_withdrawn_payout_lists_its_sales_in_the_next(
    session: Session, programme: Programme, fund: Fund, shop: Merchant
) -> None:
    for _ in range(2):
        settlement = debts.a_settlement(session, programme)
        approvals.withdraw(session, settlement, by=build.a_person(session), now=build.NOW)
    debts.owe(session, shop, fund, 1_00)
    debts.a_settlement(session, programme)

    *_, last = lines(session, shop)

    assert sorted(amount for _, _, amount in last) == [1_00, 20_00]
    assert {kind for kind, _, _ in last} == {LineKind.SALE}


def test_a_returned_payout_is_one_line_of_the_next_with_the_banks_reason(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement, file = debts.an_exported_settlement(session, programme)
    (payout,) = settlement.payouts
    paid = a_debit(20_00, end_to_end_id=payout.end_to_end_id, batch=file.message_id)
    back = a_credit(20_00, end_to_end_id=payout.end_to_end_id, is_return=True)
    take_in(session, programme, debts.a_statement(session, programme, paid))
    take_in(session, programme, debts.a_statement(session, programme, back, number=2))

    again = debts.a_settlement(session, programme)

    assert lines(session, shop)[1] == [(LineKind.RETURNED, "2026-0001", 20_00)]
    returned = progress.of(session, settlement).returns[payout.id]
    assert returned.bank_entry.return_reason == "AC04"
    assert returns.dead_ibans(session, [shop.id]) == {}
    assert again.payouts[0].iban == shop.iban


@pytest.mark.parametrize("seed", range(6))
def test_statements_add_up_after_whatever_happened(
    session: Session, programme: Programme, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - the same story each time
    funds = [build.a_fund(session, programme) for _ in range(2)]
    merchants = [build.a_merchant(session, programme) for _ in range(2)]
    sold = dict.fromkeys(merchants, 0)
    by = build.a_person(session)

    def sell(merchant: Merchant, fund: Fund) -> None:
        cents = random.randint(1_00, 50_00)
        debts.owe(session, merchant, fund, cents)
        sold[merchant] += cents

    def undo(merchant: Merchant, fund: Fund) -> None:
        debts.owe(session, merchant, fund, 10_00)
        debts.undo(session, merchant, fund, 10_00)

    def settle(_merchant: Merchant, _fund: Fund) -> None:
        try:
            settlement = debts.a_settlement(session, programme)
        except NothingToPayOut:
            return
        if random.random() < 0.3:
            approvals.withdraw(session, settlement, by=by, now=build.NOW)

    steps: list[Callable[[Merchant, Fund], None]] = [sell, sell, undo, settle]
    for _ in range(25):
        random.choice(steps)(random.choice(merchants), random.choice(funds))

    for merchant in merchants:
        lines(session, merchant)
        kept = [
            each.payout.amount
            for each in remittances.of_merchant(session, merchant.id)
            if each.state is not progress.PayoutState.WITHDRAWN
        ]
        assert total(kept).cents + sum(debts.owed(session, merchant)) == sold[merchant]
