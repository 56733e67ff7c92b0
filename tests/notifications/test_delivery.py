"""What is in the outbox goes out once, and nobody's bad address keeps the others waiting."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.notifications.mail_server import MailServer
from wallet.notifications import delivery, outbox
from wallet.notifications.delivery import Folder, MessageRefused, Smtp
from wallet.notifications.outbox import Message

NOW = build.NOW


class Carriers:
    """A carrier that knows nobody called `gone`, and has no time for anybody called `later`."""

    def __init__(self, *, breaks_at: str = "") -> None:
        self.carried: list[str] = []
        self._breaks_at = breaks_at

    def carry(self, message: Message) -> None:
        name = message.recipient.partition("@")[0]
        if name == self._breaks_at:
            raise ConnectionRefusedError
        if name in {"gone", "later"}:
            raise MessageRefused(reply_code=550 if name == "gone" else 450)
        self.carried.append(name)


def enqueue(session: Session, *names: str) -> None:
    for name in names:
        outbox.enqueue(
            session, recipient=f"{name}@town.example", subject="Hello", body="Come in.\n", now=NOW
        )


def waiting(session: Session) -> set[str]:
    return {message.recipient.partition("@")[0] for message in outbox.undelivered(session)}


def test_a_message_goes_out_once(session: Session) -> None:
    enqueue(session, "noor")
    carrier = Carriers()

    counts = [delivery.deliver(session, carrier, now=NOW) for _ in range(2)]

    assert counts == [1, 0]
    assert carrier.carried == ["noor"]


def test_a_bad_address_keeps_nobody_else_waiting(session: Session) -> None:
    enqueue(session, "gone", "noor", "later", "joris")
    carrier = Carriers()

    delivery.deliver(session, carrier, now=NOW)

    assert set(carrier.carried) == {"noor", "joris"}
    assert waiting(session) == {"later"}, "refused for good is not tried again, for now is"


def test_a_server_that_breaks_half_way_gets_nothing_twice(session: Session) -> None:
    for name in ("noor", "joris", "fatma"):
        enqueue(session, name)
    names = [one.recipient.partition("@")[0] for one in outbox.undelivered(session)]

    assert delivery.deliver(session, Carriers(breaks_at=names[2]), now=NOW) == 2
    assert waiting(session) == {names[2]}


def test_a_server_that_is_not_there_is_said(session: Session) -> None:
    enqueue(session, "noor")

    with pytest.raises(ConnectionRefusedError):
        delivery.deliver(session, Carriers(breaks_at="noor"), now=NOW)

    assert waiting(session) == {"noor"}


def test_in_a_folder_each_message_is_a_file(session: Session, tmp_path: Path) -> None:
    enqueue(session, "noor")

    delivery.deliver(session, Folder(tmp_path / "mail"), now=NOW)

    [file] = (tmp_path / "mail").iterdir()
    assert "To: noor@town.example" in file.read_text("utf-8")


def test_by_smtp_the_sender_is_who_the_url_names(session: Session) -> None:
    enqueue(session, "noor")

    with MailServer() as server:
        delivery.deliver(session, Smtp(f"{server.url}?from=post%40town.example"), now=NOW)

    assert server.senders == ["post@town.example"]
    assert "Come in." in server.messages[0]


@pytest.mark.parametrize(("name", "is_final"), [("gone", True), ("later", False)])
def test_what_a_mail_server_refuses_is_about_one_message(
    session: Session, name: str, *, is_final: bool
) -> None:
    enqueue(session, name)
    [message] = outbox.undelivered(session)

    with MailServer() as server, pytest.raises(MessageRefused) as refusal:
        Smtp(server.url).carry(message)

    assert refusal.value.is_final is is_final
