"""Sent forms: a button pressed twice does once what it says, also when both presses meet.

Only for forms that make something a second time when they are sent a second time, and for requests
of programs that say by a key of theirs which one it is.
"""

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, take_turns
from wallet.errors import Refused
from wallet.identity.people import Person


class IdempotencyKeyReused(Refused):
    """The same key was sent with another request."""


class SentForm(Base):
    """A form that was taken: by whom, the id it was shown with, and the page that came next."""

    __tablename__ = "sent_form"
    __table_args__ = (CheckConstraint("went_to ~ '^/'", name="went_to"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sent_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    went_to: Mapped[str]


def find(session: Session, form_id: UUID, *, by: Person) -> SentForm | None:
    """This form as the same person sent it before; waits for one that is being taken now."""
    own_id = _own(form_id, by)
    take_turns(session, f"sent-form:{own_id}")
    return session.get(SentForm, own_id)


def remember(
    session: Session, form_id: UUID, *, by: Person, went_to: str, now: datetime
) -> SentForm:
    """Write down that it was taken; the same id a second time is refused by primary key."""
    sent = SentForm(id=_own(form_id, by), sent_by_id=by.id, sent_at=now, went_to=went_to)
    session.add(sent)
    session.flush()
    return sent


def _own(form_id: UUID, by: Person) -> UUID:
    """Nobody stops or sees the form of another by knowing its id."""
    return uuid5(by.id, str(form_id))
