"""People. The only place where a name lives; what is erased here leaves the books untouched."""

from datetime import datetime

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key
from wallet.errors import Invalid, Refused

OLDEST_BIRTH_YEAR = 1900


class EmailAlreadyRegistered(Refused):
    """Somebody already signs in with this address."""


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
        NameMissing, BirthYearOutOfRange, EmailAlreadyRegistered.
    """
    name = check_name(name)
    if birth_year is not None and not OLDEST_BIRTH_YEAR <= birth_year <= 2100:  # noqa: PLR2004 - see the constraint
        raise BirthYearOutOfRange(birth_year)
    email = email.strip().lower() if email else None
    if email and find_by_email(session, email):
        raise EmailAlreadyRegistered(email)
    person = Person(name=name, email=email, birth_year=birth_year, language=language)
    session.add(person)
    session.flush()
    return person


def check_name(name: str) -> str:
    """The name without surrounding blanks, if it is one.

    Raises:
        NameMissing: empty, longer than 100 characters, or with characters that cannot be shown.
    """
    name = " ".join(name.split())
    if not name.isprintable() or not 1 <= len(name) <= 100:  # noqa: PLR2004 - see the constraint
        raise NameMissing(name[:100])
    return name


def find_by_email(session: Session, email: str) -> Person | None:
    """Who signs in with this address. What cannot be shown, such as NUL, is nobody's."""
    email = email.strip().lower()
    if not email.isprintable():
        return None
    return session.scalars(
        select(Person).where(Person.email == email, Person.erased_at.is_(None))
    ).one_or_none()
