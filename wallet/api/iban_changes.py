"""Another account number for a shop: asked, approved by the scheme, used 72 hours later."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Id, instant, line
from wallet.banking import ibans
from wallet.edge import access, iban_letters
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import iban_approvals, iban_changes, merchants
from wallet.merchants.iban_changes import IbanChange, IbanChangeState
from wallet.merchants.merchants import Merchant

blp = Blueprint(
    "iban_changes",
    __name__,
    url_prefix="/api/iban-changes",
    description="New account numbers of shops, with four eyes and 72 hours of rest.",
)


class NewIbanChange(Schema):
    """Where the shop wants to be paid from now on."""

    merchant_id = Id(required=True)
    iban = fields.String(required=True, validate=Length(15, 42))
    payee = line()


class IbanChangeAnswer(Schema):
    """A change; of the account only its bank and last digits."""

    id = fields.UUID()
    merchant_id = fields.UUID()
    iban = fields.String()
    state = fields.String(metadata={"enum": [state.value for state in IbanChangeState]})
    asked_at = instant()
    usable_from = instant(allow_none=True)


@blp.post("")
@blp.arguments(NewIbanChange)
@blp.response(HTTPStatus.CREATED, IbanChangeAnswer)
@requires(Permission.RUN_SHOP)
def create(new: dict[str, Any]) -> dict[str, Any]:
    """Ask for another account; everybody who runs the shop gets a mail."""
    shop, now = _shop(new.pop("merchant_id")), clock.now()
    change = iban_changes.ask(db.session, shop, by=access.person(), now=now, **new)
    iban_letters.tell_asked(db.session, change, now=now)
    return _told(change, now)


@blp.get("")
@blp.response(HTTPStatus.OK, IbanChangeAnswer(many=True))
@requires(Permission.SETTLE)
def index() -> list[dict[str, Any]]:
    """The changes of shops in your programmes, newest first."""
    now = clock.now()
    found = iban_approvals.of_operator(db.session, access.organisation().id)
    return [_told(change, now) for change in found]


@blp.post("/<uuid:change_id>/approval")
@blp.response(HTTPStatus.CREATED, IbanChangeAnswer)
@requires(Permission.SETTLE)
def approve(change_id: UUID) -> dict[str, Any]:
    """Agree; payouts drawn up 72 hours from now use the account. Not by who asked, and once."""
    change, now = _of_operator(change_id), clock.now()
    approval = iban_approvals.approve(db.session, change, by=access.membership(), now=now)
    iban_letters.tell_approved(db.session, change, approval, now=now)
    return _told(change, now)


@blp.post("/<uuid:change_id>/call-off")
@blp.response(HTTPStatus.CREATED, IbanChangeAnswer)
@requires(Permission.SETTLE)
def call_off(change_id: UUID) -> dict[str, Any]:
    """Stop a change before it is used."""
    change, now = _of_operator(change_id), clock.now()
    iban_approvals.call_off(db.session, change, by=access.person(), now=now)
    iban_letters.tell_called_off(db.session, change, now=now)
    return _told(change, now)


def _shop(merchant_id: UUID) -> Merchant:
    return merchants.get(db.session, access.organisation().id, merchant_id)


def _of_operator(change_id: UUID) -> IbanChange:
    return iban_approvals.get_of_operator(db.session, access.organisation().id, change_id)


def _told(change: IbanChange, now: datetime) -> dict[str, Any]:
    approval = change.approval
    return {
        "id": change.id,
        "merchant_id": change.merchant_id,
        "iban": ibans.masked(change.iban),
        "state": change.state(now).value,
        "asked_at": change.asked_at,
        "usable_from": approval.usable_from if approval else None,
    }
