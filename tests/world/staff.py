"""People who may act for an organisation."""

from uuid import uuid4

from sqlalchemy.orm import Session

from tests.world.days import NOW, number
from wallet.identity import addresses, memberships, organisations, people
from wallet.identity.addresses import Address, OrganisationAddress
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.people import Person
from wallet.identity.permissions import Role


def a_person(session: Session, *, name: str = "Staff", email: str | None = None) -> Person:
    return people.register(
        session, name=f"{name} {number()}", email=email or f"staff-{uuid4().hex[:12]}@example.org"
    )


def an_organisation(session: Session, *, name: str = "Organisation") -> Organisation:
    """With a KvK number, as every organisation has that comes in by a page or a command."""
    one = number()
    return organisations.register(session, name=f"{name} {one}", kvk_number=f"{20_000_000 + one}")


def an_address(session: Session, organisation: Organisation) -> OrganisationAddress:
    """Where it is, since long."""
    written_by = a_person(session)
    address = Address("Marktplein", "12-a", "1234 AB", "Demostad")
    return addresses.write(session, organisation, address, by=written_by, now=NOW)


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
