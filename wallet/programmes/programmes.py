"""Programmes: one scheme of one municipality. A row of one is never visible in another."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking.accounts import BankAccount
from wallet.database import Base, Key
from wallet.errors import NotFound
from wallet.identity import organisations
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.people import check_name
from wallet.identity.permissions import Role
from wallet.programmes.terms import ProgrammeTerms


class ProgrammeNotFound(NotFound):
    """No such programme, or it is somebody else's."""


class Programme(Base):
    __tablename__ = "programme"
    __table_args__ = (
        UniqueConstraint("operator_id", "name"),
        CheckConstraint("length(name) between 1 and 100", name="name"),
        CheckConstraint("length(area) between 1 and 100", name="area"),
    )

    id: Mapped[Key]
    name: Mapped[str]
    area: Mapped[str]
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    bank_account_id: Mapped[UUID] = mapped_column(ForeignKey("bank_account.id"))
    opened_on: Mapped[date]

    operator: Mapped[Organisation] = relationship()
    bank_account: Mapped[BankAccount] = relationship()


class ProgrammeOrganisation(Base):
    """An activity organisation or sponsor that takes part in a programme."""

    __tablename__ = "programme_organisation"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, index=True
    )
    joined_on: Mapped[date]


def open_programme(
    session: Session,
    operator: Organisation,
    *,
    name: str,
    area: str,
    bank_account: BankAccount,
    terms: ProgrammeTerms,
    today: date,
) -> Programme:
    """Open a programme under its first terms."""
    programme = Programme(
        name=check_name(name),
        area=check_name(area),
        operator=operator,
        bank_account=bank_account,
        opened_on=today,
    )
    session.add(programme)
    session.flush()
    terms.programme_id = programme.id
    session.add(terms)
    session.flush()
    return programme


def get(session: Session, programme_id: UUID) -> Programme:
    """Raises ProgrammeNotFound."""
    programme = session.get(Programme, programme_id)
    if programme is None:
        raise ProgrammeNotFound(programme_id)
    return programme


def opened(session: Session) -> list[Programme]:
    """Every programme of this installation, by name: for what everybody may see."""
    return list(session.scalars(select(Programme).order_by(Programme.name, Programme.id)))


def operated_by(session: Session, organisation_id: UUID) -> list[Programme]:
    return list(
        session.scalars(
            select(Programme)
            .where(Programme.operator_id == organisation_id)
            .order_by(Programme.name)
        )
    )


def get_operated_by(session: Session, organisation_id: UUID, programme_id: UUID) -> Programme:
    """One of this operator's own programmes. Raises ProgrammeNotFound."""
    programme = get(session, programme_id)
    if programme.operator_id != organisation_id:
        raise ProgrammeNotFound(programme_id)
    return programme


def join(
    session: Session, programme: Programme, organisation: Organisation, *, today: date
) -> None:
    """Let an organisation take part; a second time changes nothing."""
    session.execute(
        insert(ProgrammeOrganisation)
        .values(programme_id=programme.id, organisation_id=organisation.id, joined_on=today)
        .on_conflict_do_nothing()
    )


def admit(
    session: Session, programme: Programme, *, name: str, kvk_number: str, today: date
) -> Organisation:
    """Let the organisation with this KvK number take part; a new one is registered by this name.

    Raises:
        NameMissing, KvkNumberMalformed.
    """
    organisation = organisations.find_or_register(session, name=name, kvk_number=kvk_number)
    join(session, programme, organisation, today=today)
    return organisation


def seen_by(session: Session, organisation_id: UUID) -> list[Programme]:
    """The programmes an organisation operates or takes part in, by name."""
    taking_part = select(ProgrammeOrganisation.programme_id).where(
        ProgrammeOrganisation.organisation_id == organisation_id
    )
    return list(
        session.scalars(
            select(Programme)
            .where(Programme.id.in_(taking_part) | (Programme.operator_id == organisation_id))
            .order_by(Programme.name, Programme.id)
        )
    )


def joined_by(session: Session, organisation_id: UUID) -> list[Programme]:
    """The programmes an organisation takes part in."""
    return list(
        session.scalars(
            select(Programme)
            .join(ProgrammeOrganisation)
            .where(ProgrammeOrganisation.organisation_id == organisation_id)
            .order_by(Programme.name)
        )
    )


def get_joined_by(session: Session, organisation_id: UUID, programme_id: UUID) -> Programme:
    """A programme this organisation takes part in. Raises ProgrammeNotFound."""
    if session.get(ProgrammeOrganisation, (programme_id, organisation_id)) is None:
        raise ProgrammeNotFound(programme_id)
    return get(session, programme_id)


def activity_organisations_of(session: Session, programme: Programme) -> Sequence[Organisation]:
    """Who takes part and has coordinators, so can reward participants, by name."""
    coordinated = select(Membership.organisation_id).where(
        Membership.role == Role.COORDINATOR, Membership.ended_at.is_(None)
    )
    return session.scalars(
        select(Organisation)
        .join(ProgrammeOrganisation)
        .where(ProgrammeOrganisation.programme_id == programme.id, Organisation.id.in_(coordinated))
        .order_by(Organisation.name)
    ).all()


def organisations_of(session: Session, programme: Programme) -> Sequence[Organisation]:
    """Who takes part in a programme, by name."""
    return session.scalars(
        select(Organisation)
        .join(ProgrammeOrganisation)
        .where(ProgrammeOrganisation.programme_id == programme.id)
        .order_by(Organisation.name)
    ).all()
