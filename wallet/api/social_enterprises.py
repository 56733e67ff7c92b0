"""Shops that an authority recognises as social enterprises, and on whose word."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Day, Id, line
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import social_enterprises
from wallet.social_return.periods import Period
from wallet.social_return.social_enterprises import Scheme, SocialEnterprise

blp = Blueprint(
    "social-enterprises",
    __name__,
    url_prefix="/api/social-enterprises",
    description="Social enterprises: there the social procurement rule can apply instead.",
)


class NewSocialEnterprise(Schema):
    """`reference` is the certificate or register it rests on; both days are included."""

    merchant_id = Id(required=True)
    scheme = fields.Enum(Scheme, by_value=True, required=True)
    reference = line()
    valid_from = Day(required=True)
    valid_to = Day(required=True)


class SocialEnterpriseAnswer(Schema):
    id = fields.UUID()
    merchant_id = fields.UUID()
    name = fields.String(attribute="merchant.name")
    scheme = fields.Enum(Scheme, by_value=True)
    reference = fields.String()
    valid_from = fields.Date()
    valid_to = fields.Date()


EXAMPLE = {
    "merchant_id": "4f2a7f80-3f7e-4a55-8a51-64f4f0a5c901",
    "scheme": "own-list",
    "reference": "List of 2026",
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
}


@blp.get("")
@blp.response(HTTPStatus.OK, SocialEnterpriseAnswer(many=True))
@requires(Permission.ASSESS_DECLARATIONS)
def index() -> list[SocialEnterprise]:
    """What your authority recognises and recognised, the last to end first."""
    return social_enterprises.of_authority(db.session, access.organisation().id)


@blp.post("")
@blp.arguments(NewSocialEnterprise, example=EXAMPLE)
@blp.response(HTTPStatus.CREATED, SocialEnterpriseAnswer)
@requires(Permission.ASSESS_DECLARATIONS)
def create(new: dict[str, Any]) -> SocialEnterprise:
    """Recognise a shop of a programme you run, from one day to another."""
    authority_id = access.organisation().id
    return social_enterprises.recognise(
        db.session,
        access.membership(),
        social_enterprises.get_shop(db.session, authority_id, new["merchant_id"]),
        scheme=new["scheme"],
        reference=new["reference"],
        valid=Period(new["valid_from"], new["valid_to"]),
        now=clock.now(),
    )
