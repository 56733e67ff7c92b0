"""A phone, or a program that acts as one, becomes a device of a participant."""

from http import HTTPStatus

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import instant
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import enrolments

blp = Blueprint(
    "enrolments",
    __name__,
    url_prefix="/api/enrolments",
    description="Using a start code.",
)


class EnrolmentRequest(Schema):
    """The code a coordinator handed over; dashes, blanks and small letters do not matter."""

    code = fields.String(required=True, validate=Length(1, 40), metadata={"example": "K7Q2M-9XHTB"})


class Enrolled(Schema):
    """What the device keeps. The secret is told once: here."""

    handle = fields.String(metadata={"description": "Eight digits.", "example": "10421738"})
    secret = fields.String(metadata={"description": "32 bytes in hex."})
    server_time = instant(
        metadata={"description": "To correct the device's own clock: codes follow the server's."}
    )


@blp.post("")
@blp.arguments(EnrolmentRequest)
@blp.response(HTTPStatus.CREATED, Enrolled)
@requires(Permission.ANYONE)
def create(used: dict[str, str]) -> dict[str, object]:
    """Turn a start code, once, into a handle and a secret with which to make pay codes.

    Of those: `Authorization: Bearer <handle>.<proof>` opens `/api/wallet`, where proof is
    HMAC-SHA256(secret, "wallet-api:1:" + handle) in hex.
    """
    now = clock.now()
    device, secret = enrolments.enrol(db.session, used["code"], now=now)
    return {"handle": device.handle, "secret": secret.hex(), "server_time": now}
