"""Memberships: a person's role in an organisation. Staff act through one, never by name alone."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import (
    Mapped,
    Session,
    contains_eager,
    joinedload,
    mapped_column,
    relationship,
)

from wallet.database import Base, Key
from wallet.errors import NotFound
from wallet.identity.organisations import Organisation
from wallet.identity.people import Person
from wallet.identity.permissions import Role


class MembershipNotFound(NotFound):
    """This person has no such role."""


class Membership(Base):
    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "organisation_id", "role"),
        CheckConstraint(
            "role in ('admin', 'treasurer', 'officer', 'coordinator', 'merchant', 'sponsor')",
            name="role",
        ),
    )

    id: Mapped[Key]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role]
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()


def grant(
    session: Session, person: Person, organisation: Organisation, role: Role, *, now: datetime
) -> Membership:
    """Give a person a role in an organisation."""
    membership = Membership(person=person, organisation=organisation, role=role, granted_at=now)
    session.add(membership)
    session.flush()
    return membership


def has_role(session: Session, person: Person, organisation: Organisation, role: Role) -> bool:
    """Whether a person has this role in this organisation now."""
    own = of_person(session, person)
    return any((one.organisation_id, one.role) == (organisation.id, role) for one in own)


def find(session: Session, membership_id: UUID) -> Membership | None:
    """A membership that has not ended, of a person who was not erased."""
    membership = session.scalars(
        select(Membership)
        .options(joinedload(Membership.person), joinedload(Membership.organisation))
        .where(Membership.id == membership_id, Membership.ended_at.is_(None))
    ).one_or_none()
    return membership if membership and membership.person.erased_at is None else None


def of_person(session: Session, person: Person) -> list[Membership]:
    """What a person may act as, in the order it was granted."""
    return list(
        session.scalars(
            select(Membership)
            .options(joinedload(Membership.person), joinedload(Membership.organisation))
            .where(Membership.person_id == person.id, Membership.ended_at.is_(None))
            .order_by(Membership.granted_at, Membership.id)
        )
    )


def of_organisations(session: Session, organisation_ids: Collection[UUID]) -> list[Membership]:
    """Who acts for these organisations, by organisation and name."""
    return list(
        session.scalars(
            select(Membership)
            .join(Membership.person)
            .join(Membership.organisation)
            .options(contains_eager(Membership.person), contains_eager(Membership.organisation))
            .where(
                Membership.organisation_id.in_(organisation_ids),
                Membership.ended_at.is_(None),
                Person.erased_at.is_(None),
            )
            .order_by(Organisation.name, Person.name, Membership.role)
        )
    )


def get_of_person(session: Session, person: Person, membership_id: UUID) -> Membership:
    """One of a person's own memberships. Raises MembershipNotFound."""
    membership = find(session, membership_id)
    if membership is None or membership.person_id != person.id:
        raise MembershipNotFound(membership_id)
    return membership
