"""A sponsor proposes how a fund will fill an obligation; the authority decides."""

import pytest
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import at_once, build
from tests.social_return import agreements
from wallet import clock
from wallet.errors import WalletError
from wallet.funds.funds import Fund
from wallet.identity import memberships
from wallet.identity.permissions import Role
from wallet.identity.vault import Vault
from wallet.money import Euros
from wallet.social_return import decisions, plans, proposals
from wallet.social_return.decisions import DeclineReasonMissing, OwnPlan, PlanAlreadyDecided
from wallet.social_return.outcomes import PlanApproval, PlanDecline
from wallet.social_return.plans import (
    FundOfAnotherSponsor,
    FundServesAnotherObligation,
    Plan,
    PlanNotFound,
)
from wallet.social_return.proposals import (
    CapOutOfRange,
    FactorOutOfRange,
    PlanTextMissing,
    ShareOutOfRange,
)


@pytest.fixture
def fund(session: Session) -> Fund:
    return build.a_fund(session)


def test_a_plan_waits_for_the_authority(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund, goal="  Company for\n older people ")

    assert plan.goal == "Company for older people"
    assert plan.is_waiting
    assert plans.find_approved(session, fund.id) is None
    assert plans.of_obligation(session, plan.obligation) == [plan]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"goal": " "}, PlanTextMissing),
        ({"target_group": "x" * 501}, PlanTextMissing),
        ({"neighbourhood": "\x00"}, PlanTextMissing),
        ({"activities": ""}, PlanTextMissing),
        ({"participants": "x" * 501}, PlanTextMissing),
        ({"share_most_bp": 0}, ShareOutOfRange),
        ({"share_most_bp": 10_001}, ShareOutOfRange),
        ({"value_factor_bp": 0}, FactorOutOfRange),
        ({"value_factor_bp": 100_001}, FactorOutOfRange),
        ({"cap": Euros(0)}, CapOutOfRange),
        ({"cap": Euros(10**12 + 1)}, CapOutOfRange),
    ],
)
def test_a_proposal_that_makes_no_sense_is_refused(
    session: Session, fund: Fund, changes: dict[str, object], refusal: type[WalletError]
) -> None:
    with pytest.raises(refusal):
        agreements.a_plan(session, fund, **changes)


def test_a_plan_is_for_the_contractors_own_fund(session: Session, fund: Fund) -> None:
    obligation = agreements.an_obligation(session, build.an_organisation(session))

    with pytest.raises(FundOfAnotherSponsor):
        agreements.a_plan(session, fund, obligation)


def test_the_database_ties_fund_and_obligation_to_one_organisation(
    session: Session, fund: Fund
) -> None:
    plan = agreements.a_plan(session, fund)
    copied = (*proposals.TEXTS, "obligation_id", "submitted_by_id")
    stolen = build.a_fund(session)
    session.add(
        Plan(
            **{name: getattr(plan, name) for name in copied},
            fund_id=stolen.id,
            sponsor_id=stolen.sponsor_id,
            submitted_at=clock.now(),
        )
    )

    with pytest.raises(IntegrityError, match="fk_plan_obligation_id_sponsor_id_obligation"):
        session.flush()


def test_an_approval_ties_the_fund_to_the_obligation(session: Session, fund: Fund) -> None:
    plan = agreements.approve(session, agreements.a_plan(session, fund))

    assert plan.approval is not None
    assert not plan.is_waiting
    assert plans.find_approved(session, fund.id) is plan


def test_a_decline_says_why_and_leaves_the_fund_free(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund)
    officer = agreements.an_officer(session, plan.obligation.authority)

    decisions.decline(session, plan, by=officer, reason="Say who takes part.", now=clock.now())
    better = agreements.approve(session, agreements.a_plan(session, fund, plan.obligation))

    assert plan.decline is not None
    assert plan.decline.reason == "Say who takes part."
    assert plans.find_approved(session, fund.id) is better


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_a_decline_without_a_reason_is_refused(session: Session, fund: Fund, reason: str) -> None:
    plan = agreements.a_plan(session, fund)
    officer = agreements.an_officer(session, plan.obligation.authority)

    with pytest.raises(DeclineReasonMissing):
        decisions.decline(session, plan, by=officer, reason=reason, now=clock.now())


def test_a_plan_is_decided_once(session: Session, fund: Fund) -> None:
    plan = agreements.approve(session, agreements.a_plan(session, fund))
    officer = agreements.an_officer(session, plan.obligation.authority)

    with pytest.raises(PlanAlreadyDecided):
        decisions.approve(session, plan, by=officer, now=clock.now())
    with pytest.raises(PlanAlreadyDecided):
        decisions.decline(session, plan, by=officer, reason="Too late.", now=clock.now())


def test_a_fund_serves_one_obligation_only(session: Session, fund: Fund) -> None:
    first, second = (agreements.a_plan(session, fund) for _ in range(2))
    agreements.approve(session, first)

    with pytest.raises(FundServesAnotherObligation):
        agreements.approve(session, second)
    with pytest.raises(FundServesAnotherObligation):
        agreements.a_plan(session, fund)


