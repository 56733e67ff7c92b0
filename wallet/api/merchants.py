"""The shops of an organisation."""

from http import HTTPStatus

from marshmallow import Schema, fields

from wallet.api.blueprint import Blueprint
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import merchants
from wallet.merchants.merchants import Merchant

blp = Blueprint("merchants", __name__, url_prefix="/api/merchants", description="Your own shops.")


class Shop(Schema):
    """One shop, and the programmes whose coins it takes."""

    id = fields.UUID()
    name = fields.String()
    neighbourhood = fields.String()
    programme_ids = fields.List(fields.UUID())


@blp.get("")
@blp.response(HTTPStatus.OK, Shop(many=True))
@requires(Permission.RUN_SHOP)
def index() -> list[Merchant]:
    """Your shops, by name."""
    return merchants.of_organisation(db.session, access.organisation().id)
