"""The stock of cards of an activity organisation: sheets to order and to print."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Count, Id, instant
from wallet.codes import card_sheets, card_stock
from wallet.codes.card_sheets import CardSheet
from wallet.codes.card_stock import MOST_PAGES
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission

blp = Blueprint(
    "card_sheets",
    __name__,
    url_prefix="/api/card-sheets",
    description="Printing cards for people who pay without a phone.",
)

PDF = "application/pdf"
SHEET = {"type": "string", "format": "binary", "description": "A4, ten cards a page."}


class NewSheet(Schema):
    """How many pages of ten cards, for participants of which programme."""

    programme_id = Id(required=True)
    page_count = Count(required=True, least=1, most=MOST_PAGES)


class SheetAnswer(Schema):
    """A sheet of cards."""

    id = fields.UUID()
    programme_id = fields.UUID()
    page_count = fields.Integer()
    ordered_at = instant()


@blp.get("")
@blp.response(HTTPStatus.OK, SheetAnswer(many=True))
@requires(Permission.RUN_ACTIVITIES)
def index() -> list[CardSheet]:
    """The sheets your organisation ordered, the newest first."""
    return card_sheets.of_organisation(db.session, access.organisation().id)


@blp.post("")
@blp.arguments(NewSheet)
@blp.response(HTTPStatus.CREATED, SheetAnswer)
@requires(Permission.RUN_ACTIVITIES)
def order(new: dict[str, Any]) -> CardSheet:
    """Make blank cards, ready to be printed."""
    return card_stock.order(db.session, access.membership(), now=clock.now(), **new)


@blp.get("/<uuid:sheet_id>/document")
@blp.response(HTTPStatus.OK, SHEET, content_type=PDF)
@blp.alt_response(HTTPStatus.CONFLICT, HTTPStatus.CONFLICT.name)
@requires(Permission.RUN_ACTIVITIES)
def document(sheet_id: UUID) -> Response:
    """The PDF to print: the cards of a sheet that nobody has yet. Who has it can copy them."""
    sheet = card_sheets.get(db.session, access.organisation().id, sheet_id)
    return Response(card_stock.document(db.session, sheet), mimetype=PDF)
