"""Declaring: have the figures of a period frozen, hand them in, and answer what is asked."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access, declaration_words, evidence_tables
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import assessing, declarations, declaring, obligations, proposals
from wallet.social_return.declaring import PeriodNotOver
from wallet.social_return.obligations import ObligationNotFound
from wallet.social_return.periods import PeriodOutOfOrder
from wallet.social_return.questions import QuestionTextMissing
from wallet.web import declaration_files
from wallet.web.fields import Day, Line
from wallet.web.form import Form
from wallet.web.sponsor.blueprint import declarations_bp as bp

ABOUT = {PeriodNotOver: "to", PeriodOutOfOrder: "to"}


class NewDeclaration(Schema):
    """Up to and with which day."""

    to_on = Day(data_key="to")


class NewAnswer(Schema):
    """What the officer asked for."""

    answer = Line(most=proposals.TEXT_LENGTH)


@bp.get("/")
@requires(Permission.DECLARE_CONTRIBUTIONS)
def index() -> ResponseReturnValue:
    owed = obligations.of_contractor(db.session, access.organisation().id)
    handed_in = {one.id: declarations.of_obligation(db.session, one.id) for one in owed}
    return render_template(
        "sponsor/declarations/index.html", obligations=owed, declarations=handed_in
    )


@bp.get("/new/<uuid:obligation_id>")
@requires(Permission.DECLARE_CONTRIBUTIONS)
def new(obligation_id: UUID) -> ResponseReturnValue:
    return _new(obligation_id, Form(values={"to": clock.day_of(clock.now())}))


@bp.post("/new/<uuid:obligation_id>")
@requires(Permission.DECLARE_CONTRIBUTIONS)
def create(obligation_id: UUID) -> ResponseReturnValue:
    form = Form(NewDeclaration(), about=ABOUT)
    with form:
        obligation = obligations.get_seen_by(db.session, access.organisation().id, obligation_id)
        declaration = declaring.declare(
            db.session, obligation, by=access.membership(), now=clock.now(), **form.read()
        )
        flash(
            gettext("Handed in. The figures are frozen now, and the authority sees them."), "good"
        )
        return redirect(url_for(".show", declaration_id=declaration.id))
    return _new(obligation_id, form)


@bp.get("/<uuid:declaration_id>")
@requires(Permission.DECLARE_CONTRIBUTIONS)
def show(declaration_id: UUID) -> ResponseReturnValue:
    return _page(declaration_id, Form(values={}))


@bp.post("/<uuid:declaration_id>/questions/<uuid:question_id>/answer")
@requires(Permission.DECLARE_CONTRIBUTIONS)
def answer(declaration_id: UUID, question_id: UUID) -> ResponseReturnValue:
    form = Form(NewAnswer(), about={QuestionTextMissing: "answer"})
    with form:
        assessing.answer(
            db.session,
            declarations.get_of_contractor(db.session, access.organisation().id, declaration_id),
            question_id,
            by=access.membership(),
            now=clock.now(),
            **form.read(),
        )
        flash(gettext("Answered. The officer can go on."), "good")
        return redirect(url_for(".show", declaration_id=declaration_id))
    return _page(declaration_id, form)


@bp.get("/<uuid:declaration_id>/evidence.zip")
@requires(Permission.DECLARE_CONTRIBUTIONS)
def evidence(declaration_id: UUID) -> ResponseReturnValue:
    own = declarations.get_of_contractor(db.session, access.organisation().id, declaration_id)
    return declaration_files.evidence(own)


def _new(obligation_id: UUID, form: Form) -> tuple[str, HTTPStatus]:
    contractor_id = access.organisation().id
    obligation = obligations.get_seen_by(db.session, contractor_id, obligation_id)
    if obligation.contractor_id != contractor_id:
        raise ObligationNotFound(obligation_id)
    now = clock.now()
    page = render_template(
        "sponsor/declarations/new.html",
        obligation=obligation,
        form=form,
        from_on=declaring.next_from(db.session, obligation),
        today=clock.day_of(now),
        is_anything_new=declaring.is_anything_new(db.session, obligation, now=now),
    )
    return page, form.status


def _page(declaration_id: UUID, form: Form) -> tuple[str, HTTPStatus]:
    own = declarations.get_of_contractor(db.session, access.organisation().id, declaration_id)
    page = render_template(
        "sponsor/declarations/show.html",
        declaration=own,
        form=form,
        tables=evidence_tables.of(own.evidence),
        limits=declaration_words.LIMITS,
    )
    return page, form.status
