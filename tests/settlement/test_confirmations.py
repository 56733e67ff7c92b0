"""A later statement says that payouts were made, or brings them back."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.cli.demo_bank import Batch
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement.confirmations import (
    PayoutConfirmation,
    PayoutReturn,
)


def test_a_debit_with_its_end_to_end_id_confirms_the_payout(
    session: Session, programme: Programme, fund: Fund, shop: Merchant
) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    debit = files.a_debit(20_00, end_to_end_id=settlement.payouts[0].end_to_end_id)

    taken = files.take_in(session, programme, debts.a_statement(session, programme, debit))

    assert files.counts(taken) == (1, 1, 0)
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
            files.a_debit(p.amount.cents, end_to_end_id=p.end_to_end_id, batch=file.message_id)
            for p in settlement.payouts
        ),
        is_itemised=is_itemised,
    )

    taken = files.take_in(session, programme, debts.a_statement(session, programme, batch))

    assert taken.unmatched_count == 0
    assert files.count_of(session, PayoutConfirmation) == 2
    assert funds.figures(session, fund).paid_out == Euros(27_50)


def test_a_debit_that_is_not_the_payout_waits(
    session: Session, programme: Programme, fund: Fund, shop: Merchant
) -> None:
    settlement, file = debts.an_exported_settlement(session, programme)
    [payout] = settlement.payouts
    content = debts.a_statement(
        session,
        programme,
        files.a_debit(19_99, end_to_end_id=payout.end_to_end_id),
        Batch("B1", (files.a_debit(21_00, batch=file.message_id),), is_itemised=False),
    )

    taken = files.take_in(session, programme, content)

    assert files.counts(taken) == (2, 0, 2)
    assert funds.figures(session, fund).payouts == Euros(20_00)


def test_a_payout_that_was_not_ordered_cannot_be_confirmed(
    session: Session, programme: Programme, shop: Merchant
) -> None:
    settlement = debts.a_settlement(session, programme)
    debit = files.a_debit(20_00, end_to_end_id=settlement.payouts[0].end_to_end_id)

    taken = files.take_in(session, programme, debts.a_statement(session, programme, debit))

    assert files.counts(taken) == (1, 0, 1)


def test_a_payout_is_confirmed_once(session: Session, programme: Programme, shop: Merchant) -> None:
    settlement, _ = debts.an_exported_settlement(session, programme)
    reference = settlement.payouts[0].end_to_end_id
    content = debts.a_statement(
        session,
        programme,
        files.a_debit(20_00, end_to_end_id=reference),
        files.a_debit(20_00, end_to_end_id=reference),
    )

    taken = files.take_in(session, programme, content)

    assert files.counts(taken) == (2, 1, 1)


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
    debit = files.a_debit(20_00, end_to_end_id=reference)
    credit = files.a_credit(20_00, end_to_end_id=reference, is_return=True)
    if is_confirmed_first:
        files.take_in(session, programme, debts.a_statement(session, programme, debit, number=1))

    taken = files.take_in(
        session, programme, debts.a_statement(session, programme, credit, number=2)
    )

    assert files.counts(taken) == (1, 1, 0)
    assert files.count_of(session, PayoutReturn) == 1
    assert debts.owed(session, shop) == [20_00]
    figures = funds.figures(session, fund)
    assert (figures.payouts, figures.paid_out) == (Euros(0), Euros(0))
    assert figures.in_bank == Euros(20_00)
    assert debts.a_settlement(session, programme).total == Euros(20_00), "paid again"
