"""What authorities, contractors and sponsors agree on, for tests about it.

The ledger notes the real instant of every posting, so these agreements are about today.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from tests import build
from wallet import clock
from wallet.funds.funds import Fund
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role
from wallet.money import Euros
from wallet.social_return import decisions, obligations, plans
from wallet.social_return.contracts import Contract
from wallet.social_return.obligations import Obligation
from wallet.social_return.periods import Period
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import Proposal


def a_contract(**changes: Any) -> Contract:
    """5 % of EUR 1,000,000 in the coming year: a target of EUR 50,000."""
    today = clock.day_of(clock.now())
    usual: dict[str, Any] = {
        "number": f"C-{uuid4().hex[:8]}",
        "title": "Maintenance of the parks",
        "awarded_on": today - timedelta(days=30),
        "contract_sum": Euros(1_000_000_00),
        "percentage_bp": 500,
        "from_on": today - timedelta(days=20),
        "to_on": today + timedelta(days=345),
    }
    return Contract(**usual | changes)


def an_officer(session: Session, authority: Organisation | None = None) -> Membership:
    return build.a_member(session, Role.OFFICER, authority)


def a_sponsor(session: Session, fund: Fund) -> Membership:
    """Somebody who acts for the sponsor of this fund."""
    return build.a_member(session, Role.SPONSOR, fund.sponsor)


def an_obligation(
    session: Session, contractor: Organisation, officer: Membership | None = None, **changes: Any
) -> Obligation:
    officer = officer or an_officer(session)
    return obligations.register(
        session, officer, contractor, contract=a_contract(**changes), now=clock.now()
    )


def a_proposal(**changes: Any) -> Proposal:
    usual: dict[str, Any] = {
        "goal": "Company for older people",
        "target_group": "People without work",
        "neighbourhood": "Noord",
        "activities": "Coffee and gardening",
        "participants": "Neighbours and our own staff",
    }
    return Proposal(**usual | changes)


def a_plan(
    session: Session, fund: Fund, obligation: Obligation | None = None, **changes: Any
) -> Plan:
    """A plan that waits for the authority's decision; `changes` are of the proposal."""
    return plans.submit(
        session,
        a_sponsor(session, fund),
        obligation=obligation or an_obligation(session, fund.sponsor),
        fund=fund,
        proposal=a_proposal(**changes),
        now=clock.now(),
    )


def approve(session: Session, plan: Plan, *, at: datetime | None = None) -> Plan:
    officer = an_officer(session, plan.obligation.authority)
    decisions.approve(session, plan, by=officer, now=at or clock.now())
    return plan


def today() -> Period:
    """Only today, in Amsterdam."""
    day = clock.day_of(clock.now())
    return Period(day, day)
