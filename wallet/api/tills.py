"""Tills: devices that scan pay codes. Paired with a one-time code, blocked when they are gone."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Id, instant, line
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants, pairings, tills
from wallet.merchants.pairings import VALID_FOR
from wallet.merchants.tills import Till, TillBlock

blp = Blueprint(
    "tills", __name__, url_prefix="/api/tills", description="Pairing and blocking tills."
)


class NewTill(Schema):
    """A name that tells your tills apart."""

    merchant_id = Id(required=True)
    name = line(metadata={"example": "Counter left"})


class TillAnswer(Schema):
    """A till of yours. `blocked_at` is there when it is out of use."""

    id = fields.UUID()
    merchant_id = fields.UUID()
    name = fields.String()
    created_at = instant()
    blocked_at = instant(attribute="blocked.blocked_at")


class PairingCode(Schema):
    """A one-time code to type on the device."""

    code = fields.String(metadata={"example": "K7Q2M-9XHTB"})
    expires_at = instant()


class PairingRequest(Schema):
    """The code the merchant made; dashes, blanks and small letters do not matter."""

    code = fields.String(required=True, validate=Length(1, 40), metadata={"example": "K7Q2M-9XHTB"})


class Paired(Schema):
    """What the device keeps: its bearer token, told once."""

    token = fields.String()
    till_id = fields.UUID()
    till = fields.String()
    merchant = fields.String()


class Blocked(Schema):
    """Out of use, since then."""

    till_id = fields.UUID()
    blocked_at = instant()


@blp.get("")
@blp.response(HTTPStatus.OK, TillAnswer(many=True))
@requires(Permission.RUN_SHOP)
def index() -> list[Till]:
    """All tills of your shops, blocked ones included."""
    shops = merchants.of_organisation(db.session, access.organisation().id)
    return [till for shop in shops for till in tills.of_merchant(db.session, shop.id)]


@blp.post("")
@blp.arguments(NewTill)
@blp.response(HTTPStatus.CREATED, TillAnswer)
@requires(Permission.RUN_SHOP)
def create(new: dict[str, Any]) -> Till:
    """Add a till, still to be paired."""
    shop = merchants.get(db.session, access.organisation().id, new["merchant_id"])
    return tills.add(db.session, shop, name=new["name"], now=clock.now())


@blp.post("/<uuid:till_id>/pairing-codes")
@blp.response(HTTPStatus.CREATED, PairingCode)
@requires(Permission.RUN_SHOP)
def issue(till_id: UUID) -> dict[str, object]:
    """Make a code for a device: good once, and for fifteen minutes."""
    now = clock.now()
    code = pairings.issue(db.session, _own(till_id), by=access.person(), now=now)
    return {"code": code, "expires_at": now + VALID_FOR}


@blp.post("/pairings")
@blp.arguments(PairingRequest)
@blp.response(HTTPStatus.CREATED, Paired)
@requires(Permission.ANYONE)
def pair(used: dict[str, str]) -> dict[str, object]:
    """Turn a pairing code, once, into the bearer token of a till."""
    token = pairings.pair(db.session, used["code"], now=clock.now())
    till = pairings.find_till(db.session, token)
    assert till is not None  # it was paired a line ago
    return {"token": token, "till_id": till.id, "till": till.name, "merchant": till.merchant.name}


@blp.post("/<uuid:till_id>/block")
@blp.response(HTTPStatus.CREATED, Blocked)
@blp.alt_response(HTTPStatus.OK, schema=Blocked, success=True)
@requires(Permission.RUN_SHOP)
def block(till_id: UUID) -> tuple[TillBlock, HTTPStatus]:
    """Put a till out of use for good; again, with status 200, changes nothing."""
    now = clock.now()
    blocked = tills.block(db.session, _own(till_id), by=access.person(), now=now)
    return blocked, HTTPStatus.CREATED if blocked.blocked_at == now else HTTPStatus.OK


def _own(till_id: UUID) -> Till:
    return tills.get_of_organisation(db.session, access.organisation().id, till_id)
