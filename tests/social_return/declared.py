"""Declarations, for tests about them: a fund with an approved plan, sales, seals, and days to come.

The ledger notes the real instant of every posting; a later declaration is made by looking on a
later day at what was posted since.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements
from wallet import clock
from wallet.funds.funds import Fund
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.ledger import seals
from wallet.ledger.seal_keys import SigningKey
from wallet.merchants import phone_sales, reversals
from wallet.merchants.merchants import Merchant
from wallet.merchants.redemptions import Redemption
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.social_return import assessing, declaring
from wallet.social_return.assessments import Assessment
from wallet.social_return.declarations import Declaration
from wallet.social_return.obligations import Obligation
from wallet.social_return.plans import Plan

KEY = SigningKey(bytes(range(32)))


def seal(session: Session) -> None:
    while seals.seal(session, KEY) is not None:
        continue


@dataclass
class Agreement:
    """A fund whose approved plan fills an obligation, an officer, and a shop to spend at."""

    session: Session
    programme: Programme
    fund: Fund
    sponsor: Membership
    officer: Membership
    obligation: Obligation
    plan: Plan
    till: Till
    days: int = 0
    """How many days from today it is now."""
    phones: list[build.Phone] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return clock.now() + timedelta(days=self.days)

    @property
    def today(self) -> date:
        return clock.day_of(self.now)

    def a_participant(self, cents: int) -> build.Phone:
        phone = build.a_phone(self.session)
        build.give(self.session, phone.wallet, self.fund, cents)
        self.phones.append(phone)
        return phone

    def spend(self, cents: int, *, at: Till | None = None) -> Redemption:
        """Somebody new earns so much and spends all of it."""
        phone = self.a_participant(cents)
        sale = build.a_sale(phone, cents=cents)
        return phone_sales.redeem(self.session, at or self.till, **sale)

    def reverse(self, sale: Redemption) -> None:
        reversals.reverse(self.session, sale, by=sale.till, now=clock.now())

    def declare(self) -> Declaration:
        """Everything until now, under a seal."""
        seal(self.session)
        return declaring.declare(
            self.session, self.obligation, by=self.sponsor, to_on=self.today, now=self.now
        )

    def assess(
        self, declaration: Declaration, cents: int | None = None, reason: str = "Not shown"
    ) -> Assessment:
        """In full, unless an amount is given."""
        whole = declaration.figures.counted
        return assessing.assess(
            self.session,
            declaration,
            by=self.officer,
            approved=whole if cents is None else Euros(cents),
            reason="" if cents is None else reason,
            now=self.now,
        )

    def next_day(self) -> None:
        self.days += 1


def agree(session: Session, *, contract: dict[str, Any] | None = None, **plan: Any) -> Agreement:
    """`plan` changes the proposal, `contract` the contract."""
    programme = build.a_programme(session)
    fund = build.a_fund(session, programme)
    officer = agreements.an_officer(session, programme.operator)
    obligation = agreements.an_obligation(session, fund.sponsor, officer, **contract or {})
    approved = agreements.approve(session, agreements.a_plan(session, fund, obligation, **plan))
    return Agreement(
        session=session,
        programme=programme,
        fund=fund,
        sponsor=agreements.a_sponsor(session, fund),
        officer=officer,
        obligation=obligation,
        plan=approved,
        till=build.a_till(session, programme),
    )


def a_shop(agreement: Agreement) -> tuple[Merchant, Till]:
    merchant = build.a_merchant(agreement.session, agreement.programme)
    return merchant, build.a_till(agreement.session, merchant=merchant)


def another_sponsor(agreement: Agreement, **contract: Any) -> tuple[Organisation, Fund, Obligation]:
    """With a fund of the same programme, and a contract with the same authority."""
    fund = build.a_fund(agreement.session, agreement.programme)
    owed = agreements.an_obligation(agreement.session, fund.sponsor, agreement.officer, **contract)
    return fund.sponsor, fund, owed
