"""Who took part, how long: one coordinator writes it down, another one verifies or rejects it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.activities import participations, verifications
from wallet.activities.activities import MINUTES_A_DAY
from wallet.activities.outcomes import Rejection, Reward
from wallet.activities.participations import Participation
from wallet.activities.verifications import REASON_LENGTH
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Count, Day, Id, instant
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission

blp = Blueprint(
    "participations",
    __name__,
    url_prefix="/api/participations",
    description="Writing down, verifying and rejecting participations.",
)

NEW = {
    "activity_id": "5a0f7a0e-6a57-4a57-8d23-6b1d7c8e9f01",
    "participant_id": "c1c4a1a8-2c4f-4c7e-9f5e-3a2b1c0d9e8f",
    "held_on": "2026-03-14",
    "minutes": 120,
}


class NewParticipation(Schema):
    """Who did what, on which day, and how long."""

    activity_id = Id(required=True)
    participant_id = Id(attribute="wallet_id", required=True)
    held_on = Day(required=True)
    minutes = Count(required=True, least=1, most=MINUTES_A_DAY)


class ParticipationAnswer(Schema):
    """A participation, and what became of it so far."""

    id = fields.UUID()
    activity_id = fields.UUID()
    participant_id = fields.UUID(attribute="wallet_id")
    held_on = fields.Date()
    minutes = fields.Integer()
    recorded_at = instant()
    is_waiting = fields.Boolean()


class Verified(Schema):
    """Without `rewarded_cents` a second person still has to verify it."""

    participation_id = fields.UUID()
    verified_at = instant()
    rewarded_cents = Cents(attribute="rewarded", allow_none=True)


class Reason(Schema):
    """Why it does not count."""

    reason = fields.String(required=True, validate=Length(1, REASON_LENGTH))


class Rejected(Schema):
    """It does not count."""

    participation_id = fields.UUID()
    reason = fields.String()
    rejected_at = instant()


@blp.get("")
@blp.response(HTTPStatus.OK, ParticipationAnswer(many=True))
@requires(Permission.RUN_ACTIVITIES)
def index() -> list[Participation]:
    """The latest hundred in your organisation's activities, newest first."""
    return participations.of_organisation(db.session, access.organisation().id)


@blp.post("")
@blp.arguments(NewParticipation, example=NEW)
@blp.response(HTTPStatus.CREATED, ParticipationAnswer)
@requires(Permission.RUN_ACTIVITIES)
def create(new: dict[str, Any]) -> Participation:
    """Write down that a participant took part. Another coordinator verifies it."""
    return participations.record(db.session, access.membership(), now=clock.now(), **new)


@blp.post("/<uuid:participation_id>/verification")
@blp.response(HTTPStatus.CREATED, Verified)
@requires(Permission.RUN_ACTIVITIES)
def verify(participation_id: UUID) -> dict[str, object]:
    """Confirm what somebody else wrote down: the coins are earned in the same transaction."""
    now, member = clock.now(), access.membership()
    participation = participations.get(db.session, member.organisation_id, participation_id)
    reward: Reward | None = verifications.verify(db.session, participation, by=member, now=now)
    return {
        "participation_id": participation_id,
        "verified_at": now,
        "rewarded": reward.amount if reward else None,
    }


@blp.post("/<uuid:participation_id>/rejection")
@blp.arguments(Reason)
@blp.response(HTTPStatus.CREATED, Rejected)
@requires(Permission.RUN_ACTIVITIES)
def reject(why: dict[str, str], participation_id: UUID) -> Rejection:
    """Decide that it does not count, and say why."""
    member = access.membership()
    participation = participations.get(db.session, member.organisation_id, participation_id)
    return verifications.reject(
        db.session, participation, by=member, reason=why["reason"], now=clock.now()
    )
