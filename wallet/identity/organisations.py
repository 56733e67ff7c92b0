"""Organisations: municipalities, sponsors, activity organisations, companies behind shops."""

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.people import check_name

KVK_DIGITS = 8


class KvkNumberMalformed(Invalid):
    """A number of the Chamber of Commerce (KvK) has eight digits."""


class KvkNumberAlreadyRegistered(Refused):
    """An organisation with this KvK number exists."""


class Organisation(Base):
    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("length(name) between 1 and 100", name="name"),
        CheckConstraint("kvk_number ~ '^[0-9]{8}$'", name="kvk_number"),
    )

    id: Mapped[Key]
    name: Mapped[str]
    kvk_number: Mapped[str | None] = mapped_column(unique=True)


def register(session: Session, *, name: str, kvk_number: str | None = None) -> Organisation:
    """Write down an organisation.

    Raises:
        NameMissing, KvkNumberMalformed, KvkNumberAlreadyRegistered.
    """
    if kvk_number is not None:
        take_turns(session, f"organisation:{check_kvk_number(kvk_number)}")
        if find_by_kvk_number(session, kvk_number):
            raise KvkNumberAlreadyRegistered(kvk_number)
    organisation = Organisation(name=check_name(name), kvk_number=kvk_number)
    session.add(organisation)
    session.flush()
    return organisation


def find_or_register(session: Session, *, name: str, kvk_number: str) -> Organisation:
    """The organisation with this KvK number; a new one is registered by this name.

    Raises:
        NameMissing, KvkNumberMalformed.
    """
    number = check_kvk_number("".join(kvk_number.split()))
    take_turns(session, f"organisation:{number}")
    known = find_by_kvk_number(session, number)
    return known or register(session, name=name, kvk_number=number)


def check_kvk_number(kvk_number: str) -> str:
    """The number, if it is one. Raises KvkNumberMalformed."""
    if not (kvk_number.isascii() and kvk_number.isdigit() and len(kvk_number) == KVK_DIGITS):
        raise KvkNumberMalformed(kvk_number)
    return kvk_number


def find_by_kvk_number(session: Session, kvk_number: str) -> Organisation | None:
    return session.scalars(
        select(Organisation).where(Organisation.kvk_number == kvk_number)
    ).one_or_none()
