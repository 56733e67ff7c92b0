"""Operators: the municipalities that run programmes here. Each begins with one administrator."""

from datetime import datetime

from sqlalchemy.orm import Session

from wallet.identity import memberships, organisations, people
from wallet.identity.organisations import Organisation
from wallet.identity.people import Person
from wallet.identity.permissions import Role


def begin(
    session: Session, *, name: str, kvk_number: str, admin: str, email: str, now: datetime
) -> tuple[Organisation, Person]:
    """Register a municipality with an administrator, or give a known one another administrator.

    Asking again changes nothing.

    Raises:
        NameMissing, KvkNumberMalformed, EmailMalformed.
    """
    operator = organisations.find_or_register(session, name=name, kvk_number=kvk_number)
    person = people.find_or_register(session, name=admin, email=email)
    if not memberships.has_role(session, person, operator, Role.ADMIN):
        memberships.grant(session, person, operator, Role.ADMIN, now=now)
    return operator, person
