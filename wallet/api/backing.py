"""The proof, for everybody, that the euros in the bank are the euros in the books."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.settlement import backing_checks, suspects
from wallet.settlement.backing_checks import AccountCheck, Verdict
from wallet.settlement.suspects import SuspectKind

blp = Blueprint("backing", __name__, url_prefix="/api/backing", description="Proof of backing.")


def _verdict() -> fields.String:
    return fields.String(metadata={"enum": [verdict.value for verdict in Verdict]})


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


class Sums(Schema):
    """`closing_balance` is `books` plus `waiting` plus `unexplained`; `difference` the last two."""

    as_of = fields.Date(allow_none=True)
    verdict = _verdict()
    closing_balance_cents = Cents(attribute="closing_balance")
    books_cents = Cents(attribute="books")
    difference_cents = Cents(attribute="difference")
    waiting_cents = Cents(attribute="waiting")
    unexplained_cents = Cents(attribute="unexplained")


class GapAnswer(Schema):
    """Nothing known leads from one closing balance to the next opening balance."""

    closed_on = fields.Date(attribute="before.closing_on")
    opened_on = fields.Date(attribute="after.from_on")
    missing_cents = Cents(attribute="missing")


class Candidate(Schema):
    """What may be behind what is unexplained; who is on the other side stays with the treasurer."""

    kind = fields.String(metadata={"enum": [kind.value for kind in SuspectKind]})
    amount_cents = Cents(attribute="amount")


class AccountBacking(Sums):
    """One bank account against the funds that are kept there."""

    iban = fields.String(attribute="account.iban")
    gaps = fields.List(fields.Nested(GapAnswer))
    candidates = fields.List(fields.Nested(Candidate))


class Proof(Sums):
    """All accounts together: `as_of` is the oldest of their days, the verdict the worst of theirs.

    `agrees`: to the cent. `explained`: to the cent, once the euros are counted that wait for a
    person. `differs`: the candidates say what to look for. `blocked`: unproven, for a statement is
    missing or none came yet.
    """

    accounts = fields.List(fields.Nested(AccountBacking))
    funds = fields.List(fields.Nested(FundBacking))


@blp.get("")
@blp.response(HTTPStatus.OK, Proof)
@requires(Permission.ANYONE)
def show() -> dict[str, Any]:
    """Compare the bank with the books, now. One cent of difference is a difference."""
    checks = backing_checks.of_all(db.session)
    together = backing_checks.together(checks)
    return {
        **_sums(together),
        "accounts": [_account(check) for check in checks],
        "funds": [
            {"fund": fund, "figures": figures} for check in checks for fund, figures in check.funds
        ],
    }


def _sums(of: AccountCheck | backing_checks.Together) -> dict[str, Any]:
    names = ("as_of", "verdict", "closing_balance", "books", "difference", "waiting", "unexplained")
    return {name: getattr(of, name) for name in names}


def _account(check: AccountCheck) -> dict[str, Any]:
    named = suspects.of(db.session, check) if check.is_wrong else []
    return {**_sums(check), "account": check.account, "gaps": check.gaps, "candidates": named}
