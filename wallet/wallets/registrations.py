"""A registration: an organisation knows a participant, by pseudonym and birth year."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet import clock
from wallet.database import Base
from wallet.errors import NotFound
from wallet.identity import people
from wallet.identity.memberships import Membership
from wallet.identity.people import BirthYearOutOfRange, Person
from wallet.money import Euros
from wallet.programmes import programmes, terms
from wallet.wallets import wallets
from wallet.wallets.wallets import Wallet


class ParticipantNotFound(NotFound):
    """Not a participant of this organisation."""


class Registration(Base):
    """This organisation knows this participant, within one programme, since then."""

    __tablename__ = "registration"
    __table_args__ = (
        ForeignKeyConstraint(
            ["programme_id", "organisation_id"],
            ["programme_organisation.programme_id", "programme_organisation.organisation_id"],
            name="fk_registration_takes_part",
        ),
    )

    wallet_id: Mapped[UUID] = mapped_column(ForeignKey("wallet.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    programme_id: Mapped[UUID] = mapped_column(primary_key=True)
    registered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    registered_at: Mapped[datetime]

    wallet: Mapped[Wallet] = relationship(lazy="joined", innerjoin=True)

    @property
    def pseudonym(self) -> str:
        return self.wallet.person.name


def register(
    session: Session,
    by: Membership,
    *,
    programme_id: UUID,
    pseudonym: str,
    birth_year: int,
    now: datetime,
    language: str = "nl",
) -> Registration:
    """Make a person and a wallet for somebody new, known by this coordinator's organisation.

    Raises:
        NameMissing, BirthYearOutOfRange: what was filled in makes no sense.
        ProgrammeNotFound: the organisation takes no part in this programme.
    """
    if birth_year > clock.day_of(now).year:
        raise BirthYearOutOfRange(birth_year)
    person = people.register(session, name=pseudonym, birth_year=birth_year, language=language)
    wallet = wallets.open_wallet(session, person, now=now)
    return admit(session, by, wallet, programme_id=programme_id, now=now)


def admit(
    session: Session, by: Membership, wallet: Wallet, *, programme_id: UUID, now: datetime
) -> Registration:
    """Let an organisation know a participant who has a wallet already; once is enough.

    Raises:
        ProgrammeNotFound: the organisation takes no part in this programme.
    """
    programmes.get_joined_by(session, by.organisation_id, programme_id)
    session.execute(
        insert(Registration)
        .values(
            wallet_id=wallet.id,
            organisation_id=by.organisation_id,
            programme_id=programme_id,
            registered_by_id=by.person_id,
            registered_at=now,
        )
        .on_conflict_do_nothing()
    )
    return session.get_one(Registration, (wallet.id, by.organisation_id, programme_id))


def participants(session: Session, organisation_id: UUID) -> list[Registration]:
    """The participants this organisation registered, by pseudonym."""
    return list(
        session.scalars(
            select(Registration)
            .join(Wallet, Wallet.id == Registration.wallet_id)
            .join(Person, Person.id == Wallet.person_id)
            .where(Registration.organisation_id == organisation_id)
            .order_by(Person.name, Registration.registered_at)
        )
    )


def of_programme(session: Session, programme_id: UUID) -> list[Registration]:
    """Everybody known in a programme, in the order of their registration."""
    return list(
        session.scalars(
            select(Registration)
            .join(Wallet, Wallet.id == Registration.wallet_id)
            .join(Person, Person.id == Wallet.person_id)
            .where(Registration.programme_id == programme_id)
            .order_by(Registration.registered_at, Person.birth_year)
        )
    )


def get(
    session: Session,
    organisation_id: UUID,
    wallet_id: UUID,
    *,
    programme_id: UUID | None = None,
) -> Registration:
    """One of this organisation's own participants, if wanted within one programme.

    Raises:
        ParticipantNotFound: of another organisation, or of nobody: the asker cannot tell which.
    """
    query = select(Registration).where(
        Registration.organisation_id == organisation_id, Registration.wallet_id == wallet_id
    )
    if programme_id is not None:
        query = query.where(Registration.programme_id == programme_id)
    registration = session.scalars(query.order_by(Registration.registered_at)).first()
    if registration is None:
        raise ParticipantNotFound
    return registration


def programme_ids(session: Session, wallet_id: UUID) -> list[UUID]:
    """The programmes this participant is known in, the earliest first."""
    query = (
        select(Registration.programme_id, Registration.registered_at)
        .where(Registration.wallet_id == wallet_id)
        .order_by(Registration.registered_at)
    )
    return list(dict.fromkeys(row.programme_id for row in session.execute(query)))


def coin(session: Session, wallet_id: UUID, *, today: date) -> Euros:
    """What one coin is worth on this participant's phone: as in the earliest programme."""
    return terms.terms_on(session, programme_ids(session, wallet_id)[0], today).coin
