"""People. The only place where a name lives; what is erased here leaves the books untouched."""

from datetime import datetime

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, Refused

OLDEST_BIRTH_YEAR, LATEST_BIRTH_YEAR = 1900, 2100
LONGEST_NAME = 100
LONGEST_EMAIL = 254
"""Characters of an address: RFC 5321, section 4.5.3.1."""


class EmailAlreadyRegistered(Refused):
    """Somebody already signs in with this address."""


class EmailMalformed(Invalid):
    """Not an address a link can be sent to."""


class BirthYearOutOfRange(Invalid):
    """Nobody of this birth year can take part."""

    def __init__(self, birth_year: int) -> None:
        super().__init__(f"birth year {birth_year}")
        self.birth_year = birth_year


class NameMissing(Invalid):
    """A person or organisation needs a name of 1 to 100 characters."""


class Person(Base):
    """Staff by full name and e-mail; a participant by pseudonym and birth year, nothing more."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("length(name) between 1 and 100", name="name"),
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("birth_year between 1900 and 2100", name="birth_year"),
        CheckConstraint("language in ('nl', 'en')", name="language"),
    )

    id: Mapped[Key]
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(unique=True)
    birth_year: Mapped[int | None]
    language: Mapped[str] = mapped_column(default="nl")
    erased_at: Mapped[datetime | None]


def register(
    session: Session,
    *,
    name: str,
    email: str | None = None,
    birth_year: int | None = None,
    language: str = "nl",
) -> Person:
    """Write down a person.

    Raises:
        NameMissing, BirthYearOutOfRange, EmailMalformed, EmailAlreadyRegistered.
    """
    name = check_name(name)
    if birth_year is not None and not OLDEST_BIRTH_YEAR <= birth_year <= LATEST_BIRTH_YEAR:
        raise BirthYearOutOfRange(birth_year)
    email = check_email(email) if email else None
    if email and find_by_email(session, email):
        raise EmailAlreadyRegistered(email)
    person = Person(name=name, email=email, birth_year=birth_year, language=language)
    session.add(person)
    session.flush()
    return person


def find_or_register(session: Session, *, name: str, email: str) -> Person:
    """Who signs in with this address; somebody new is registered by this name.

    Raises:
        NameMissing, EmailMalformed.
    """
    email = check_email(email)
    take_turns(session, f"person:{email}")
    return find_by_email(session, email) or register(session, name=name, email=email)


def check_email(email: str) -> str:
    """An address in small letters, as far as its form goes. Raises EmailMalformed."""
    email = email.strip().lower()
    local, at, domain = email.rpartition("@")
    is_plain = email.isascii() and email.isprintable() and not any(c in email for c in ' <>,;"')
    if not (is_plain and at and local and "." in domain.strip(".") and len(email) <= LONGEST_EMAIL):
        raise EmailMalformed(email[:100])
    return email


def check_name(name: str) -> str:
    """The name without surrounding blanks, if it is one.

    Raises:
        NameMissing: empty, longer than 100 characters, or with characters that cannot be shown.
    """
    name = " ".join(name.split())
    if not name.isprintable() or not 1 <= len(name) <= LONGEST_NAME:
        raise NameMissing(name[:LONGEST_NAME])
    return name


def find_by_email(session: Session, email: str) -> Person | None:
    """Who signs in with this address. What cannot be shown, such as NUL, is nobody's."""
    email = email.strip().lower()
    if not email.isprintable():
        return None
    return session.scalars(
        select(Person).where(Person.email == email, Person.erased_at.is_(None))
    ).one_or_none()
