"""Signing in by a one-time link: nothing to remember, nothing to leak."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key
from wallet.errors import Refused
from wallet.identity import tokens
from wallet.identity.people import Person

LINK_LIVES = timedelta(minutes=15)
MOST_LINKS = 5
"""In the time a link lives: nobody's mailbox is filled by whoever knows the address."""


class SignInLinkUnknown(Refused):
    """No such link was ever sent."""


class SignInLinkExpired(Refused):
    """The link was sent too long ago."""


class SignInLinkAlreadyUsed(Refused):
    """Somebody has already signed in with this link."""


class SignInLink(Base):
    __tablename__ = "sign_in_link"
    __table_args__ = (CheckConstraint("expires_at > issued_at", name="lifetime"),)

    id: Mapped[Key]
    digest: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignIn(Base):
    """A sign-in link that was used; a link is used once, says the primary key."""

    __tablename__ = "sign_in"

    link_id: Mapped[UUID] = mapped_column(ForeignKey("sign_in_link.id"), primary_key=True)
    signed_in_at: Mapped[datetime]


def may_ask(session: Session, person: Person, *, now: datetime) -> bool:
    """Whether a person may be sent one more link; not when many were sent a moment ago."""
    lately = select(func.count()).where(
        SignInLink.person_id == person.id, SignInLink.issued_at > now - LINK_LIVES
    )
    return session.scalars(lately).one() < MOST_LINKS


def issue(session: Session, person: Person, *, now: datetime, lives: timedelta = LINK_LIVES) -> str:
    """A token for a link to this person; only its digest is kept."""
    token = tokens.new_token()
    session.add(
        SignInLink(
            digest=tokens.digest(token),
            person_id=person.id,
            issued_at=now,
            expires_at=now + lives,
        )
    )
    session.flush()
    return token


def consume(session: Session, token: str, *, now: datetime) -> Person:
    """Sign in with a link, once.

    Raises:
        SignInLinkUnknown, SignInLinkExpired, SignInLinkAlreadyUsed.
    """
    link = session.scalars(
        select(SignInLink).where(SignInLink.digest == tokens.digest(token))
    ).one_or_none()
    if link is None:
        raise SignInLinkUnknown
    if link.expires_at <= now:
        raise SignInLinkExpired
    used = insert(SignIn).values(link_id=link.id, signed_in_at=now).on_conflict_do_nothing()
    if session.execute(used.returning(SignIn.link_id)).first() is None:
        raise SignInLinkAlreadyUsed
    person = session.get_one(Person, link.person_id)
    if person.erased_at is not None:
        raise SignInLinkUnknown
    return person
