"""What contractors owe an authority, and how it was calculated."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
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
from wallet.reports import obligation_progress
from wallet.reports.obligation_progress import ObligationProgress
from wallet.reports.verdicts import Light, Verdict
from wallet.social_return import contracts, obligations
from wallet.social_return.contracts import Contract
from wallet.social_return.obligations import Obligation
from wallet.social_return.rules import Base, ContractKind

blp = Blueprint(
    "obligations",
    __name__,
    url_prefix="/api/obligations",
    description="Social Return obligations of contractors.",
)

NEW = {
    "contractor_kvk_number": "12345678",
    "contract_number": "2026-0042",
    "title": "Maintenance of the parks",
    "awarded_on": "2026-02-02",
    "contract_sum_cents": 100000000,
    "percentage_bp": 500,
    "from_on": "2026-03-01",
    "to_on": "2028-02-29",
}


def _share() -> Count:
    return Count(load_default=None, allow_none=True, least=1, most=contracts.WHOLE_BP)


class NewObligation(Schema):
    """`percentage_bp` is in basis points: 500 is 5 %. Left out: as the authority's table says.

    `base_amount_cents` is the turnover or the wages, where `base` says that these are the base.
    """

    contractor_kvk_number = Digits(KVK_DIGITS, required=True)
    contract_number = fields.String(
        attribute="number", required=True, validate=Length(1, contracts.NUMBER_LENGTH)
    )
    title = line()
    awarded_on = Day(required=True)
    contract_sum_cents = Cents(
        attribute="contract_sum", required=True, least=Euros(1), most=contracts.MOST
    )
    percentage_bp = _share()
    kind = fields.Enum(ContractKind, by_value=True, load_default=ContractKind.SERVICES)
    base = fields.Enum(Base, by_value=True, load_default=None, allow_none=True)
    base_amount_cents = Cents(
        attribute="base_amount",
        load_default=None,
        allow_none=True,
        least=Euros(1),
        most=contracts.MOST,
    )
    labour_bp = _share()
    report_days = Count(
        load_default=contracts.USUAL_REPORT_DAYS, least=1, most=contracts.MOST_REPORT_DAYS
    )
    interim_months = Count(load_default=None, allow_none=True, least=1, most=contracts.MOST_MONTHS)
    from_on = Day(required=True)
    to_on = Day(required=True)


class ObligationAnswer(Schema):
    """The target is the percentage of the base, as it was at the award, and at most the cap."""

    id = fields.UUID()
    authority_id = fields.UUID()
    contractor_id = fields.UUID()
    contract_number = fields.String()
    title = fields.String()
    awarded_on = fields.Date()
    contract_sum_cents = Cents(attribute="contract_sum")
    percentage_bp = fields.Integer()
    kind = fields.Enum(ContractKind, by_value=True)
    base = fields.Enum(Base, by_value=True)
    base_amount_cents = Cents(attribute="base_amount")
    cap_cents = Cents(attribute="cap", allow_none=True)
    target_cents = Cents(attribute="target")
    lines = fields.List(fields.Nested(LineAnswer))
    rules_id = fields.UUID(allow_none=True)
    report_days = fields.Integer()
    interim_months = fields.Integer(allow_none=True)
    from_on = fields.Date()
    to_on = fields.Date()


class ProgressAnswer(Schema):
    """What counts until now, and what to expect on the last day if it goes on like this.

    `assessed_cents` is what the authority agreed to, `awaiting_cents` waits for it,
    `undeclared_cents` was not handed in yet; `counted_cents` is all three, `coins_cents` what
    of it is by coins. `surplus` says above which limit how much lies: not lost, and not counted.
    `expected_cents` is never above the target; `verdict` says why the `light` is what it is.
    """

    target_cents = Cents(attribute="obligation.target")
    assessed_cents = Cents(attribute="stages.assessed")
    awaiting_cents = Cents(attribute="stages.awaiting")
    undeclared_cents = Cents(attribute="stages.undeclared")
    coins_cents = Cents(attribute="tally.coins.together")
    counted_cents = Cents(attribute="counted")
    left_cents = Cents(attribute="left")
    surplus_cents = Cents(attribute="surplus")
    expected_cents = Cents(attribute="expected")
    full_on = fields.Date(allow_none=True)
    light = fields.Enum(Light, by_value=True)
    verdict = fields.Enum(Verdict, by_value=True)


@blp.get("")
@blp.response(HTTPStatus.OK, ObligationAnswer(many=True))
@requires(Permission.SEE_CONTRIBUTIONS)
def index() -> list[Obligation]:
    """What your organisation is owed, or owes, latest award first."""
    return obligations.seen_by(db.session, access.organisation().id)


@blp.post("")
@blp.arguments(NewObligation, example=NEW)
@blp.response(HTTPStatus.CREATED, ObligationAnswer)
@requires(Permission.REGISTER_OBLIGATIONS)
def create(new: dict[str, Any]) -> Obligation:
    """Register what a contractor owes your organisation by a contract."""
    contractor = obligations.get_contractor(db.session, new.pop("contractor_kvk_number"))
    return obligations.register(
        db.session, access.membership(), contractor, contract=Contract(**new), now=clock.now()
    )


@blp.get("/<uuid:obligation_id>")
@blp.response(HTTPStatus.OK, ObligationAnswer)
@requires(Permission.SEE_CONTRIBUTIONS)
def show(obligation_id: UUID) -> Obligation:
    """One obligation to, or of, your organisation."""
    return obligations.get_seen_by(db.session, access.organisation().id, obligation_id)


@blp.get("/<uuid:obligation_id>/progress")
@blp.response(HTTPStatus.OK, ProgressAnswer)
@requires(Permission.SEE_CONTRIBUTIONS)
def show_progress(obligation_id: UUID) -> ObligationProgress:
    """How far one obligation is filled, coins and other efforts together."""
    return obligation_progress.of(db.session, _seen(obligation_id), now=clock.now())


def _seen(obligation_id: UUID) -> Obligation:
    return obligations.get_seen_by(db.session, access.organisation().id, obligation_id)
