"""Statements of Social Return: numbered, signed, and valid until withdrawn; and takeovers."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Day, Id, instant
from wallet.edge import access, signing
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import (
    closings,
    obligations,
    proposals,
    statements,
    takeovers,
    withdrawing,
)
from wallet.social_return.statements import WORDS_LENGTH, Statement
from wallet.social_return.takeovers import ContractTakeover

blp = Blueprint(
    "statements",
    __name__,
    url_prefix="/api",
    description="Statements of what an authority recognises of a contract.",
)


class NewStatement(Schema):
    """The words of the authority, above the figures."""

    words = fields.String(required=True, validate=Length(1, WORDS_LENGTH))


class NewWithdrawal(Schema):
    """Why it is no longer valid; by another person than who issued it."""

    reason = fields.String(required=True, validate=Length(1, proposals.TEXT_LENGTH))


class StatementAnswer(Schema):
    """`document` is the signed text; `signature` is Ed25519 over its UTF-8 bytes, in hex."""

    id = fields.UUID()
    obligation_id = fields.UUID()
    number = fields.Integer()
    check = fields.String(attribute="check_code")
    document = fields.String()
    signature = fields.Function(lambda one: one.signature.hex(), metadata={"type": "string"})
    key_id = fields.String()
    issued_at = instant()
    is_valid = fields.Boolean()


class NewTakeover(Schema):
    """From this day on the other obligation goes on with this contract."""

    successor_id = Id(required=True)
    on = Day(required=True)


class TakeoverAnswer(Schema):
    obligation_id = fields.UUID()
    successor_id = fields.UUID()
    taken_over_on = fields.Date()


@blp.get("/obligations/<uuid:obligation_id>/statements")
@blp.response(HTTPStatus.OK, StatementAnswer(many=True))
@requires(Permission.SEE_CONTRIBUTIONS)
def index(obligation_id: UUID) -> list[Statement]:
    """What was stated about one obligation, newest first."""
    obligation = obligations.get_seen_by(db.session, access.organisation().id, obligation_id)
    return statements.of_obligation(db.session, obligation.id)


@blp.post("/obligations/<uuid:obligation_id>/statements")
@blp.arguments(NewStatement, example={"words": "We state what the contractor contributed."})
@blp.response(HTTPStatus.CREATED, StatementAnswer)
@requires(Permission.ISSUE_STATEMENTS)
def create(new: dict[str, str], obligation_id: UUID) -> Statement:
    """Issue the next numbered statement, signed."""
    now = clock.now()
    obligation = obligations.get_of_authority(db.session, access.organisation().id, obligation_id)
    return statements.issue(
        db.session,
        closings.close(db.session, obligation, now=now),
        by=access.membership(),
        words=new["words"],
        key=signing.signing_key(),
        now=now,
    )


@blp.post("/statements/<uuid:statement_id>/withdrawal")
@blp.arguments(NewWithdrawal, example={"reason": "It names the wrong contract."})
@blp.response(HTTPStatus.CREATED, StatementAnswer)
@requires(Permission.ISSUE_STATEMENTS)
def withdraw(new: dict[str, str], statement_id: UUID) -> Statement:
    """Take a statement back, by a second person."""
    statement = statements.get_of_authority(db.session, access.organisation().id, statement_id)
    withdrawing.withdraw(db.session, statement, by=access.membership(), now=clock.now(), **new)
    return statement


@blp.post("/obligations/<uuid:obligation_id>/takeover")
@blp.arguments(
    NewTakeover,
    example={"successor_id": "4f2a7f80-3f7e-4a55-8a51-64f4f0a5c901", "on": "2026-07-01"},
)
@blp.response(HTTPStatus.CREATED, TakeoverAnswer)
@requires(Permission.REGISTER_OBLIGATIONS)
def take_over(new: dict[str, Any], obligation_id: UUID) -> ContractTakeover:
    """Another contractor goes on with this contract; what counted goes along, once."""
    authority_id, on = access.organisation().id, new["on"]
    assert isinstance(on, date)
    return takeovers.register(
        db.session,
        access.membership(),
        obligations.get_of_authority(db.session, authority_id, obligation_id),
        successor=obligations.get_of_authority(db.session, authority_id, new["successor_id"]),
        on=on,
        now=clock.now(),
    )
