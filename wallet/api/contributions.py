"""What was spent in a period, and what of it counts for Social Return; read from the ledger."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from marshmallow import RAISE, Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Day
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import contributions, obligations, periods
from wallet.social_return.contributions import Contributions
from wallet.social_return.periods import Period

blp = Blueprint(
    "contributions",
    __name__,
    url_prefix="/api",
    description="Contributions to Social Return: redeemed minus reversed, per period.",
)

ANSWER = {
    "from": "2026-01-01",
    "to": "2026-03-31",
    "redeemed_cents": 125000,
    "reversed_cents": 1500,
    "settled_cents": 98000,
    "counted_cents": 123500,
    "counted_in_total_cents": 410000,
    "target_cents": 5000000,
}


class Asked(Schema):
    """Days in Amsterdam, both included; without them from 1 January to today."""

    from_on = Day(data_key="from")
    to_on = Day(data_key="to")


class ContributionsAnswer(Schema):
    """A reversal stands in the period of the reversal, so that what was reported never changes."""

    from_on = fields.Date(data_key="from", attribute="period.from_on")
    to_on = fields.Date(data_key="to", attribute="period.to_on")
    redeemed_cents = Cents(attribute="redeemed")
    reversed_cents = Cents(attribute="reversed")
    settled_cents = Cents(attribute="settled")
    counted_cents = Cents(attribute="counted")
    counted_in_total_cents = Cents(attribute="counted_in_total")
    target_cents = Cents(attribute="target", allow_none=True)


@blp.get("/funds/<uuid:fund_id>/contributions")
@blp.arguments(Asked, location="query", unknown=RAISE)
@blp.response(HTTPStatus.OK, ContributionsAnswer, example=ANSWER)
@requires(Permission.SEE_CONTRIBUTIONS)
def of_fund(asked: dict[str, date], fund_id: UUID) -> Contributions:
    """Of one fund. Nothing counts before its plan was approved."""
    fund = contributions.get_fund_seen_by(db.session, access.organisation().id, fund_id)
    return contributions.of_fund(db.session, fund, _period(asked))


@blp.get("/obligations/<uuid:obligation_id>/contributions")
@blp.arguments(Asked, location="query", unknown=RAISE)
@blp.response(HTTPStatus.OK, ContributionsAnswer, example=ANSWER)
@requires(Permission.SEE_CONTRIBUTIONS)
def of_obligation(asked: dict[str, date], obligation_id: UUID) -> Contributions:
    """Of all funds whose approved plans serve one obligation."""
    obligation = obligations.get_seen_by(db.session, access.organisation().id, obligation_id)
    return contributions.of_obligation(db.session, obligation, _period(asked))


def _period(asked: dict[str, date]) -> Period:
    usual = periods.year_to(clock.day_of(clock.now()))
    return Period(asked.get("from_on", usual.from_on), asked.get("to_on", usual.to_on))
