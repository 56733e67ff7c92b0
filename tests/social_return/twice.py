"""The same euro twice: everything that can happen to one, in the product and in a reference.

`tests.social_return.cents` has the reference; after each step that counts, both must agree.
"""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements, declared, tables
from tests.social_return.cents import COMMUNITY, PROCUREMENT, Contract, Fund, Piece, Reference
from tests.social_return.deeds import a_deed
from wallet import clock
from wallet.funds import funds
from wallet.funds.funds import Fund as RealFund
from wallet.identity.permissions import Role
from wallet.merchants import phone_sales, reversals
from wallet.merchants.redemptions import Redemption
from wallet.money import Euros
from wallet.social_return import (
    assessing,
    closings,
    decisions,
    declarations,
    declaring,
    effort_assessments,
    efforts,
    social_enterprises,
    takeovers,
    tallies,
)
from wallet.social_return.declaring import EarlierDeclarationWaiting
from wallet.social_return.efforts import EffortKind
from wallet.social_return.invoices import InvoiceCountedBefore
from wallet.social_return.periods import Period
from wallet.social_return.plans import FundServesAnotherObligation
from wallet.social_return.proposals import Recognition, ValueRule
from wallet.social_return.social_enterprises import Scheme
from wallet.social_return.takeovers import TakenOverAlready, TakeoverOutOfRange
from wallet.wallets import lapsing

SUMS = (1_000_000_00, 2_000_00, 6_000_00)
"""Contract sums; of the last two little is owed, so that limits bite again and again."""
KINDS: dict[str, dict[str, Any]] = {
    "plain": {},
    "capped": {"cap": Euros(30_00), "value_factor_bp": 12_500},
    "enterprise": {"value_rule": ValueRule.SOCIAL_PROCUREMENT, "value_factor_bp": 7_500},
    "issuance": {"recognition": Recognition.ISSUANCE},
}


