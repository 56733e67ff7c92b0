"""A sign-in link works once, for fifteen minutes."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.identity import sign_in
from wallet.identity.sign_in import (
    LINK_LIVES,
    MOST_LINKS,
    SignInLinkAlreadyUsed,
    SignInLinkExpired,
    SignInLinkUnknown,
)


def test_a_link_signs_its_person_in_once(session: Session) -> None:
    person = build.a_person(session)
    token = sign_in.issue(session, person, now=build.NOW)

    assert sign_in.consume(session, token, now=build.NOW) == person
    with pytest.raises(SignInLinkAlreadyUsed):
        sign_in.consume(session, token, now=build.NOW)


def test_a_link_lives_fifteen_minutes_to_the_second(session: Session) -> None:
    person = build.a_person(session)
    token = sign_in.issue(session, person, now=build.NOW)

    with pytest.raises(SignInLinkExpired):
        sign_in.consume(session, token, now=build.NOW + LINK_LIVES)
    assert sign_in.consume(session, token, now=build.NOW + LINK_LIVES - timedelta(seconds=1))


def test_a_link_that_was_never_sent_is_not_known(session: Session) -> None:
    with pytest.raises(SignInLinkUnknown):
        sign_in.consume(session, "x" * 43, now=build.NOW)


def test_nobodys_mailbox_is_filled(session: Session) -> None:
    person = build.a_person(session)
    for _ in range(MOST_LINKS):
        assert sign_in.may_ask(session, person, now=build.NOW)
        sign_in.issue(session, person, now=build.NOW)

    assert not sign_in.may_ask(session, person, now=build.NOW)
    assert sign_in.may_ask(session, person, now=build.NOW + LINK_LIVES)
