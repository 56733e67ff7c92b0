"""Somebody of every role, from the town next door: for whom each step of a story is closed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tests import build
from wallet.identity import access_tokens
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.wallets import device_tokens


@dataclass(frozen=True)
class NextDoor:
    """They are really there, with good tokens; what happens in our town is not theirs to see."""

    members: dict[Role, Membership]
    device_id: UUID
    till_token: str
    tokens: dict[Role, str]
    """Of each role, the two that are no memberships included."""


def build_next_door(session: Session) -> NextDoor:
    """Give a town of its own to one of each role."""
    programme = build.a_programme(session)
    members = {
        role: build.a_member(session, role)
        for role in Role
        if role not in (Role.PARTICIPANT, Role.TILL)
    }
    phone = build.a_phone(session)
    till_token = build.a_till_token(session, build.a_till(session, programme))
    tokens = {
        role: access_tokens.issue(session, member, now=build.NOW)
        for role, member in members.items()
    }
    tokens[Role.PARTICIPANT] = device_tokens.make(phone.secret, phone.device.handle)
    tokens[Role.TILL] = till_token
    session.commit()
    return NextDoor(members, phone.device.id, till_token, tokens)
