"""Reports of contractors: which are due, which were handed in, and what they say."""

from http import HTTPStatus
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import instant
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import contract_reports, obligations, proposals
from wallet.social_return.contract_reports import Due, ReportKind

blp = Blueprint(
    "contract-reports",
    __name__,
    url_prefix="/api/obligations",
    description="Reports: a first one soon after the award, interim ones, a final one.",
)


class NewContractReport(Schema):
    """How things stand."""

    text = fields.String(required=True, validate=Length(1, proposals.TEXT_LENGTH))


class DueAnswer(Schema):
    """`handed_in_at` and `text` are null while the report was not handed in."""

    kind = fields.Enum(ReportKind, by_value=True)
    due_on = fields.Date()
    handed_in_at = instant(attribute="report.handed_in_at", dump_default=None, allow_none=True)
    text = fields.String(attribute="report.text", dump_default=None, allow_none=True)


@blp.get("/<uuid:obligation_id>/reports")
@blp.response(HTTPStatus.OK, DueAnswer(many=True))
@requires(Permission.SEE_CONTRIBUTIONS)
def index(obligation_id: UUID) -> list[Due]:
    """Every report the contract asks for, in the order they are due."""
    obligation = obligations.get_seen_by(db.session, access.organisation().id, obligation_id)
    return contract_reports.of_obligation(db.session, obligation)


@blp.post("/<uuid:obligation_id>/reports")
@blp.arguments(NewContractReport, example={"text": "The work began; the plan follows."})
@blp.response(HTTPStatus.CREATED, DueAnswer(many=True))
@requires(Permission.PROPOSE_PLANS)
def hand_in(new: dict[str, str], obligation_id: UUID) -> list[Due]:
    """Hand in the report that is due next."""
    obligation = obligations.get_of_contractor(db.session, access.organisation().id, obligation_id)
    contract_reports.hand_in(db.session, access.membership(), obligation, now=clock.now(), **new)
    return contract_reports.of_obligation(db.session, obligation)
