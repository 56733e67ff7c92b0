"""What an organisation offers to do, and the programmes it may offer it in."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from wallet import clock
from wallet.activities import activities
from wallet.activities.activities import MINUTES_A_DAY, MOST_COINS, Activity
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Count, Id, line
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.money import Coins

blp = Blueprint(
    "activities",
    __name__,
    url_prefix="/api/activities",
    description="Activities and their rewards.",
)

NEW = {
    "programme_id": "0b6b5d0e-98a5-4f5f-a1f6-5d0c0c1f0a01",
    "name": "Coffee morning",
    "kind": "care",
    "neighbourhood": "Noord",
    "reward_coins": 3,
}


class NewActivity(Schema):
    """With `minutes_each` the reward is by the time, without it by the hour."""

    programme_id = Id(required=True)
    name = line()
    kind = line()
    neighbourhood = line()
    reward_coins = Count(required=True, least=1, most=MOST_COINS)
    minutes_each = Count(least=1, most=MINUTES_A_DAY)


class ActivityAnswer(Schema):
    """An activity of your organisation."""

    id = fields.UUID()
    programme_id = fields.UUID()
    name = fields.String()
    kind = fields.String()
    neighbourhood = fields.String()
    reward_coins = fields.Integer(attribute="reward.count")
    per = fields.String(metadata={"enum": ["hour", "time"]})
    minutes_each = fields.Integer(allow_none=True)


@blp.get("")
@blp.response(HTTPStatus.OK, ActivityAnswer(many=True))
@requires(Permission.RUN_ACTIVITIES)
def index() -> list[Activity]:
    """What your organisation offers, by name."""
    return activities.of_organisation(db.session, access.organisation().id)


@blp.post("")
@blp.arguments(NewActivity, example=NEW)
@blp.response(HTTPStatus.CREATED, ActivityAnswer)
@requires(Permission.RUN_ACTIVITIES)
def create(new: dict[str, Any]) -> Activity:
    """Offer something new in a programme your organisation takes part in."""
    programme_id: UUID = new.pop("programme_id")
    reward = Coins(new.pop("reward_coins"))
    return activities.open_activity(
        db.session,
        access.organisation().id,
        programme_id,
        reward=reward,
        today=clock.day_of(clock.now()),
        **new,
    )
