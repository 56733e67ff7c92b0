"""The stock of cards: order a sheet, print it, and see whose card is locked."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.codes import card_sheets, card_stock
from wallet.codes.card_stock import CARDS_A_PAGE, MOST_PAGES
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import card_desk
from wallet.programmes import programmes
from wallet.web.fields import Choice, Number
from wallet.web.form import Form
from wallet.web.organiser.blueprint import cards_bp as bp


class NewSheet(Schema):
    """How many pages of ten cards, for participants of which programme."""

    programme_id = Choice()
    page_count = Number(least=1, most=MOST_PAGES)


@bp.get("/")
@requires(Permission.RUN_ACTIVITIES)
def index() -> ResponseReturnValue:
    return _page(Form(values={"page_count": 1}))


@bp.post("/")
@requires(Permission.RUN_ACTIVITIES)
def order() -> ResponseReturnValue:
    form = Form(NewSheet())
    with form:
        sheet = card_stock.order(db.session, access.membership(), now=clock.now(), **form.read())
        count = sheet.page_count * CARDS_A_PAGE
        flash(
            gettext("%(count)s cards are ready. Download the sheet and print it.", count=count),
            "good",
        )
        return redirect(url_for(".index"))
    return _page(form), form.status


@bp.get("/<uuid:sheet_id>.pdf")
@requires(Permission.RUN_ACTIVITIES)
def document(sheet_id: UUID) -> ResponseReturnValue:
    """Who has this file can copy every card on it; nothing keeps a copy of it on the way."""
    sheet = card_sheets.get(db.session, access.organisation().id, sheet_id)
    answer = Response(card_stock.document(db.session, sheet), mimetype="application/pdf")
    name = f"cards-{clock.day_of(sheet.ordered_at)}.pdf"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(form: Form) -> str:
    organisation_id = access.organisation().id
    return render_template(
        "organiser/cards/index.html",
        form=form,
        programmes=programmes.joined_by(db.session, organisation_id),
        sheets=[
            (sheet, len(card_stock.blank(db.session, sheet)))
            for sheet in card_sheets.of_organisation(db.session, organisation_id)
        ],
        cards_a_page=CARDS_A_PAGE,
        locked=card_desk.locked(db.session, organisation_id),
    )