class Town:
    """Three contractors of one authority, two shops, and time that goes by."""

    def __init__(self, session: Session) -> None:
        self.session = session
        programme = build.a_programme(session)
        self.programme = programme
        self.officer = agreements.an_officer(session, programme.operator)
        tables.adopt(session, self.officer)
        self.sponsors = [build.a_fund(session, programme).sponsor for _ in SUMS]
        self.owed = [
            agreements.an_obligation(session, sponsor, self.officer, contract_sum=Euros(cents))
            for sponsor, cents in zip(self.sponsors, SUMS, strict=True)
        ]
        self.funds: list[RealFund] = []
        self.sold: list[tuple[Redemption, Piece]] = []
        self.invoices: set[int] = set()
        self.reversed: set[UUID] = set()
        self.tills = [build.a_till(session, programme), self._an_enterprise()]
        self.reference = Reference(
            [Contract(one.target.cents, (one.target.cents + 2) // 4) for one in self.owed]
        )
        self.day = 0
        self.done: Counter[str] = Counter()
        """How often each thing really happened."""
        self.open_fund(0)
        self.agree(0, "plain")
        self.sell(0, 1_01, at=0)  # something to seal

    @property
    def now(self) -> Any:
        return clock.now() + timedelta(days=self.day)

    def open_fund(self, contract: int) -> None:
        sponsor = self.sponsors[contract]
        fund = funds.open_fund(self.session, self.programme, sponsor, name="More", now=clock.now())
        self.funds.append(fund)
        self.done["funds opened"] += 1
        self.reference.funds.append(Fund(contract))

    def agree(self, number: int, kind: str) -> None:
        """Submit and approve a plan; a fund serves one obligation, and is refused any other."""
        known = self.reference.funds[number]
        fund, owed = self.funds[number], self.owed[known.contract]
        if known.is_agreed:
            with pytest.raises(FundServesAnotherObligation):
                agreements.a_plan(self.session, fund, owed)
            return
        proposed = KINDS[kind]
        plan = agreements.a_plan(self.session, fund, owed, **proposed)
        decisions.approve(self.session, plan, by=self.officer, now=clock.now())
        for one in self.reference.pieces:
            one.is_lost |= one.fund == number  # what was spent before never counts
        known.is_agreed = True
        self.done["plans approved"] += 1
        known.cap = plan.cap.cents if plan.cap else None
        known.factor_bp = plan.value_factor_bp
        known.by_enterprise = kind == "enterprise"
        known.at_issuance = kind == "issuance"

    def sell(self, number: int, cents: int, *, at: int, earned: int = 0) -> None:
        """Somebody new earns, and spends some of it; both are pieces, of which one may count."""
        fund = self.reference.funds[number]
        phone = build.a_phone(self.session)
        build.give(self.session, phone.wallet, self.funds[number], cents + earned)
        sale = phone_sales.redeem(self.session, self.tills[at], **build.a_sale(phone, cents=cents))
        rule = PROCUREMENT if fund.by_enterprise and at else COMMUNITY
        left = cents + earned - sale.paid.cents
        piece = Piece(sale.paid.cents, number, rule)
        if fund.at_issuance:
            piece = Piece(cents + earned, number, COMMUNITY, in_purse=left)
        contract = self.reference.contracts[fund.contract]
        piece.is_lost = contract.after is not None and self._is_over(fund.contract)
        self.reference.pieces.append(piece)
        self.sold.append((sale, piece))
        self.done["sales"] += 1

    def reverse(self, number: int) -> None:
        redemption, piece = self.sold[number % len(self.sold)]
        reversals.reverse(self.session, redemption, by=redemption.till, now=clock.now())
        if redemption.id in self.reversed:
            return
        self.reversed.add(redemption.id)
        self.done["reversals"] += 1
        if self.reference.funds[piece.fund].at_issuance and piece.cents != piece.undone:
            piece.in_purse += redemption.paid.cents
        elif not self.reference.funds[piece.fund].at_issuance:
            piece.undone = piece.cents

    def lapse(self) -> None:
        lapsing.lapse_all(self.session, build.LAPSES_ON + timedelta(days=1))
        for piece in self.reference.pieces:
            self.done["lapses"] += bool(piece.in_purse)
            piece.undone, piece.in_purse = piece.undone + piece.in_purse, 0

    def invoice(self, contract: int, number: int, cents: int) -> None:
        """The same invoice with several contracts counts for the first that accepts it."""
        sponsor = build.a_member(self.session, Role.SPONSOR, self.sponsors[contract])
        facts = {"invoice_number": f"F {number}", "amount": Euros(cents)}
        deed = a_deed(EffortKind.INVOICE, from_on=clock.day_of(clock.now()), **facts)
        effort = efforts.enter(self.session, sponsor, self.owed[contract], deed, now=self.now)

        def accept() -> None:
            accepted = effort.claimed
            effort_assessments.assess(
                self.session, effort, by=self.officer, accepted=accepted, now=self.now
            )

        if number in self.invoices:
            with pytest.raises(InvoiceCountedBefore):
                accept()
            self.done["invoices refused"] += 1
            self.reference.contracts[contract].claimed += effort.claimed.cents
            return
        accept()
        self.invoices.add(number)
        self.done["invoices counted"] += 1
        self.reference.contracts[contract].accepted += effort.claimed.cents

    def declare(self, number: int) -> None:
        by = build.a_member(self.session, Role.SPONSOR, self.sponsors[number])
        declared.seal(self.session)
        asked = {"by": by, "to_on": clock.day_of(self.now), "now": self.now}
        if self.reference.contracts[number].waiting is not None:
            with pytest.raises(EarlierDeclarationWaiting):
                declaring.declare(self.session, self.owed[number], **asked)
            return
        made = declaring.declare(self.session, self.owed[number], **asked)
        said = self.reference.declare(number)
        self.done["declarations"] += 1
        assert made.figures.counted.cents == said.asked
        assert made.figures.corrected.cents == said.taken_back
        self.done["corrections"] += bool(said.taken_back)
        self.day += 1

    def assess(self, number: int, percent: int) -> None:
        """What the officer makes of it; how it is divided over lines is read back."""
        contract = self.reference.contracts[number]
        if contract.waiting is None:
            return
        made = declarations.of_obligation(self.session, self.owed[number].id)[0]
        approved = contract.waiting.asked * percent // 100
        assessing.assess(
            self.session,
            made,
            by=self.officer,
            approved=Euros(approved),
            reason="Not shown",
            now=self.now,
        )
        rows = self.session.execute(
            text(
                "select l.plan_id, l.rule, a.approved_cents from assessment_line a"
                " join declaration_line l on l.id = a.line_id where a.declaration_id = :id"
            ),
            {"id": made.id},
        )
        fund_of = {line.plan_id: self.funds.index(line.plan.fund) for line in made.lines}
        parts = {(fund_of[plan_id], rule): cents for plan_id, rule, cents in rows}
        for line in contract.waiting.lines:
            line.approved = parts[line.fund, line.rule]
            assert 0 <= line.approved <= line.counted
        assert sum(parts.values()) == approved
        contract.waiting = None
        self.done["assessments"] += 1

    def take_over(self, first: int, second: int, *, at_once: bool) -> None:
        """From today, or from tomorrow, another contractor goes on with it."""
        chain = self.reference.chain(first, with_later=False)
        old, new = self.reference.contracts[first], self.reference.contracts[second]
        on = clock.day_of(clock.now()) + timedelta(days=0 if at_once else 1)
        asked = {"successor": self.owed[second], "on": on, "now": self.now}
        if second in chain or old.after is not None or new.before is not None:
            with pytest.raises((TakenOverAlready, TakeoverOutOfRange)):
                takeovers.register(self.session, self.officer, self.owed[first], **asked)
            return
        takeovers.register(self.session, self.officer, self.owed[first], **asked)
        old.after, new.before = second, first
        self.done["takeovers"] += 1
        if at_once:
            for piece in self.reference.pieces:
                is_of_it = self.reference.funds[piece.fund].contract == first
                piece.is_lost |= is_of_it and piece.line is None

    def check(self) -> None:
        """Each contract to the cent, and each transfer on one line at most."""
        now = self.now + timedelta(seconds=1)
        found = tallies.of_obligations(self.session, self.owed, now=now)
        self.done["comparisons"] += 1
        for number, owed in enumerate(self.owed):
            stages = tuple(amount.cents for amount in found[owed.id].stages)
            assert stages == self.reference.stages(number), f"contract {number}"
        spent, counted = self.session.execute(text(COUNTED)).one()
        assert counted <= spent

    def check_settled(self) -> None:
        """After the last declarations: what a statement would say is what the reference says."""
        for number, owed in enumerate(self.owed):
            if self.reference.contracts[number].after is None:
                closing = closings.close(self.session, owed, now=self.now)
                assert closing.recognised.cents == self.reference.stages(number)[0]

    def _is_over(self, number: int) -> bool:
        return takeovers.last_day(self.session, self.owed[number]) < clock.day_of(clock.now())

    def _an_enterprise(self) -> Any:
        merchant = build.a_merchant(self.session, self.programme)
        today = clock.day_of(clock.now())
        social_enterprises.recognise(
            self.session,
            self.officer,
            merchant,
            scheme=Scheme.PSO,
            reference="PSO",
            valid=Period(today, today + timedelta(days=1)),
            now=clock.now(),
        )
        return build.a_till(self.session, merchant=merchant)


COUNTED = """
select (select coalesce(sum(cents), 0) from ledger.transfer),
    (select coalesce(sum(t.cents), 0) from counted_transfer c
     join ledger.transfer t on t.id = c.transfer_id)
"""
