"""A sponsor's funds, and where their euros are."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Id, instant, line
from wallet.api.once import Once, OnceHeader
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.identity.permissions import Permission
from wallet.programmes import programmes

blp = Blueprint(
    "funds", __name__, url_prefix="/api/funds", description="Funds and where their euros are."
)

NEW = {"programme_id": "0b6b5d0e-98a5-4f5f-a1f6-5d0c0c1f0a01", "name": "Demobouw for the parks"}


class NewFund(Schema):
    """A fund is for one programme your organisation takes part in."""

    programme_id = Id(required=True)
    name = line()


class FundListed(Schema):
    """A fund."""

    id = fields.UUID()
    programme_id = fields.UUID()
    name = fields.String()
    opened_at = instant()


class FundAnswer(FundListed):
    """Received is what is in all other places, paid out and returned together, to the cent."""

    received_cents = Cents(attribute="figures.received")
    pot_cents = Cents(attribute="figures.pot")
    budgets_cents = Cents(attribute="figures.budgets")
    purses_cents = Cents(attribute="figures.purses")
    merchants_cents = Cents(attribute="figures.merchants")
    payouts_cents = Cents(attribute="figures.payouts")
    paid_out_cents = Cents(attribute="figures.paid_out")
    returned_cents = Cents(attribute="figures.returned")
    spent_cents = Cents(attribute="figures.spent")


@blp.get("")
@blp.response(HTTPStatus.OK, FundListed(many=True))
@requires(Permission.SEE_FUNDS)
def index() -> list[Fund]:
    """Your own funds, or those of the programmes your organisation operates, oldest first."""
    return funds.seen_by(db.session, access.organisation().id)


@blp.post("")
@blp.arguments(NewFund, example=NEW)
@blp.arguments(OnceHeader, location="headers")
@blp.response(HTTPStatus.CREATED, FundAnswer)
@requires(Permission.OPEN_FUNDS)
def create(new: dict[str, Any], header: dict[str, Any]) -> dict[str, Any]:
    """Open a fund, with a book of its own."""
    sponsor, once = access.organisation(), Once(header, "/api/funds", new)
    if made := once.earlier():
        return _with_figures(funds.get_of_sponsor(db.session, sponsor.id, made))
    programme = programmes.get_joined_by(db.session, sponsor.id, new["programme_id"])
    fund = funds.open_fund(db.session, programme, sponsor, name=new["name"], now=clock.now())
    once.remember(fund.id)
    return _with_figures(fund)


@blp.get("/<uuid:fund_id>")
@blp.response(HTTPStatus.OK, FundAnswer)
@requires(Permission.SEE_FUNDS)
def show(fund_id: UUID) -> dict[str, Any]:
    """Where the euros of a fund are now, read from the ledger."""
    return _with_figures(funds.get_seen_by(db.session, access.organisation().id, fund_id))


def _with_figures(fund: Fund) -> dict[str, Any]:
    own = {name: getattr(fund, name) for name in ("id", "programme_id", "name", "opened_at")}
    return own | {"figures": funds.figures(db.session, fund)}
