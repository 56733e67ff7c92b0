"""The outbox: a message is written in the transaction that causes it, or not at all."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key


class Message(Base):
    __tablename__ = "message"

    id: Mapped[Key]
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    enqueued_at: Mapped[datetime]


class Delivery(Base):
    """A message that went out."""

    __tablename__ = "delivery"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), primary_key=True)
    delivered_at: Mapped[datetime]


class Bounce(Base):
    """A message the mail server refused for good."""

    __tablename__ = "bounce"

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id"), primary_key=True)
    bounced_at: Mapped[datetime]


def enqueue(session: Session, *, recipient: str, subject: str, body: str, now: datetime) -> Message:
    """Write down a message to be delivered after this transaction commits."""
    message = Message(recipient=recipient, subject=subject, body=body, enqueued_at=now)
    session.add(message)
    session.flush()
    return message


def undelivered(session: Session, *, limit: int = 50) -> list[Message]:
    """Messages that still have to go out, oldest first."""
    return list(
        session.scalars(
            select(Message)
            .where(
                ~exists().where(Delivery.message_id == Message.id),
                ~exists().where(Bounce.message_id == Message.id),
            )
            .order_by(Message.enqueued_at, Message.id)
            .limit(limit)
        )
    )
