"""Decisions: an officer of the authority approves a plan, or declines it and says why."""

from datetime import datetime

from sqlalchemy.orm import Session

from wallet.database import take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.social_return import plans
from wallet.social_return.outcomes import Outcome, PlanApproval, PlanDecision, PlanDecline
from wallet.social_return.plans import Plan, PlanNotFound
from wallet.social_return.proposals import TEXT_LENGTH, one_line


class PlanAlreadyDecided(Refused):
    """The plan was approved or declined before."""


class OwnPlan(Refused):
    """Who submitted a plan cannot decide on it."""


class DeclineReasonMissing(Invalid):
    """A plan is declined with a reason of 1 to 500 characters."""


def approve(session: Session, plan: Plan, *, by: Membership, now: datetime) -> PlanApproval:
    """Agree to a plan: from now on its fund's contributions count, for this obligation alone.

    Raises:
        PlanNotFound: for an obligation to another authority.
        PlanAlreadyDecided, OwnPlan: not again, or not by this person.
        FundServesAnotherObligation: another plan was approved for this fund.
    """
    _take_turn(session, plan, by)
    take_turns(session, f"fund-of-plans:{plan.fund_id}")
    plans.check_free(session, plan.fund_id)
    _decide(session, plan, Outcome.APPROVED)
    approval = PlanApproval(
        plan_id=plan.id,
        fund_id=plan.fund_id,
        submitted_by_id=plan.submitted_by_id,
        approved_by_id=by.person_id,
        approved_at=now,
    )
    session.add(approval)
    session.flush()
    session.expire(plan, ["approval"])
    return approval


def decline(
    session: Session, plan: Plan, *, by: Membership, reason: str, now: datetime
) -> PlanDecline:
    """Do not agree to a plan, and say why; the sponsor may submit a better one.

    Raises:
        DeclineReasonMissing: nothing said, or too much.
        PlanNotFound: for an obligation to another authority.
        PlanAlreadyDecided, OwnPlan: not again, or not by this person.
    """
    reason = one_line(reason)
    if not 1 <= len(reason) <= TEXT_LENGTH:
        raise DeclineReasonMissing
    _take_turn(session, plan, by)
    _decide(session, plan, Outcome.DECLINED)
    decline = PlanDecline(
        plan_id=plan.id,
        submitted_by_id=plan.submitted_by_id,
        reason=reason,
        declined_by_id=by.person_id,
        declined_at=now,
    )
    session.add(decline)
    session.flush()
    session.expire(plan, ["decline"])
    return decline


def _decide(session: Session, plan: Plan, outcome: Outcome) -> None:
    session.add(PlanDecision(plan_id=plan.id, outcome=outcome))
    session.flush()


def _take_turn(session: Session, plan: Plan, by: Membership) -> None:
    """Decide on one plan one after the other, on what is true when the turn comes."""
    if plan.obligation.authority_id != by.organisation_id:
        raise PlanNotFound(plan.id)
    take_turns(session, f"plan:{plan.id}")
    session.refresh(plan, ["approval", "decline"])
    if not plan.is_waiting:
        raise PlanAlreadyDecided(plan.id)
    if plan.submitted_by_id == by.person_id:
        raise OwnPlan(plan.id)
