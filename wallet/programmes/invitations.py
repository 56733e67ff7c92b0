"""Invitations: an operator gives its own people, and those of its partners, their role."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from wallet.errors import NotFound, Refused
from wallet.identity import memberships, people
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role
from wallet.programmes.programmes import Programme, ProgrammeOrganisation

OPERATOR_ROLES = (Role.ADMIN, Role.TREASURER, Role.OFFICER)
PARTNER_ROLES = (Role.COORDINATOR, Role.MERCHANT, Role.SPONSOR)


class OrganisationNotFound(NotFound):
    """No organisation whose people this operator invites."""


class RoleNotForOrganisation(Refused):
    """The operator has administrators, treasurers and officers; its partners the other roles."""


class AlreadyMember(Refused):
    """This person has this role in this organisation."""


def invite(
    session: Session,
    by: Membership,
    organisation: Organisation,
    *,
    name: str,
    email: str,
    role: Role,
    now: datetime,
) -> Membership:
    """Let somebody sign in for an organisation; a person known by this address keeps the own name.

    Raises:
        NameMissing, EmailMalformed: what was filled in makes no sense.
        RoleNotForOrganisation, AlreadyMember: not this role, or not again.
    """
    if role not in roles_of(organisation, operator_id=by.organisation_id):
        raise RoleNotForOrganisation(role)
    person = people.find_or_register(session, name=name, email=email)
    if memberships.has_role(session, person, organisation, role):
        raise AlreadyMember(email)
    return memberships.grant(session, person, organisation, role, now=now)


def roles_of(organisation: Organisation, *, operator_id: UUID) -> tuple[Role, ...]:
    """What people of this organisation can be, in the eyes of this operator."""
    return OPERATOR_ROLES if organisation.id == operator_id else PARTNER_ROLES


def organisations_of(session: Session, operator_id: UUID) -> list[Organisation]:
    """The operator itself and the partners whose people it invites, by name.

    An organisation may take part in programmes of several operators, and its people see all of
    them: so the operator that let it in first invites them, and no other. Operators invite their
    own people only.
    """
    let_in_first = (
        select(ProgrammeOrganisation.organisation_id, Programme.operator_id)
        .join(Programme, Programme.id == ProgrammeOrganisation.programme_id)
        .ext(distinct_on(ProgrammeOrganisation.organisation_id))
        .order_by(
            ProgrammeOrganisation.organisation_id,
            ProgrammeOrganisation.joined_on,
            Programme.opened_on,
            Programme.id,
        )
        .subquery()
    )
    partners = select(let_in_first.c.organisation_id).where(
        let_in_first.c.operator_id == operator_id,
        let_in_first.c.organisation_id.not_in(select(Programme.operator_id)),
    )
    return list(
        session.scalars(
            select(Organisation)
            .where(Organisation.id.in_(partners) | (Organisation.id == operator_id))
            .order_by(Organisation.name, Organisation.id)
        )
    )


def get_organisation(session: Session, operator_id: UUID, organisation_id: UUID) -> Organisation:
    """One of those. Raises OrganisationNotFound."""
    for organisation in organisations_of(session, operator_id):
        if organisation.id == organisation_id:
            return organisation
    raise OrganisationNotFound(organisation_id)
