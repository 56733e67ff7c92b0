"""Delivering what is in the outbox: by SMTP, or into a folder for a demo and for tests."""

import smtplib
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from wallet.database import take_turns
from wallet.notifications import outbox
from wallet.notifications.outbox import Bounce, Delivery, Message

SMTP_PORT = 587
FINAL = 500
"""Replies from here on are for good, those from 400 on for now: RFC 5321, section 4.2.1."""


class MessageRefused(Exception):
    """The mail server takes other messages, but not this one."""

    def __init__(self, *, reply_code: int) -> None:
        super().__init__(f"refused with {reply_code}")
        self.is_final = reply_code >= FINAL


class Carrier(Protocol):
    """Somebody who takes a message to its recipient."""

    def carry(self, message: Message) -> None:
        """Raises MessageRefused about this message alone, OSError when no message can go."""


class Folder:
    """Writes each message as an .eml file, for people who try the software."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def carry(self, message: Message) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{message.enqueued_at:%Y%m%dT%H%M%S}-{message.id}.eml"
        (self._folder / name).write_bytes(_email(message, "wallet@localhost").as_bytes())


class Smtp:
    """Sends by SMTP with STARTTLS: `smtp://user:password@host:port?from=address`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "localhost", parts.port or SMTP_PORT
        self._user, self._password = (
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )
        self._sender = unquote(parts.query.removeprefix("from=")) or f"wallet@{self._host}"

    def carry(self, message: Message) -> None:
        with smtplib.SMTP(self._host, self._port, timeout=30) as server:
            if self._user:
                server.starttls()
                server.login(self._user, self._password)
            try:
                server.send_message(_email(message, self._sender))
            except smtplib.SMTPRecipientsRefused as error:
                code, _reply = error.recipients[message.recipient]
                raise MessageRefused(reply_code=code) from error
            except smtplib.SMTPDataError as error:
                raise MessageRefused(reply_code=error.smtp_code) from error


def deliver(session: Session, carrier: Carrier, *, now: datetime) -> int:
    """Deliver what is waiting, each message once; how many went out.

    Only one deliverer at a time: a message may go out twice after a crash, never get lost. What is
    refused for now waits for the next time, what is refused for good is not tried again; neither
    keeps the others waiting.

    Raises:
        OSError: no message can go now, not even the first.
    """
    take_turns(session, "outbox")
    count = 0
    for message in outbox.undelivered(session):
        try:
            carrier.carry(message)
        except MessageRefused as refusal:
            if refusal.is_final:
                session.execute(insert(Bounce).values(message_id=message.id, bounced_at=now))
        except OSError:
            if count == 0:
                raise
            break  # what went out is written down; the rest waits
        else:
            session.execute(insert(Delivery).values(message_id=message.id, delivered_at=now))
            count += 1
    return count


def _email(message: Message, sender: str) -> EmailMessage:
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = sender, message.recipient, message.subject
    email["Message-ID"] = f"<{message.id}@wallet>"
    email.set_content(message.body)
    return email
