"""Merchants: contracted shops that take coins. They join a programme once, not each fund."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking import ibans
from wallet.database import Base, Key
from wallet.errors import NotFound
from wallet.identity.organisations import Organisation
from wallet.identity.people import check_name
from wallet.programmes.programmes import Programme


class MerchantNotFound(NotFound):
    """No merchant of this organisation."""


class MerchantProgramme(Base):
    """This merchant takes the coins of every fund of this programme, since then."""

    __tablename__ = "merchant_programme"

    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), primary_key=True)
    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("programme.id"), primary_key=True, index=True
    )
    joined_at: Mapped[datetime]


class Merchant(Base):
    """One shop, and the account it is paid on. `payee` is the name the bank knows it by."""

    __tablename__ = "merchant"
    __table_args__ = (
        CheckConstraint("iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'", name="iban"),
        CheckConstraint("length(name) between 1 and 100", name="name"),
        CheckConstraint("length(category) between 1 and 100", name="category"),
        CheckConstraint("length(neighbourhood) between 1 and 100", name="neighbourhood"),
        CheckConstraint("length(payee) between 1 and 100", name="payee"),
    )

    id: Mapped[Key]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    category: Mapped[str]
    neighbourhood: Mapped[str]
    iban: Mapped[str]
    payee: Mapped[str]
    opened_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship()
    programmes: Mapped[list[MerchantProgramme]] = relationship(viewonly=True)

    @property
    def programme_ids(self) -> list[UUID]:
        """The programmes whose coins it takes."""
        return [joined.programme_id for joined in self.programmes]


def open_merchant(
    session: Session,
    organisation: Organisation,
    *,
    name: str,
    category: str,
    neighbourhood: str,
    iban: str,
    payee: str,
    now: datetime,
) -> Merchant:
    """Contract a shop.

    Raises:
        NameMissing, IbanInvalid: what was filled in makes no sense.
    """
    merchant = Merchant(
        organisation=organisation,
        name=check_name(name),
        category=check_name(category),
        neighbourhood=check_name(neighbourhood),
        iban=ibans.normalise(iban),
        payee=check_name(payee),
        opened_at=now,
    )
    session.add(merchant)
    session.flush()
    return merchant


def join(session: Session, merchant: Merchant, programme: Programme, *, now: datetime) -> None:
    """Let a merchant take a programme's coins; joining again changes nothing."""
    session.execute(
        insert(MerchantProgramme)
        .values(merchant_id=merchant.id, programme_id=programme.id, joined_at=now)
        .on_conflict_do_nothing()
    )
    session.expire(merchant, ["programmes"])


def get(session: Session, organisation_id: UUID, merchant_id: UUID) -> Merchant:
    """One of this organisation's own shops. Raises MerchantNotFound."""
    merchant = session.get(Merchant, merchant_id)
    if merchant is None or merchant.organisation_id != organisation_id:
        raise MerchantNotFound
    return merchant


def get_in_programme(session: Session, programme_id: UUID, merchant_id: UUID) -> Merchant:
    """A shop that takes the coins of this programme. Raises MerchantNotFound."""
    if session.get(MerchantProgramme, (merchant_id, programme_id)) is None:
        raise MerchantNotFound
    return session.get_one(Merchant, merchant_id)


def of_organisation(session: Session, organisation_id: UUID) -> list[Merchant]:
    """The shops of an organisation, by name."""
    return list(
        session.scalars(
            select(Merchant)
            .where(Merchant.organisation_id == organisation_id)
            .order_by(Merchant.name, Merchant.id)
        )
    )


def of_programme(session: Session, programme_id: UUID) -> list[Merchant]:
    """Where the coins of a programme can be spent, by name."""
    return list(
        session.scalars(
            select(Merchant)
            .join(MerchantProgramme)
            .where(MerchantProgramme.programme_id == programme_id)
            .order_by(Merchant.name, Merchant.id)
        )
    )
