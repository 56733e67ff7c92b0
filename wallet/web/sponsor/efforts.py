"""Entering what was done that is not coins, with files that show it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.errors import Invalid, WalletError
from wallet.identity.organisations import KvkNumberMalformed
from wallet.identity.permissions import Permission
from wallet.social_return import effort_files, efforts, obligations, proposals
from wallet.social_return.effort_files import FileTooLarge, FileTypeRefused, TooManyFiles
from wallet.social_return.efforts import (
    Deed,
    Effort,
    EffortKind,
    EffortOutsideContract,
)
from wallet.social_return.obligations import Obligation
from wallet.web import effort_downloads
from wallet.web.fields import Amount, Day, Hours, Line, OneOf
from wallet.web.form import Form
from wallet.web.social_return_words import EFFORTS
from wallet.web.sponsor.blueprint import contracts_bp, efforts_bp


class NoFileChosen(Invalid):
    """A file to add was not chosen."""


ABOUT_FILES: dict[type[WalletError], str] = dict.fromkeys(
    (NoFileChosen, FileTypeRefused, FileTooLarge, TooManyFiles), "file"
)
ABOUT: dict[type[WalletError], str] = {
    KvkNumberMalformed: "supplier_kvk",
    EffortOutsideContract: "from_on",
}


class NewEffort(Schema):
    """Which fields are needed depends on the kind."""

    kind = OneOf(EffortKind)
    description = Line(most=proposals.TEXT_LENGTH)
    from_on = Day()
    to_on = Day()
    block = Line(optional=True)
    weekly_minutes = Hours(optional=True, data_key="weekly_hours")
    minutes = Hours(optional=True, data_key="hours")
    amount = Amount(optional=True)
    supplier_kvk = Line(optional=True, most=12)
    invoice_number = Line(optional=True)


@contracts_bp.get("/<uuid:obligation_id>/efforts/new")
@requires(Permission.PROPOSE_PLANS)
def new_effort(obligation_id: UUID) -> ResponseReturnValue:
    return _new(_own(obligation_id), Form(values=request.args.to_dict()))


@contracts_bp.post("/<uuid:obligation_id>/efforts")
@requires(Permission.PROPOSE_PLANS)
def enter(obligation_id: UUID) -> ResponseReturnValue:
    form, own = Form(NewEffort(), about=ABOUT), _own(obligation_id)
    with form:
        effort = efforts.enter(
            db.session, access.membership(), own, _deed(form.read()), now=clock.now()
        )
        flash(gettext("Entered. Add what shows it; then the municipality assesses it."), "good")
        return redirect(url_for("sponsor.efforts.show", effort_id=effort.id))
    return _new(own, form)


@efforts_bp.get("/<uuid:effort_id>")
@requires(Permission.PROPOSE_PLANS)
def show(effort_id: UUID) -> ResponseReturnValue:
    return _page(_effort(effort_id), Form(values={}))


@efforts_bp.post("/<uuid:effort_id>/files")
@requires(Permission.PROPOSE_PLANS)
def add_file(effort_id: UUID) -> ResponseReturnValue:
    form, effort = Form(about=ABOUT_FILES), _effort(effort_id)
    with form:
        name, content = _chosen()
        by_id = access.person().id
        effort_files.add(db.session, effort, content, name=name, by_id=by_id, now=clock.now())
        flash(gettext("The file is kept with it."), "good")
        return redirect(url_for(".show", effort_id=effort.id))
    return _page(effort, form)


@efforts_bp.get("/<uuid:effort_id>/files/<uuid:file_id>")
@requires(Permission.PROPOSE_PLANS)
def file(effort_id: UUID, file_id: UUID) -> ResponseReturnValue:
    return effort_downloads.answer(_effort(effort_id), file_id)


def _deed(typed: dict[str, Any]) -> Deed:
    kvk_number = typed.pop("supplier_kvk")
    bonuses = tuple(request.form.getlist("bonus"))
    return Deed(
        supplier_kvk="".join(kvk_number.split()) if kvk_number else None,
        bonuses=bonuses if typed["kind"] is EffortKind.PLACEMENT else (),
        **typed,
    )


def _chosen() -> tuple[str, bytes]:
    """Name and bytes of the uploaded file. Raises NoFileChosen, FileTooLarge."""
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        raise NoFileChosen
    content: bytes = chosen.stream.read(effort_files.LARGEST + 1)
    return chosen.filename, content


def _own(obligation_id: UUID) -> Obligation:
    return obligations.get_of_contractor(db.session, access.organisation().id, obligation_id)


def _effort(effort_id: UUID) -> Effort:
    return efforts.get_of_contractor(db.session, access.organisation().id, effort_id)


def _page(effort: Effort, form: Form) -> tuple[str, HTTPStatus]:
    page = render_template("sponsor/efforts/show.html", effort=effort, form=form, kinds=EFFORTS)
    return page, form.status


def _new(own: Obligation, form: Form) -> tuple[str, HTTPStatus]:
    page = render_template(
        "sponsor/efforts/new.html",
        obligation=own,
        rules=own.valuation.rules if own.valuation else None,
        form=form,
        kinds=EFFORTS,
    )
    return page, form.status
