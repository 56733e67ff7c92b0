"""A participant's own wallet, for the participant's own device."""

from http import HTTPStatus

from marshmallow import Schema, fields

from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, instant
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import history, wallets
from wallet.wallets.history import Event, EventKind

blp = Blueprint(
    "wallet",
    __name__,
    url_prefix="/api/wallet",
    description="What a participant has, earned and spent.",
)


class Until(Schema):
    """Coins and the last day they can be spent."""

    expires_on = fields.Date()
    amount_cents = Cents(attribute="amount")


class OwnPurse(Schema):
    """The balance, and when parts of it lapse, soonest first."""

    balance_cents = Cents(attribute="balance")
    lapsing = fields.List(fields.Nested(Until))


class Change(Schema):
    """One change of the balance. Positive is received."""

    at = instant()
    kind = fields.String(metadata={"enum": [kind.value for kind in EventKind]})
    change_cents = Cents(attribute="change")
    subject = fields.String(
        metadata={"description": "What it is about; of `spent` and `returned` the id of the sale."}
    )


@blp.get("")
@blp.response(HTTPStatus.OK, OwnPurse)
@requires(Permission.SEE_OWN_WALLET)
def show() -> dict[str, object]:
    """What is in your wallet."""
    own = access.device().wallet
    return {
        "balance": wallets.balance(db.session, own),
        "lapsing": wallets.lapsing(db.session, own),
    }


@blp.get("/events")
@blp.response(HTTPStatus.OK, Change(many=True))
@requires(Permission.SEE_OWN_WALLET)
def events() -> list[Event]:
    """The latest fifty changes, newest first."""
    return history.events(db.session, access.device().wallet)
