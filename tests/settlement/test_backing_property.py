"""Whatever happens with the money, the difference is zero, explained, or a debit that is named."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Movement
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.identity.people import Person
from wallet.merchants.merchants import Merchant
from wallet.money import Euros, total
from wallet.programmes.programmes import Programme
from wallet.settlement import (
    assignments,
    backing_checks,
    progress,
    reconciliation,
    repayment_orders,
    repayments,
    suspects,
)
from wallet.settlement.backing_checks import Verdict
from wallet.settlement.progress import PayoutState
from wallet.settlement.repayments import Payee

SENDER = Payee("Sponsor B.V.", "NL02ABNA0123456789", "Nobody asked for this")


class Treasury:
    """A programme whose bank sends a statement after each thing it sees."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.programme: Programme = build.a_programme(session)
        self.fund: Fund = build.a_fund(session, self.programme)
        self.shop: Merchant = build.a_merchant(session, self.programme)
        self.maker: Person = build.a_person(session, name="Maker")
        self.colleague: Person = build.a_person(session, name="Colleague")
        self.in_bank = Euros(0)
        self.days = 0
        self.unasked = Euros(0)
        self._book()

    def _book(self, *booked: Movement) -> None:
        """The bank's next statement."""
        self.days += 1
        content = demo_bank.statement(
            iban=self.programme.bank_account.iban,
            opening=self.in_bank,
            booked=list(booked),
            on=build.TODAY + timedelta(days=self.days),
            number=self.days,
        )
        self.in_bank += total([movement.signed for movement in booked])
        files.take_in(self.session, self.programme, content)

    def a_sponsor_pays(self, cents: int) -> None:
        """What it was asked, or more than that."""
        request = files.a_request(self.session, self.fund, 20_00)
        self._book(files.a_credit(cents, structured_reference=request.reference))

    def a_stranger_pays(self, cents: int) -> None:
        self._book(files.a_credit(cents))

    def somebody_decides(self, cents: int) -> None:
        """A part of what waits becomes a top-up, or goes back."""
        for entry in reconciliation.unmatched(self.session, self.programme.operator_id)[:1]:
            if entry.direction != "credit":
                continue
            left = assignments.left(self.session, entry)
            part = Euros(min(cents, left.cents))
            facts = {"by": self.maker, "now": build.NOW, "amount": part}
            if cents % 2:
                request = files.a_request(self.session, self.fund, 20_00)
                assignments.assign(self.session, entry, request, **facts)
            else:
                assignments.send_back(self.session, entry, SENDER, **facts)

    def the_colleague_decides(self, cents: int) -> None:
        for each in repayments.operated_by(self.session, self.programme.operator_id):
            if each.decision is None:
                repayments.decide(
                    self.session,
                    each,
                    is_approved=cents % 3 > 0,
                    by=self.colleague,
                    now=build.NOW,
                )
                if cents % 3:
                    repayment_orders.make(self.session, each, now=build.NOW)

    def the_bank_pays_back(self, _cents: int) -> None:
        for each in repayment_orders.waiting(self.session, self.programme.bank_account_id):
            named = {"end_to_end_id": each.end_to_end_id}
            self._book(files.a_debit(each.amount.cents, **named))

    def coins_are_spent(self, cents: int) -> None:
        pot = funds.figures(self.session, self.fund).pot
        if pot.cents >= cents:
            debts.spend(self.session, self.shop, self.fund, cents)

    def the_shop_is_paid(self, cents: int) -> None:
        """And on some days the bank brings it back, or has not told of it yet."""
        if sum(debts.owed(self.session, self.shop)) <= 0:
            return
        settlement, _ = debts.an_exported_settlement(self.session, self.programme)
        if cents % 3:
            self._each_payout(settlement, files.a_debit)
        if cents % 3 == 1:
            self._each_payout(settlement, files.a_credit, is_return=True)

    def _each_payout(self, settlement, book, **facts) -> None:  # type: ignore[no-untyped-def]
        for payout, state in progress.of(self.session, settlement).payouts:
            if state is not PayoutState.RETURNED:
                named = {"end_to_end_id": payout.end_to_end_id, **facts}
                self._book(book(payout.amount.cents, **named))

    def money_goes_out_unasked(self, cents: int) -> None:
        self.unasked += Euros(cents)
        self._book(files.a_debit(cents, name="Bank charges"))

    def check(self) -> None:
        [found] = backing_checks.of_all(self.session, operator_id=self.programme.operator_id)
        assert found.closing_balance == self.in_bank
        assert found.unexplained == -self.unasked
        if not self.unasked:
            assert found.verdict in (Verdict.AGREES, Verdict.EXPLAINED)
            return
        assert found.verdict is Verdict.DIFFERS
        named = [each.amount for each in suspects.of(self.session, found) if each.entry]
        assert total(named) == found.unexplained


DEEDS = (
    Treasury.a_sponsor_pays,
    Treasury.a_stranger_pays,
    Treasury.somebody_decides,
    Treasury.the_colleague_decides,
    Treasury.the_bank_pays_back,
    Treasury.coins_are_spent,
    Treasury.the_shop_is_paid,
    Treasury.money_goes_out_unasked,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(1, 30_00)), max_size=14))
def test_every_cent_of_difference_is_explained(session: Session, deeds: list) -> None:  # type: ignore[type-arg]
    with session.begin_nested() as undone:
        treasury = Treasury(session)
        for deed, cents in deeds:
            deed(treasury, cents)
            treasury.check()
        undone.rollback()
