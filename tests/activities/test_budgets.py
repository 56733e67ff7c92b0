"""What an organisation can still hand out."""

from sqlalchemy.orm import Session

from tests import build
from wallet.activities import budgets
from wallet.activities.budgets import Budget
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.programmes.programmes import Programme


def budget_of(session: Session, coordinator: Membership) -> Budget:
    (budget,) = budgets.of_organisation(session, coordinator.organisation_id, build.TODAY)
    return budget


def record(session: Session, coordinator: Membership, programme: Programme, hours: int) -> None:
    """So many hours of coffee, at three coins an hour, each by somebody else."""
    activity = build.an_activity(session, coordinator, programme)
    for _ in range(hours):
        build.a_participation(session, coordinator, programme, activity=activity)


def test_what_waits_for_verification_is_promised(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=10_00)
    record(session, coordinator, programme, hours=2)

    budget = budget_of(session, coordinator)

    assert (budget.allotted, budget.left) == (Euros(10_00), Euros(10_00))
    assert (budget.promised, budget.free) == (Euros(6_00), Euros(4_00))
    assert not budget.is_low


def test_a_budget_is_low_below_a_fifth_of_what_was_allotted(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=10_00)
    record(session, coordinator, programme, hours=3)

    assert budget_of(session, coordinator).free == Euros(1_00)
    assert budget_of(session, coordinator).is_low


def test_more_may_be_promised_than_there_is(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=1_00)
    record(session, coordinator, programme, hours=1)

    assert budget_of(session, coordinator).free == Euros(-2_00)
    assert budget_of(session, coordinator).is_low


def test_without_an_allotment_the_budget_is_low(session: Session) -> None:
    assert budget_of(session, build.a_coordinator(session)).is_low


def test_what_others_were_allotted_does_not_count(session: Session) -> None:
    programme = build.a_programme(session)
    build.a_coordinator(session, programme, budget=10_00)

    assert budget_of(session, build.a_coordinator(session, programme)).left == Euros(0)
