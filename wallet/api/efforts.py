"""What contractors did that is not coins: entered, shown by files, assessed."""

import base64
import binascii
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, ValidationError, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.calculations import LineAnswer
from wallet.api.fields import Cents, Count, Day, Digits, line
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.organisations import KVK_DIGITS
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.social_return import (
    contracts,
    effort_assessments,
    effort_files,
    efforts,
    obligations,
    proposals,
)
from wallet.social_return.efforts import Deed, Effort, EffortKind

blp = Blueprint(
    "efforts",
    __name__,
    url_prefix="/api",
    description="Efforts: placements, hours, invoices and costs, valued by the contract's table.",
)


class Base64(fields.String):
    """Bytes as base64, RFC 4648, with padding."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValidationError("Base64, with padding.") from error


class NewEffort(Schema):
    """Which fields are needed depends on `kind`.

    `block` and `weekly_minutes` for a placement, `minutes` for hours of staff, `amount_cents` for
    a cost; for an invoice also who wrote it, and its number.
    """

    kind = fields.Enum(EffortKind, by_value=True, required=True)
    description = fields.String(required=True, validate=Length(1, proposals.TEXT_LENGTH))
    from_on = Day(required=True)
    to_on = Day(required=True)
    block = fields.String(load_default=None, allow_none=True, validate=Length(1, 100))
    weekly_minutes = Count(
        load_default=None, allow_none=True, least=1, most=efforts.MOST_WEEKLY_MINUTES
    )
    bonuses = fields.List(
        fields.String(validate=Length(1, 100)), load_default=(), validate=Length(0, 10)
    )
    minutes = Count(load_default=None, allow_none=True, least=1, most=efforts.MOST_MINUTES)
    amount_cents = Cents(
        attribute="amount", load_default=None, allow_none=True, least=Euros(1), most=contracts.MOST
    )
    supplier_kvk = Digits(KVK_DIGITS, load_default=None, allow_none=True)
    invoice_number = fields.String(load_default=None, allow_none=True, validate=Length(1, 100))


class NewEffortAssessment(Schema):
    """From nothing to all of what was claimed; below all of it with a reason."""

    accepted_cents = Cents(attribute="accepted", required=True, least=Euros(0), most=contracts.MOST)
    reason = fields.String(
        load_default=None, allow_none=True, validate=Length(0, proposals.TEXT_LENGTH)
    )


class NewEffortFile(Schema):
    """A PDF, a PNG or a JPEG of at most 5 MB; what it is, its first bytes say."""

    name = line()
    content = Base64(required=True)


class EffortFileAnswer(Schema):
    """`digest` is the SHA-256 of the bytes, in hex."""

    id = fields.UUID()
    name = fields.String()
    digest = fields.String()


class EffortAnswer(Schema):
    """`accepted_cents` is null while the authority has not assessed it."""

    id = fields.UUID()
    obligation_id = fields.UUID()
    kind = fields.Enum(EffortKind, by_value=True)
    description = fields.String()
    from_on = fields.Date()
    to_on = fields.Date()
    claimed_cents = Cents(attribute="claimed")
    lines = fields.List(fields.Nested(LineAnswer))
    files = fields.List(fields.Nested(EffortFileAnswer))
    accepted_cents = Cents(attribute="assessment.accepted", dump_default=None, allow_none=True)
    reason = fields.String(attribute="assessment.reason", dump_default=None, allow_none=True)


AN_INVOICE = {
    "kind": "invoice",
    "description": "Lunches by a social enterprise",
    "from_on": "2026-03-02",
    "to_on": "2026-03-06",
    "amount_cents": 40000,
    "supplier_kvk": "87654321",
    "invoice_number": "F-2026-12",
}


@blp.get("/obligations/<uuid:obligation_id>/efforts")
@blp.response(HTTPStatus.OK, EffortAnswer(many=True))
@requires(Permission.SEE_CONTRIBUTIONS)
def index(obligation_id: UUID) -> list[Effort]:
    """What was entered for it that is not coins, line by line, latest first."""
    obligation = obligations.get_seen_by(db.session, access.organisation().id, obligation_id)
    return efforts.of_obligation(db.session, obligation)


@blp.post("/obligations/<uuid:obligation_id>/efforts")
@blp.arguments(NewEffort, example=AN_INVOICE)
@blp.response(HTTPStatus.CREATED, EffortAnswer)
@requires(Permission.PROPOSE_PLANS)
def create(new: dict[str, Any], obligation_id: UUID) -> Effort:
    """Enter what was done; the table the contract keeps says what it comes to."""
    obligation = obligations.get_of_contractor(db.session, access.organisation().id, obligation_id)
    deed = Deed(**new | {"bonuses": tuple(new["bonuses"])})
    return efforts.enter(db.session, access.membership(), obligation, deed, now=clock.now())


@blp.get("/efforts/<uuid:effort_id>")
@blp.response(HTTPStatus.OK, EffortAnswer)
@requires(Permission.SEE_CONTRIBUTIONS)
def show(effort_id: UUID) -> Effort:
    """One effort of, or for a contract with, your organisation."""
    return efforts.get_seen_by(db.session, access.organisation().id, effort_id)


@blp.post("/efforts/<uuid:effort_id>/files")
@blp.arguments(NewEffortFile, example={"name": "invoice.pdf", "content": "JVBERi0xLjc="})
@blp.response(HTTPStatus.CREATED, EffortAnswer)
@requires(Permission.PROPOSE_PLANS)
def add_file(new: dict[str, Any], effort_id: UUID) -> Effort:
    """Let a file go with it that shows it; the same bytes again are harmless."""
    effort = efforts.get_of_contractor(db.session, access.organisation().id, effort_id)
    by_id = access.person().id
    effort_files.add(
        db.session, effort, new["content"], name=new["name"], by_id=by_id, now=clock.now()
    )
    return effort


@blp.get("/efforts/<uuid:effort_id>/files/<uuid:file_id>")
@blp.response(HTTPStatus.OK)
@requires(Permission.SEE_CONTRIBUTIONS)
def show_file(effort_id: UUID, file_id: UUID) -> Response:
    """The bytes, as they were handed in."""
    effort = efforts.get_seen_by(db.session, access.organisation().id, effort_id)
    _, stored = effort_files.get(db.session, effort, file_id)
    return Response(stored.content, mimetype=stored.media_type)


@blp.post("/efforts/<uuid:effort_id>/assessment")
@blp.arguments(NewEffortAssessment, example={"accepted_cents": 40000})
@blp.response(HTTPStatus.CREATED, EffortAnswer)
@requires(Permission.DECIDE_PLANS)
def assess(new: dict[str, Any], effort_id: UUID) -> Effort:
    """Say how much of it counts. This is final."""
    effort = efforts.get_of_authority(db.session, access.organisation().id, effort_id)
    effort_assessments.assess(db.session, effort, by=access.membership(), now=clock.now(), **new)
    return effort
