"""Declarations of what counts in a period, and what the authority made of them."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Day, instant
from wallet.edge import access, declaration_papers
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.social_return import (
    assessing,
    contracts,
    declarations,
    declaring,
    obligations,
    proposals,
)
from wallet.social_return.declarations import Declaration

blp = Blueprint(
    "declarations",
    __name__,
    url_prefix="/api",
    description="Declarations: the figures of a period, frozen; each cent is counted once.",
)


class NewDeclaration(Schema):
    """Up to and with this day; the period goes on where the last one ended."""

    to_on = Day(required=True, data_key="to")


class NewDeclarationAssessment(Schema):
    """Approve all, a part, or nothing; below the whole with a reason."""

    approved_cents = Cents(attribute="approved", required=True, least=Euros(0), most=contracts.MOST)
    reason = fields.String(load_default="", validate=Length(0, proposals.TEXT_LENGTH))


class NewDeclarationQuestion(Schema):
    question = fields.String(required=True, validate=Length(1, proposals.TEXT_LENGTH))


class NewDeclarationAnswer(Schema):
    answer = fields.String(required=True, validate=Length(1, proposals.TEXT_LENGTH))


class DeclarationQuestionAnswer(Schema):
    """`answer` is null while the contractor has not answered."""

    id = fields.UUID()
    question = fields.String()
    asked_at = instant()
    answer = fields.String(attribute="answer.answer", dump_default=None, allow_none=True)


class DeclarationLineAnswer(Schema):
    """`limit_reason` says why not the whole value counts; the rest is surplus."""

    plan_id = fields.UUID()
    rule = fields.String()
    value_factor_bp = fields.Integer()
    realised_cents = Cents(attribute="realised")
    undone_cents = Cents(attribute="undone")
    value_cents = Cents(attribute="value")
    counted_cents = Cents(attribute="counted")
    surplus_cents = Cents(attribute="surplus")
    limit_reason = fields.String(allow_none=True)


class DeclarationAnswer(Schema):
    """`approved_cents` and what follows are null while the authority has not assessed."""

    id = fields.UUID()
    obligation_id = fields.UUID()
    number = fields.Integer()
    from_on = fields.Date(data_key="from")
    to_on = fields.Date(data_key="to")
    last_transfer_id = fields.Integer()
    seal_id = fields.Integer()
    seal_root = fields.Function(lambda one: one.seal_root.hex(), metadata={"type": "string"})
    counted_cents = Cents(attribute="figures.counted")
    surplus_cents = Cents(attribute="figures.surplus")
    corrected_cents = Cents(attribute="figures.corrected")
    evidence_sha256 = fields.String(attribute="figures.evidence_sha256")
    lines = fields.List(fields.Nested(DeclarationLineAnswer))
    questions = fields.List(fields.Nested(DeclarationQuestionAnswer))
    approved_cents = Cents(attribute="assessment.approved", dump_default=None, allow_none=True)
    reason = fields.String(attribute="assessment.reason", dump_default=None, allow_none=True)
    assessed_at = instant(attribute="assessment.assessed_at", dump_default=None, allow_none=True)


@blp.get("/obligations/<uuid:obligation_id>/declarations")
@blp.response(HTTPStatus.OK, DeclarationAnswer(many=True))
@requires(Permission.SEE_CONTRIBUTIONS)
def index(obligation_id: UUID) -> list[Declaration]:
    """The declarations for one obligation, the latest period first."""
    obligation = obligations.get_seen_by(db.session, access.organisation().id, obligation_id)
    return declarations.of_obligation(db.session, obligation.id)


@blp.post("/obligations/<uuid:obligation_id>/declarations")
@blp.arguments(NewDeclaration, example={"to": "2026-03-31"})
@blp.response(HTTPStatus.CREATED, DeclarationAnswer)
@requires(Permission.DECLARE_CONTRIBUTIONS)
def create(new: dict[str, date], obligation_id: UUID) -> Declaration:
    """Have the figures frozen at the newest seal of the ledger, and hand them in."""
    obligation = obligations.get_seen_by(db.session, access.organisation().id, obligation_id)
    return declaring.declare(
        db.session, obligation, by=access.membership(), to_on=new["to_on"], now=clock.now()
    )


@blp.get("/declarations/<uuid:declaration_id>")
@blp.response(HTTPStatus.OK, DeclarationAnswer)
@requires(Permission.SEE_CONTRIBUTIONS)
def show(declaration_id: UUID) -> Declaration:
    """One declaration of, or to, your organisation."""
    return _seen(declaration_id)


@blp.get("/declarations/<uuid:declaration_id>/evidence")
@blp.response(HTTPStatus.OK)
@requires(Permission.SEE_CONTRIBUTIONS)
def evidence(declaration_id: UUID) -> Response:
    """The frozen evidence, byte for byte: its SHA-256 is `evidence_sha256`."""
    content = declaration_papers.as_json(_seen(declaration_id))
    return Response(content, mimetype="application/json")


@blp.post("/declarations/<uuid:declaration_id>/assessment")
@blp.arguments(
    NewDeclarationAssessment, example={"approved_cents": 120000, "reason": "No receipt for one."}
)
@blp.response(HTTPStatus.CREATED, DeclarationAnswer)
@requires(Permission.ASSESS_DECLARATIONS)
def assess(new: dict[str, Any], declaration_id: UUID) -> Declaration:
    """Say how much of it counts. This is final."""
    declaration = declarations.get_of_authority(
        db.session, access.organisation().id, declaration_id
    )
    assessing.assess(db.session, declaration, by=access.membership(), now=clock.now(), **new)
    return declaration


@blp.post("/declarations/<uuid:declaration_id>/questions")
@blp.arguments(NewDeclarationQuestion, example={"question": "Which shop was this?"})
@blp.response(HTTPStatus.CREATED, DeclarationAnswer)
@requires(Permission.ASSESS_DECLARATIONS)
def ask(new: dict[str, str], declaration_id: UUID) -> Declaration:
    """Ask the contractor something first."""
    declaration = declarations.get_of_authority(
        db.session, access.organisation().id, declaration_id
    )
    assessing.ask(db.session, declaration, by=access.membership(), now=clock.now(), **new)
    return declaration


@blp.post("/declarations/<uuid:declaration_id>/questions/<uuid:question_id>/answer")
@blp.arguments(NewDeclarationAnswer, example={"answer": "The bakery in Zuid."})
@blp.response(HTTPStatus.CREATED, DeclarationAnswer)
@requires(Permission.DECLARE_CONTRIBUTIONS)
def answer(new: dict[str, str], declaration_id: UUID, question_id: UUID) -> Declaration:
    """Answer what the officer asked."""
    declaration = declarations.get_of_contractor(
        db.session, access.organisation().id, declaration_id
    )
    assessing.answer(
        db.session, declaration, question_id, by=access.membership(), now=clock.now(), **new
    )
    return declaration


def _seen(declaration_id: UUID) -> Declaration:
    return declarations.get_seen_by(db.session, access.organisation().id, declaration_id)
