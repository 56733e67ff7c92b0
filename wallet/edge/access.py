"""Who is asking, and may they? Staff and devices by cookie on pages, by bearer token in the API."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, Request, request
from flask_login import LoginManager, current_user, login_user, logout_user

from wallet.edge.session import db
from wallet.errors import NotAllowed, WalletError
from wallet.identity import access_tokens, memberships
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.people import Person
from wallet.identity.permissions import Permission, Role, may
from wallet.merchants import pairings
from wallet.merchants.tills import Till
from wallet.wallets import device_tokens, devices
from wallet.wallets.devices import Device

View = TypeVar("View", bound=Callable[..., Any])

SIGN_IN_FOR = {
    Permission.REDEEM_COINS: "till.pairing",
    Permission.SEE_OWN_WALLET: "participant.enrol",
}
"""Where a visitor nobody knows is sent for; everybody else signs in by e-mail."""


class SignInRequired(WalletError):
    """Nobody is signed in, or the token is not known."""

    def __init__(self, permission: Permission) -> None:
        super().__init__("sign in first")
        self._permission = permission

    @property
    def sign_in_endpoint(self) -> str:
        return SIGN_IN_FOR.get(self._permission, "sign_in.new")


class Visitor:
    """What flask-login keeps: a member of an organisation, a participant's device, or a till."""

    is_active = True
    is_anonymous = False
    is_authenticated = True

    def __init__(self, key: str, role: Role, subject: Membership | Device | Till) -> None:
        self.key = key
        self.role = role
        self.subject = subject

    def get_id(self) -> str:
        return self.key


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare what a view needs. `wallet.edge.routes` enforces it."""

    def declare(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return declare


def check(permission: Permission) -> None:
    """Raises SignInRequired or NotAllowed."""
    if permission is Permission.ANYONE:
        return
    if not current_user.is_authenticated:
        raise SignInRequired(permission)
    if not may(current_user.role, permission):
        raise NotAllowed(permission)


def role() -> Role | None:
    """The role of whoever asks, if anybody is known."""
    return current_user.role if current_user.is_authenticated else None


def membership() -> Membership:
    member: Membership = _subject(Membership)
    return member


def signed_in() -> Membership | None:
    """The member of staff who looks at this page, if it is one."""
    subject = current_user.subject if current_user.is_authenticated else None
    return subject if isinstance(subject, Membership) else None


def person() -> Person:
    return membership().person


def organisation() -> Organisation:
    return membership().organisation


def device() -> Device:
    own: Device = _subject(Device)
    return own


def till() -> Till:
    paired: Till = _subject(Till)
    return paired


def sign_in_member(member: Membership) -> None:
    login_user(Visitor(f"member:{member.id}", member.role, member))


def sign_in_device(own: Device) -> None:
    login_user(Visitor(f"device:{own.id}", Role.PARTICIPANT, own), remember=True)


def sign_in_till(token: str, paired: Till) -> None:
    login_user(Visitor(f"till:{token}", Role.TILL, paired), remember=True)


def sign_out() -> None:
    logout_user()


def register(app: Flask) -> None:
    manager = LoginManager(app)
    app.jinja_env.globals["signed_in"] = signed_in
    manager.user_loader(_from_cookie)
    manager.request_loader(_from_bearer)


def _subject(kind: type[Any]) -> Any:
    if not current_user.is_authenticated or not isinstance(current_user.subject, kind):
        raise NotAllowed(kind.__name__)
    return current_user.subject


def _from_cookie(key: str) -> Visitor | None:
    if request.path.startswith("/api/"):
        return None  # the API takes no cookies: it has no CSRF token to check them with
    family, _, value = key.partition(":")
    if family == "member":
        member = memberships.find(db.session, UUID(value))
        return Visitor(key, member.role, member) if member else None
    if family == "device":
        own = devices.find_open(db.session, UUID(value))
        return Visitor(key, Role.PARTICIPANT, own) if own else None
    return _till_with(value)


def _from_bearer(asking: Request) -> Visitor | None:
    authorization = asking.authorization
    if authorization is None or authorization.type != "bearer" or not authorization.token:
        return None
    if not asking.path.startswith("/api/"):
        return None
    token = authorization.token
    if device_tokens.SEPARATOR in token:
        own = device_tokens.find_device(db.session, token)
        return Visitor(f"device:{own.id}", Role.PARTICIPANT, own) if own else None
    if till_visitor := _till_with(token):  # first: a sale asks one question less
        return till_visitor
    member = access_tokens.find_membership(db.session, token)
    return Visitor(f"member:{member.id}", member.role, member) if member else None


def _till_with(token: str) -> Visitor | None:
    paired = pairings.find_till(db.session, token)
    return Visitor(f"till:{token}", Role.TILL, paired) if paired else None
