"""The same euro twice: everything that can happen, beside a reference that only counts cents.

The reference is a plain dict: for every cent-moving sale, what it was worth, whether it may count,
where it was counted, and whether it was undone. It knows no limits, factors or SQL.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements, declared
from tests.social_return.declared import Agreement
from wallet import clock
from wallet.funds.funds import Fund
from wallet.merchants import redemptions, reversals
from wallet.merchants.redemptions import Redemption
from wallet.money import Euros
from wallet.social_return import assessing, decisions, declarations, declaring, takeovers
from wallet.social_return.declarations import Declaration
from wallet.social_return.obligations import Obligation


@dataclass
class Sale:
    """What the reference knows of a redemption: what was paid, which a floor may cut."""

    cents: int
    fund: int
    counts_for: int | None
    """The contract it may count for; nothing before a plan was approved."""
    counted_in: UUID | None = None
    is_reversed: bool = False


@dataclass
class Contract:
    """An obligation as the reference sees it, and who it went over to."""

    obligation: Obligation
    fund: Fund
    is_planned: bool = False
    is_taken_over: bool = False
    approved: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    """Declaration -> approved and asked, in cents."""


class Town:
    """Two contractors of one authority, one shop, and time that goes by."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.base: Agreement = declared.agree(session)
        _, fund, owed = declared.another_sponsor(self.base)
        self.contracts = [
            Contract(self.base.obligation, self.base.fund, is_planned=True),
            Contract(owed, fund),
        ]
        self.sales: list[tuple[Redemption, Sale]] = []
        self.day = 0
        self.sell(0, 1_01)  # something to seal

    @property
    def today(self) -> date:
        return clock.day_of(clock.now()) + timedelta(days=self.day)

    def approve_plan(self, number: int) -> None:
        contract = self.contracts[number]
        plan = agreements.a_plan(self.session, contract.fund, contract.obligation)
        decisions.approve(self.session, plan, by=self.base.officer, now=clock.now())
        contract.is_planned = True

    def sell(self, number: int, cents: int) -> None:
        contract = self.contracts[number]
        phone = build.a_phone(self.session)
        build.give(self.session, phone.wallet, contract.fund, cents)
        sale = redemptions.redeem(self.session, self.base.till, **build.a_sale(phone, cents=cents))
        counts_for = number if contract.is_planned else None
        self.sales.append((sale, Sale(sale.paid.cents, number, counts_for)))

    def reverse(self, number: int) -> None:
        redemption, sale = self.sales[number % len(self.sales)]
        reversals.reverse(self.session, redemption, by=self.base.till, now=clock.now())
        sale.is_reversed = True

    def declare(self, number: int, *, approved_percent: int) -> Declaration:
        """Hand in everything until today, and have so much of it approved."""
        contract = self.contracts[number]
        declared.seal(self.session)
        now = clock.now() + timedelta(days=self.day)
        declaration = declaring.declare(
            self.session,
            contract.obligation,
            by=agreements.a_sponsor(self.session, contract.fund),
            to_on=self.today,
            now=now,
        )
        asked = 0
        for _, sale in self.sales:
            if sale.counts_for == number and sale.counted_in is None:
                sale.counted_in = declaration.id
                asked += 0 if sale.is_reversed else sale.cents
        assert declaration.figures.counted == Euros(asked)
        approved = asked * approved_percent // 100
        assessing.assess(
            self.session,
            declaration,
            by=self.base.officer,
            approved=Euros(approved),
            reason="Not shown",
            now=now,
        )
        contract.approved[declaration.id] = (approved, asked)
        self.day += 1
        return declaration

    def take_over(self) -> None:
        """The second contractor goes on with the first one's contract, from tomorrow."""
        first, second = self.contracts
        takeovers.register(
            self.session,
            self.base.officer,
            first.obligation,
            successor=second.obligation,
            on=self.today + timedelta(days=1),
            now=clock.now(),
        )
        first.is_taken_over = True

    def check(self) -> None:
        """Never more than what was really spent and stands; each transfer on one line at most."""
        recognised = declarations.recognised(
            self.session, [one.obligation.id for one in self.contracts]
        )
        spent = sum(sale.cents for _, sale in self.sales if sale.counts_for is not None)
        assert recognised.cents <= spent
        twice = self.session.scalar(
            text(
                "select count(*) from (select 1 from counted_transfer c"
                " join ledger.transfer t on t.id = c.transfer_id"
                " group by t.id having count(*) > 1) twice"
            )
        )
        assert twice == 0

    def check_settled(self) -> None:
        """After a last declaration of everybody: what stands is the approved share, to the cent."""
        for number, contract in enumerate(self.contracts):
            recognised = declarations.recognised(self.session, [contract.obligation.id]).cents
            stands = 0
            for declaration_id, (approved, asked) in contract.approved.items():
                counted = [s for _, s in self.sales if s.counted_in == declaration_id]
                left = sum(s.cents for s in counted if not s.is_reversed)
                left = min(left, asked)
                stands += approved * left // asked if asked else 0
            assert recognised == stands, (number, recognised, stands)
