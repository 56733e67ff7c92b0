"""The proof, for everybody, that the euros in the bank are the euros in the books."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import backing
from wallet.identity.permissions import Permission

blp = Blueprint("backing", __name__, url_prefix="/api/backing", description="Proof of backing.")


class FundBacking(Schema):
    """Where the euros of one fund are. `in_bank` is what must stand in the bank account for it."""

    id = fields.UUID(attribute="fund.id")
    name = fields.String(attribute="fund.name")
    received_cents = Cents(attribute="figures.received")
    spent_cents = Cents(attribute="figures.spent")
    in_bank_cents = Cents(attribute="figures.in_bank")
    pot_cents = Cents(attribute="figures.pot")
    budgets_cents = Cents(attribute="figures.budgets")
    purses_cents = Cents(attribute="figures.purses")
    merchants_cents = Cents(attribute="figures.merchants")
    payouts_cents = Cents(attribute="figures.payouts")
    paid_out_cents = Cents(attribute="figures.paid_out")
    returned_cents = Cents(attribute="figures.returned")


class Proof(Schema):
    """The last closing balances against the books; `as_of` is null before a first statement."""

    as_of = fields.Date(allow_none=True)
    closing_balance_cents = Cents(attribute="closing_balance")
    books_cents = Cents(attribute="books")
    difference_cents = Cents(attribute="difference")
    funds = fields.List(fields.Nested(FundBacking))


@blp.get("")
@blp.response(HTTPStatus.OK, Proof)
@requires(Permission.ANYONE)
def show() -> dict[str, Any]:
    """Compare the bank with the books, now. One cent of difference is a difference."""
    proof = backing.proof(db.session)
    return {
        "as_of": proof.as_of,
        "closing_balance": proof.closing_balance,
        "books": proof.books,
        "difference": proof.difference,
        "funds": [{"fund": fund, "figures": figures} for fund, figures in proof.funds],
    }
