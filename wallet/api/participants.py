"""The participants an organisation registered: a pseudonym and a birth year, nothing more."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Count, Id, instant, line
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.people import LATEST_BIRTH_YEAR, OLDEST_BIRTH_YEAR
from wallet.identity.permissions import Permission
from wallet.wallets import enrolments, registrations, wallets
from wallet.wallets.enrolments import VALID_FOR
from wallet.wallets.registrations import Registration

blp = Blueprint(
    "participants",
    __name__,
    url_prefix="/api/participants",
    description="Registering participants, and their start codes.",
)

NEW = {
    "pseudonym": "Blue bird",
    "birth_year": 1987,
    "programme_id": "0b6b5d0e-98a5-4f5f-a1f6-5d0c0c1f0a01",
}


class NewParticipant(Schema):
    """What a coordinator fills in."""

    pseudonym = line()
    birth_year = Count(required=True, least=OLDEST_BIRTH_YEAR, most=LATEST_BIRTH_YEAR)
    programme_id = Id(required=True)
    language = fields.String(validate=OneOf(["nl", "en"]))


class Participant(Schema):
    """Somebody this organisation registered. The id stays the same over organisations."""

    id = fields.UUID(attribute="wallet_id")
    pseudonym = fields.String()
    birth_year = fields.Integer(attribute="wallet.person.birth_year", allow_none=True)
    programme_id = fields.UUID()
    registered_at = instant()


class ParticipantPurse(Schema):
    """What a participant has."""

    participant_id = fields.UUID()
    balance_cents = Cents(attribute="balance")


class StartCode(Schema):
    """A one-time code that makes a phone a device of the participant."""

    code = fields.String(metadata={"example": "K7Q2M-9XHTB"})
    expires_at = instant()


@blp.get("")
@blp.response(HTTPStatus.OK, Participant(many=True))
@requires(Permission.RUN_ACTIVITIES)
def index() -> list[Registration]:
    """The participants of your organisation, by pseudonym."""
    return registrations.participants(db.session, access.organisation().id)


@blp.post("")
@blp.arguments(NewParticipant, example=NEW)
@blp.response(HTTPStatus.CREATED, Participant)
@requires(Permission.RUN_ACTIVITIES)
def create(new: dict[str, Any]) -> Registration:
    """Register somebody new in a programme your organisation takes part in."""
    return registrations.register(db.session, access.membership(), now=clock.now(), **new)


@blp.get("/<uuid:participant_id>/purse")
@blp.response(HTTPStatus.OK, ParticipantPurse)
@requires(Permission.RUN_ACTIVITIES)
def purse(participant_id: UUID) -> dict[str, object]:
    """What a participant of your organisation has to spend."""
    known = registrations.get(db.session, access.organisation().id, participant_id)
    balance = wallets.balance(db.session, known.wallet)
    return {"participant_id": participant_id, "balance": balance}


@blp.post("/<uuid:participant_id>/enrolments")
@blp.response(HTTPStatus.CREATED, StartCode)
@requires(Permission.RUN_ACTIVITIES)
def issue(participant_id: UUID) -> dict[str, object]:
    """Make a start code to hand over: good once, and for fifteen minutes."""
    now = clock.now()
    known = registrations.get(db.session, access.organisation().id, participant_id)
    code = enrolments.issue(db.session, known.wallet, by=access.person(), now=now)
    return {"code": code, "expires_at": now + VALID_FOR}