def test_the_database_refuses_a_second_obligation_for_a_fund(session: Session, fund: Fund) -> None:
    first, second = (agreements.a_plan(session, fund) for _ in range(2))
    agreements.approve(session, first)
    session.add(an_approval_of(second, by_id=build.a_person(session).id))

    with pytest.raises(IntegrityError, match="uq_plan_approval_fund_id"):
        session.flush()


def test_the_database_refuses_an_approval_for_another_fund(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund)
    approval = an_approval_of(plan, by_id=build.a_person(session).id)
    approval.fund_id = build.a_fund(session).id
    session.add(approval)

    with pytest.raises(IntegrityError, match="fk_plan_approval_plan_id_fund_id_plan"):
        session.flush()


def test_who_submitted_a_plan_cannot_approve_it(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund)
    authority = plan.obligation.authority
    officer = memberships.grant(
        session, plan.submitted_by, authority, Role.OFFICER, now=clock.now()
    )

    with pytest.raises(OwnPlan):
        decisions.approve(session, plan, by=officer, now=clock.now())


def test_the_database_wants_four_eyes_too(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund)
    session.add(an_approval_of(plan, by_id=plan.submitted_by_id))

    with pytest.raises(IntegrityError, match="ck_plan_approval_four_eyes"):
        session.flush()


def test_another_authority_does_not_know_the_plan(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund)
    stranger = agreements.an_officer(session)

    with pytest.raises(PlanNotFound):
        decisions.approve(session, plan, by=stranger, now=clock.now())
    with pytest.raises(PlanNotFound):
        plans.get_seen_by(session, stranger.organisation_id, plan.id)
    assert plans.seen_by(session, stranger.organisation_id) == []
    assert plans.seen_by(session, plan.obligation.authority_id) == [plan]
    assert plans.seen_by(session, fund.sponsor_id) == [plan]


def test_two_officers_at_the_same_second_decide_once(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    plan = agreements.a_plan(committed, build.a_fund(committed))
    officers = [agreements.an_officer(committed, plan.obligation.authority) for _ in range(2)]
    committed.commit()

    def approve_as(number: int) -> object:
        def work(session: Session) -> PlanApproval:
            officer = session.merge(officers[number], load=False)
            own = plans.get_seen_by(session, officer.organisation_id, plan.id)
            return decisions.approve(session, own, by=officer, now=clock.now())

        return work

    answers = at_once.requests(engine, vault, [approve_as(0), approve_as(1)])

    kinds = sorted(type(answer).__name__ for answer in answers)
    assert kinds == ["PlanAlreadyDecided", "PlanApproval"]


def test_two_plans_of_one_fund_at_the_same_second_tie_it_once(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    fund = build.a_fund(committed)
    waiting = [agreements.a_plan(committed, fund) for _ in range(2)]
    officers = [agreements.an_officer(committed, plan.obligation.authority) for plan in waiting]
    committed.commit()

    def approve_plan(number: int) -> object:
        def work(session: Session) -> PlanApproval:
            officer = session.merge(officers[number], load=False)
            own = plans.get_seen_by(session, officer.organisation_id, waiting[number].id)
            return decisions.approve(session, own, by=officer, now=clock.now())

        return work

    answers = at_once.requests(engine, vault, [approve_plan(0), approve_plan(1)])

    kinds = sorted(type(answer).__name__ for answer in answers)
    assert kinds == ["FundServesAnotherObligation", "PlanApproval"]


def an_approval_of(plan: Plan, *, by_id: object) -> PlanApproval:
    return PlanApproval(
        plan_id=plan.id,
        fund_id=plan.fund_id,
        submitted_by_id=plan.submitted_by_id,
        approved_by_id=by_id,
        approved_at=clock.now(),
    )


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"goal": ""}, "ck_plan_goal"),
        ({"target_group": ""}, "ck_plan_target_group"),
        ({"neighbourhood": ""}, "ck_plan_neighbourhood"),
        ({"activities": ""}, "ck_plan_activities"),
        ({"share_most_bp": 0}, "ck_plan_share_most"),
        ({"value_factor_bp": 0}, "ck_plan_value_factor"),
        ({"cap": Euros(0)}, "ck_plan_cap"),
    ],
)
def test_the_database_refuses_a_bad_plan_too(
    session: Session, fund: Fund, changes: dict[str, object], constraint: str
) -> None:
    plan = agreements.a_plan(session, fund)
    copied = [each.key for each in inspect(Plan).column_attrs if each.key != "id"]
    session.add(Plan(**{name: getattr(plan, name) for name in copied} | changes))

    with pytest.raises(IntegrityError, match=constraint):
        session.flush()


def test_the_database_refuses_a_decline_without_a_reason(session: Session, fund: Fund) -> None:
    plan = agreements.a_plan(session, fund)
    decider = build.a_person(session)
    session.add(
        PlanDecline(
            plan_id=plan.id,
            submitted_by_id=plan.submitted_by_id,
            reason="",
            declined_by_id=decider.id,
            declined_at=clock.now(),
        )
    )

    with pytest.raises(IntegrityError, match="ck_plan_decline_reason"):
        session.flush()
