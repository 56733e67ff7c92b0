"""Asking for a sign-in link, again and again."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from wallet.identity import sign_in
from wallet.identity.permissions import Role
from wallet.notifications.outbox import Message


def test_nobody_fills_a_mailbox_with_links(client: Client, committed: Session) -> None:
    member = build.a_member(committed, Role.TREASURER)
    committed.commit()

    answers = [
        client.submit("/sign-in/", form="main//form", email=member.person.email)
        for _ in range(sign_in.MOST_LINKS + 2)
    ]

    assert {(answer.status_code, answer.location) for answer in answers} == {(302, "/sign-in/sent")}
    assert committed.scalar(select(func.count()).select_from(Message)) == sign_in.MOST_LINKS
