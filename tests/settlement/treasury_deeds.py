"""What happens to a treasury, in words; and what the books must then make of the bank's money."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from tests.settlement.bank_days import BankDays
from wallet.cli.demo_bank import Batch, Movement
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.identity.permissions import Role
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.settlement import (
    approvals,
    assignments,
    payment_files,
    reconciliation,
    repayment_orders,
    repayments,
    settlements,
)
from wallet.settlement.payouts import Payout
from wallet.settlement.repayments import Payee
from wallet.settlement.settlements import NothingToPayOut, Settlement

SENDER = Payee("Sponsor B.V.", "NL02ABNA0123456789", "Nobody asked for this")


@dataclass
class Facts:
    """What the one who tells the story knows, whatever the books say."""

    sold: Counter[tuple[UUID, UUID]] = field(default_factory=Counter)
    """Cents of each fund in each shop, less what was undone."""
    ordered: list[Settlement] = field(default_factory=list)
    """Payment files the bank did not carry out yet."""
    paid: list[tuple[Payout, bool]] = field(default_factory=list)
    """What the bank carried out, and whether as an entry of its own."""
    debits: dict[UUID, list[int]] = field(default_factory=dict)
    """By payout, the days on which the bank booked it."""
    credits: dict[UUID, list[int]] = field(default_factory=dict)
    """By payout, the days on which the bank brought it back."""
    nameless: dict[str, tuple[Settlement, int]] = field(default_factory=dict)
    """Debits of a whole file without its id, by bank reference; a person must tell."""
    unasked: list[tuple[int, Euros]] = field(default_factory=list)
    live: dict[UUID, Payout] = field(default_factory=dict)
    """Every payout that was not withdrawn."""
    paid_back: set[str] = field(default_factory=set)


class Treasury:
    """Two funds, two shops, two treasurers, and a bank whose statements may be late."""

    def __init__(self, session: Session, *, opening: int = 0) -> None:
        self.session = session
        self.programme = build.a_programme(session)
        self.funds: list[Fund] = [build.a_fund(session, self.programme) for _ in range(2)]
        self.shops: list[Merchant] = [build.a_merchant(session, self.programme) for _ in range(2)]
        self.maker = build.a_member(session, Role.TREASURER).person
        self.colleague = build.a_member(session, Role.TREASURER).person
        self.bank = BankDays(session, self.programme, opening=Euros(opening))
        self.facts = Facts()

    # The sponsors.

    def a_sponsor_pays(self, n: int) -> None:
        """What it was asked, less, more, or the same twice; by the reference or in words."""
        request = files.a_request(self.session, self.funds[n % 2], 20_00)
        reference = request.reference
        quoted = (
            {"structured_reference": reference}
            if n % 3
            else {"remittance": f"factuur {reference[:4].lower()} {reference[4:]}"}
        )
        cents = (20_00, 20_00, n, 20_00 + n)[n % 4]
        for _ in range(2 if n % 5 == 0 else 1):
            self.bank.book(files.a_credit(cents, **quoted))

    def a_stranger_pays(self, n: int) -> None:
        self.bank.book(files.a_credit(n))

    def the_bank_reverses(self, n: int) -> None:
        """A credit marked as a reversal that quotes nothing of ours."""
        self.bank.book(files.a_credit(n, is_return=True, end_to_end_id=f"UNKNOWN-{n}"))

    def money_goes_out_unasked(self, n: int) -> None:
        self.bank.book(files.a_debit(n, name="Bank charges"))
        self.facts.unasked.append((self.bank.days + 1, Euros(n)))

    # The treasurers.

    def somebody_decides(self, n: int) -> None:
        """A part of a credit becomes a top-up or goes back; a debit is told to be a file."""
        waiting = reconciliation.unmatched(self.session, self.programme.operator_id)
        for entry in waiting[: 1 + n % 2]:
            facts = {"by": self.maker, "now": build.NOW}
            if known := self.facts.nameless.get(entry.entry_reference):
                assignments.assign_to_settlement(self.session, entry, known[0], **facts)
                self.facts.nameless.pop(entry.entry_reference)
                for payout in known[0].payouts:
                    self.facts.debits.setdefault(payout.id, []).append(known[1])
            elif entry.direction == "credit":
                left = assignments.left(self.session, entry)
                part = Euros(min(n, left.cents))
                if n % 2:
                    request = files.a_request(self.session, self.funds[0], 20_00)
                    assignments.assign(self.session, entry, request, amount=part, **facts)
                else:
                    assignments.send_back(self.session, entry, SENDER, amount=part, **facts)

    def a_rest_goes_back(self, n: int) -> None:
        """To the sponsor, out of the pot."""
        fund = self.funds[n % 2]
        if 0 < n <= self._free(fund):
            repayments.draw_up(
                self.session, fund, amount=Euros(n), payee=SENDER, by=self.maker, now=build.NOW
            )

    def the_colleague_decides(self, n: int) -> None:
        for each in repayments.operated_by(self.session, self.programme.operator_id):
            if each.decision is None:
                is_approved = n % 3 > 0
                repayments.decide(
                    self.session, each, is_approved=is_approved, by=self.colleague, now=build.NOW
                )
                if is_approved:
                    repayment_orders.make(self.session, each, now=build.NOW)

    def the_shops_are_paid(self, n: int) -> None:
        """A run: withdrawn, or approved and ordered, perhaps before an earlier one is paid."""
        try:
            settlement = settlements.draw_up(
                self.session, self.programme, by=self.maker, now=build.NOW
            )
        except NothingToPayOut:
            return
        if n % 4 == 0:
            approvals.withdraw(self.session, settlement, by=self.maker, now=build.NOW)
            return
        approvals.approve(self.session, settlement, by=self.colleague, now=build.NOW)
        payment_files.make(self.session, settlement, now=build.NOW)
        self.facts.ordered.append(settlement)
        self.facts.live |= {payout.id: payout for payout in settlement.payouts}

    # The participants.

    def coins_are_spent(self, n: int) -> None:
        fund, shop = self.funds[n % 2], self.shops[n // 2 % 2]
        if n <= self._free(fund):
            debts.spend(self.session, shop, fund, n)
            self.facts.sold[fund.id, shop.id] += n

    def a_sale_is_undone(self, n: int) -> None:
        """Perhaps after the shop was paid for it."""
        fund, shop = self.funds[n % 2], self.shops[n // 2 % 2]
        if n <= self.facts.sold[fund.id, shop.id]:
            debts.undo(self.session, shop, fund, n)
            self.facts.sold[fund.id, shop.id] -= n

    # The bank.

    def the_bank_pays(self, n: int) -> None:
        """A payment file: one by one, itemised, as one sum with its id, or as a sum with none."""
        if not self.facts.ordered:
            return
        settlement = self.facts.ordered.pop(0)
        file = payment_files.get(self.session, settlement)
        batch = file.message_id if n % 4 in (1, 2) else None
        named = tuple(
            files.a_debit(each.amount.cents, end_to_end_id=each.end_to_end_id, batch=batch)
            for each in settlement.payouts
        )
        if n % 4 == 0:
            self.bank.book(*named)
        else:
            reference = uuid4().hex
            self.bank.book(Batch(reference, named, is_itemised=n % 4 == 1))
            if n % 4 == 3:
                self.facts.nameless[reference] = (settlement, self.bank.days + 1)
        for payout in settlement.payouts:
            self.facts.paid.append((payout, n % 4 < 2))
            if n % 4 < 3:
                self.facts.debits.setdefault(payout.id, []).append(self.bank.days + 1)

    def the_bank_pays_twice(self, n: int) -> None:
        singly = [payout for payout, is_single in self.facts.paid if is_single]
        if singly:
            payout = singly[n % len(singly)]
            self.bank.book(files.a_debit(payout.amount.cents, end_to_end_id=payout.end_to_end_id))
            self.facts.debits[payout.id].append(self.bank.days + 1)

    def the_bank_brings_back(self, n: int) -> None:
        """A payout, perhaps a second time."""
        if self.facts.paid:
            payout, _ = self.facts.paid[n % len(self.facts.paid)]
            back: Movement = files.a_credit(
                payout.amount.cents, end_to_end_id=payout.end_to_end_id, is_return=True
            )
            self.bank.book(back)
            self.facts.credits.setdefault(payout.id, []).append(self.bank.days + 1)

    def the_bank_sends_back(self, _n: int) -> None:
        for each in repayment_orders.waiting(self.session, self.programme.bank_account_id):
            if each.end_to_end_id not in self.facts.paid_back:
                named = {"end_to_end_id": each.end_to_end_id}
                self.bank.book(files.a_debit(each.amount.cents, **named))
                self.facts.paid_back.add(each.end_to_end_id)

    def a_statement_comes(self, n: int) -> None:
        self.bank.end_day(arrives=n % 4 > 0)

    def late_statements_come(self, n: int) -> None:
        """Some or all of them, in one file."""
        self.bank.deliver(self.bank.late[: 1 + n % 3])

    def a_statement_comes_again(self, n: int) -> None:
        if self.bank.arrived:
            content = self.bank.arrived[n % len(self.bank.arrived)][2]
            files.take_in(self.session, self.programme, content)

    # What is needed above.

    def _free(self, fund: Fund) -> int:
        """The cents of a pot that are not on their way back."""
        pot = funds.figures(self.session, fund).pot
        return (pot - repayments.on_its_way(self.session, fund)).cents


DEEDS: tuple[Callable[[Treasury, int], None], ...] = tuple(
    deed for name, deed in vars(Treasury).items() if not name.startswith("_")
)
