"""The card of one participant: handed over, blocked, replaced, opened with a new PIN."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from wallet import clock
from wallet.codes import card_handovers, card_pins, cards, photos
from wallet.codes.card_handovers import (
    CardAlreadyHandedOver,
    CardOfAnotherProgramme,
    CardOutOfUse,
    CardUnknown,
)
from wallet.codes.card_numbers import CardNumberMalformed
from wallet.codes.photos import NoCodeInPhoto, PhotoUnreadable
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.errors import WalletError
from wallet.identity.permissions import Permission
from wallet.identity.pin_hashes import PinMalformed, PinTooSimple
from wallet.wallets import registrations
from wallet.wallets.registrations import Registration
from wallet.web.fields import MISSING, Line
from wallet.web.form import Form
from wallet.web.organiser.blueprint import participants_bp as bp

ABOUT_PIN: dict[type[WalletError], str] = {PinMalformed: "pin", PinTooSimple: "pin"}
ABOUT: dict[type[WalletError], str] = ABOUT_PIN | {
    CardNumberMalformed: "number",
    CardUnknown: "number",
    CardAlreadyHandedOver: "number",
    CardOutOfUse: "number",
    CardOfAnotherProgramme: "number",
    PhotoUnreadable: "photo",
    NoCodeInPhoto: "photo",
}


class NewPin(Schema):
    """The holder types it twice; nobody reads it back, so nothing shows it again."""

    pin = fields.String(load_default="")
    pin_again = fields.String(load_default="")

    @validates_schema
    def check_same(self, typed: dict[str, Any], **_kwargs: Any) -> None:
        if not typed["pin"].strip():
            raise ValidationError(str(MISSING), "pin")
        if typed["pin"].split() != typed["pin_again"].split():
            raise ValidationError(str(_("The two PINs differ. Type both again.")), "pin_again")

    @post_load
    def one_pin(self, typed: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        return {name: value for name, value in typed.items() if name != "pin_again"}


class NewCard(NewPin):
    """A card from the stock: its number typed or scanned, or a photo of its code."""

    number = Line(optional=True)


@bp.get("/<uuid:participant_id>/cards/new")
@requires(Permission.RUN_ACTIVITIES)
def take_card(participant_id: UUID) -> ResponseReturnValue:
    return _hand_over_page(_own(participant_id), Form(values={}))


@bp.post("/<uuid:participant_id>/cards")
@requires(Permission.RUN_ACTIVITIES)
def hand_over(participant_id: UUID) -> ResponseReturnValue:
    known, form = _own(participant_id), Form(NewCard(), about=ABOUT)
    with form:
        typed = form.read()
        card_handovers.hand_over(
            db.session,
            access.membership(),
            known.wallet_id,
            number=_number(typed["number"]),
            pin=typed["pin"],
            now=clock.now(),
        )
        flash(gettext("The card works. Give it to %(name)s.", name=known.pseudonym), "good")
        return redirect(url_for(".show", participant_id=participant_id))
    return _hand_over_page(known, form), form.status


@bp.post("/<uuid:participant_id>/cards/<uuid:card_id>/block")
@requires(Permission.RUN_ACTIVITIES)
def block_card(participant_id: UUID, card_id: UUID) -> ResponseReturnValue:
    card = cards.get_of_wallet(db.session, _own(participant_id).wallet_id, card_id)
    cards.block(db.session, card, by=access.person(), now=clock.now())
    flash(gettext("The card is blocked. The coins are still there: hand over a new card."), "good")
    return redirect(url_for(".show", participant_id=participant_id))


@bp.get("/<uuid:participant_id>/cards/<uuid:card_id>/pin")
@requires(Permission.RUN_ACTIVITIES)
def take_pin(participant_id: UUID, card_id: UUID) -> ResponseReturnValue:
    return _pin_page(_own(participant_id), card_id, Form(values={}))


@bp.post("/<uuid:participant_id>/cards/<uuid:card_id>/pin")
@requires(Permission.RUN_ACTIVITIES)
def choose_pin(participant_id: UUID, card_id: UUID) -> ResponseReturnValue:
    known, form = _own(participant_id), Form(NewPin(), about=ABOUT_PIN)
    cards.take_turn(db.session, known.wallet_id)
    card = cards.get_of_wallet(db.session, known.wallet_id, card_id)
    with form:
        pin = form.read()["pin"]
        card_pins.choose(db.session, card, pin, by=access.person(), now=clock.now())
        flash(gettext("The card has its new PIN."), "good")
        return redirect(url_for(".show", participant_id=participant_id))
    return _pin_page(known, card_id, form), form.status


def _own(participant_id: UUID) -> Registration:
    """A participant of the own organisation; anybody else is not there."""
    return registrations.get(db.session, access.organisation().id, participant_id)


def _number(typed: str | None) -> str:
    """What was typed or came from a scanner, else what the photo shows."""
    photo = request.files.get("photo")
    return photos.read(photo.read()) if photo and not typed else typed or ""


def _hand_over_page(known: Registration, form: Form) -> str:
    earlier = cards.find_open(db.session, known.wallet_id)
    return render_template(
        "organiser/cards/new.html",
        participant=known,
        form=form,
        earlier=cards.last_digits(db.session, earlier) if earlier else None,
        digits=card_pins.DIGITS,
    )


def _pin_page(known: Registration, card_id: UUID, form: Form) -> str:
    card = cards.get_of_wallet(db.session, known.wallet_id, card_id)
    return render_template(
        "organiser/cards/pin.html",
        participant=known,
        card=card,
        last_digits=cards.last_digits(db.session, card),
        is_locked=card_pins.is_locked(db.session, card_id),
        form=form,
        digits=card_pins.DIGITS,
    )
