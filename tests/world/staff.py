"""People who may act for an organisation."""

from uuid import uuid4

from sqlalchemy.orm import Session

from tests.world.days import NOW, number
from wallet.identity import memberships, organisations, people
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.people import Person
from wallet.identity.permissions import Role


def a_person(session: Session, *, name: str = "Staff", email: str | None = None) -> Person:
    return people.register(
        session, name=f"{name} {number()}", email=email or f"staff-{uuid4().hex[:12]}@example.org"
    )


def an_organisation(session: Session, *, name: str = "Organisation") -> Organisation:
    return organisations.register(session, name=f"{name} {number()}")


def a_member(
    session: Session, role: Role = Role.COORDINATOR, organisation: Organisation | None = None
) -> Membership:
    """Somebody who may act for an organisation in this role."""
    return memberships.grant(
        session,
        a_person(session, name=role.capitalize()),
        organisation or an_organisation(session),
        role,
        now=NOW,
    )
