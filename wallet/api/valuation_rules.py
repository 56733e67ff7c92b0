"""Tables of rules: what an authority values by, and from which day on."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Day, instant
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import rule_files, valuation
from wallet.social_return.valuation import ValuationRules

blp = Blueprint(
    "valuation-rules",
    __name__,
    url_prefix="/api/valuation-rules",
    description="Tables of rules: a contract keeps the one in force at its award.",
)

TABLE = """name = "Demostad"
edition = "2026"
source = "council decision of 3 December 2025"
read_on = "2026-01-01"

[[percentage]]
percent = "5"
from_sum = 250_000
"""


class NewValuationRules(Schema):
    """`text` is the file itself, in TOML; those that come along are at `/shipped`."""

    text = fields.String(required=True, validate=Length(1, 100_000))
    valid_from = Day(required=True)
    valid_to = Day(load_default=None, allow_none=True)


class ValuationRulesAnswer(Schema):
    """`digest` is the SHA-256 of the text, in hex."""

    id = fields.UUID()
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True)
    name = fields.String(attribute="rules.name")
    edition = fields.String(attribute="rules.edition")
    source = fields.String(attribute="rules.source")
    text = fields.String()
    digest = fields.String()
    adopted_at = instant()


class ShippedAnswer(Schema):
    """A table that comes with this version, to read and to adopt."""

    key = fields.String()
    text = fields.String()


@blp.get("")
@blp.response(HTTPStatus.OK, ValuationRulesAnswer(many=True))
@requires(Permission.REGISTER_OBLIGATIONS)
def index() -> list[ValuationRules]:
    """What your authority adopted, the latest first."""
    return valuation.of_authority(db.session, access.organisation().id)


@blp.get("/shipped")
@blp.response(HTTPStatus.OK, ShippedAnswer(many=True))
@requires(Permission.REGISTER_OBLIGATIONS)
def shipped() -> list[dict[str, str]]:
    """The tables of regions that come with this version."""
    return [{"key": key, "text": text} for key, text in rule_files.shipped().items()]


@blp.post("")
@blp.arguments(NewValuationRules, example={"text": TABLE, "valid_from": "2026-01-01"})
@blp.response(HTTPStatus.CREATED, ValuationRulesAnswer)
@requires(Permission.REGISTER_OBLIGATIONS)
def create(new: dict[str, Any]) -> ValuationRules:
    """Let a table hold for contracts awarded from this day on; no figure before it changes."""
    text: str = new["text"]
    first: date = new["valid_from"]
    return valuation.adopt(
        db.session,
        access.membership(),
        text,
        valid_from=first,
        valid_to=new["valid_to"],
        now=clock.now(),
    )


@blp.get("/<uuid:rules_id>")
@blp.response(HTTPStatus.OK, ValuationRulesAnswer)
@requires(Permission.REGISTER_OBLIGATIONS)
def show(rules_id: UUID) -> ValuationRules:
    """One table of your authority."""
    return valuation.get_of_authority(db.session, access.organisation().id, rules_id)
