"""What a shop took in coins is not entered a second time as an invoice of that shop."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts
from tests.social_return.deeds import TODAY, Agreed, a_deed
from wallet import clock
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.settlement import settlements
from wallet.social_return import coin_turnover
from wallet.social_return.coin_turnover import InvoiceIsCoinTurnover
from wallet.social_return.efforts import Deed, EffortKind


class Supplied:
    """A contractor, and a shop that takes coins and also sells to it."""

    def __init__(self, session: Session) -> None:
        self.session, self.agreed = session, Agreed(session)
        self.programme = build.a_programme(session)
        self.fund = build.a_fund(session, self.programme)
        self.shop: Merchant = build.a_merchant(session, self.programme)

    def take(self, cents: int) -> None:
        debts.owe(self.session, self.shop, self.fund, cents)

    def pay_out(self) -> None:
        treasurer = build.a_person(self.session)
        settlements.draw_up(
            self.session, self.programme, by=treasurer, now=clock.now(), reason="Now"
        )

    def invoice(self, cents: int, **changes: object) -> Deed:
        supplier = {"supplier_kvk": self.shop.organisation.kvk_number}
        return a_deed(EffortKind.INVOICE, amount=Euros(cents), **supplier | changes)


@pytest.fixture
def supplied(session: Session) -> Supplied:
    return Supplied(session)


def test_what_was_taken_in_coins_is_no_invoice(supplied: Supplied) -> None:
    supplied.take(40_00)
    supplied.take(12_34)

    with pytest.raises(InvoiceIsCoinTurnover) as refused:
        supplied.agreed.enter(supplied.invoice(52_34))

    assert refused.value.amount == Euros(52_34)
    assert not refused.value.is_paid_out


def test_what_was_paid_out_is_no_invoice(supplied: Supplied) -> None:
    supplied.take(40_00)
    supplied.pay_out()
    supplied.take(12_34)

    with pytest.raises(InvoiceIsCoinTurnover) as refused:
        supplied.agreed.enter(supplied.invoice(40_00))

    assert refused.value.is_paid_out


def test_an_undone_sale_is_no_turnover(supplied: Supplied) -> None:
    supplied.take(40_00)
    debts.undo(supplied.session, supplied.shop, supplied.fund, 5_00)

    supplied.agreed.enter(supplied.invoice(40_00))
    with pytest.raises(InvoiceIsCoinTurnover):
        supplied.agreed.enter(supplied.invoice(35_00))


@pytest.mark.parametrize(
    "other",
    [
        lambda supplied: supplied.invoice(39_99),
        lambda supplied: supplied.invoice(40_00, supplier_kvk="87654321"),
        lambda supplied: supplied.invoice(
            40_00, from_on=TODAY - timedelta(days=19), to_on=TODAY - timedelta(days=10)
        ),
        lambda _: a_deed(EffortKind.COST, amount=Euros(40_00)),
    ],
)
def test_another_purchase_is_entered(supplied: Supplied, other: Callable[[Supplied], Deed]) -> None:
    supplied.take(40_00)

    assert supplied.agreed.enter(other(supplied)).amount is not None


def test_a_payout_after_it_was_entered_is_seen_by_the_officer(supplied: Supplied) -> None:
    effort = supplied.agreed.enter(supplied.invoice(40_00))
    supplied.take(40_00)

    with pytest.raises(InvoiceIsCoinTurnover):
        supplied.agreed.assess(effort, effort.claimed)

    nothing = supplied.agreed.assess(effort, Euros(0), reason="Paid in coins")
    assert nothing.accepted == Euros(0)


def test_whose_fund_it_was_makes_no_difference(supplied: Supplied) -> None:
    supplied.take(10_00)
    debts.owe(
        supplied.session, supplied.shop, build.a_fund(supplied.session, supplied.programme), 5_00
    )

    found = coin_turnover.of_supplier(
        supplied.session,
        supplied.shop.organisation.kvk_number or "",
        from_on=TODAY,
        to_on=TODAY,
    )

    assert found.taken == Euros(15_00)
