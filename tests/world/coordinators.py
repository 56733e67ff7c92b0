"""Coordinators of an activity organisation."""

from sqlalchemy.orm import Session

from tests.world.days import TODAY
from tests.world.funds import a_budget, a_fund
from tests.world.programmes import a_programme
from tests.world.staff import a_member
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme


def a_coordinator(
    session: Session, programme: Programme | None = None, *, budget: int = 0
) -> Membership:
    """A coordinator of an organisation that takes part, with so many cents to hand out."""
    programme = programme or a_programme(session)
    coordinator = a_member(session, Role.COORDINATOR)
    programmes.join(session, programme, coordinator.organisation, today=TODAY)
    if budget:
        a_budget(session, coordinator, a_fund(session, programme, cents=budget), budget)
    return coordinator


def a_colleague(session: Session, coordinator: Membership) -> Membership:
    return a_member(session, Role.COORDINATOR, coordinator.organisation)
