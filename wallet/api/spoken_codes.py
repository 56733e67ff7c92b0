"""A code to say aloud at a till that cannot scan."""

from http import HTTPStatus

from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import instant
from wallet.codes import spoken_codes
from wallet.codes.spoken_codes import Spoken
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission

blp = Blueprint(
    "spoken_codes",
    __name__,
    url_prefix="/api/wallet/spoken-codes",
    description="Paying with eight digits that are said aloud.",
)


class SpokenAnswer(Schema):
    """The digits are told once: here."""

    digits = fields.String(metadata={"description": "Eight digits.", "example": "40718265"})
    expires_at = instant()


@blp.post("")
@blp.response(HTTPStatus.CREATED, SpokenAnswer)
@requires(Permission.SEE_OWN_WALLET)
def create() -> Spoken:
    """Draw a code that pays once within two minutes; an earlier one of this device works no more.

    Twenty in an hour; then `/problems/too-many-spoken-codes`.
    """
    return spoken_codes.make(db.session, access.device(), now=clock.now())
