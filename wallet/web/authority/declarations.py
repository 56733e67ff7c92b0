"""Assessing declarations: one list with evidence; ask, approve in full or in part, or reject."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access, declaration_words, evidence_tables, languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.money import Euros
from wallet.social_return import assessing, declarations, proposals
from wallet.social_return.assessing import ApprovedOutOfRange, ReasonForLessMissing
from wallet.social_return.declarations import Declaration
from wallet.social_return.questions import QuestionTextMissing
from wallet.web import declaration_files
from wallet.web.authority.blueprint import declarations_bp as bp
from wallet.web.fields import Amount, Line
from wallet.web.form import Form

ABOUT = {
    ApprovedOutOfRange: "approved",
    ReasonForLessMissing: "reason",
    QuestionTextMissing: "question",
}


class NewAssessment(Schema):
    """How much counts; below the whole, why."""

    approved = Amount()
    reason = Line(most=proposals.TEXT_LENGTH, optional=True)


class NewQuestion(Schema):
    """What is not clear yet."""

    question = Line(most=proposals.TEXT_LENGTH)


@bp.get("/")
@requires(Permission.ASSESS_DECLARATIONS)
def index() -> ResponseReturnValue:
    authority_id = access.organisation().id
    return render_template(
        "authority/declarations/index.html",
        waiting=declarations.waiting(db.session, authority_id),
        assessed=declarations.assessed(db.session, authority_id),
    )


@bp.get("/<uuid:declaration_id>")
@requires(Permission.ASSESS_DECLARATIONS)
def show(declaration_id: UUID) -> ResponseReturnValue:
    declaration = _declaration(declaration_id)
    asked = declaration.figures.counted
    return _page(declaration, Form(values={"approved": languages.amount(asked)}))


@bp.post("/<uuid:declaration_id>/assessment")
@requires(Permission.ASSESS_DECLARATIONS)
def assess(declaration_id: UUID) -> ResponseReturnValue:
    form, declaration = Form(NewAssessment(), about=ABOUT), _declaration(declaration_id)
    with form:
        typed = form.read()
        approved: Euros = typed["approved"]
        assessing.assess(
            db.session,
            declaration,
            by=access.membership(),
            approved=approved,
            reason=typed["reason"] or "",
            now=clock.now(),
        )
        flash(gettext("Assessed. The contractor sees it, with your reason."), "good")
        return redirect(url_for(".show", declaration_id=declaration_id))
    return _page(declaration, form)


@bp.post("/<uuid:declaration_id>/questions")
@requires(Permission.ASSESS_DECLARATIONS)
def ask(declaration_id: UUID) -> ResponseReturnValue:
    form, declaration = Form(NewQuestion(), about=ABOUT), _declaration(declaration_id)
    with form:
        assessing.ask(
            db.session, declaration, by=access.membership(), now=clock.now(), **form.read()
        )
        flash(gettext("Asked. The answer comes on this page."), "good")
        return redirect(url_for(".show", declaration_id=declaration_id))
    return _page(declaration, form)


@bp.get("/<uuid:declaration_id>/evidence.zip")
@requires(Permission.ASSESS_DECLARATIONS)
def evidence(declaration_id: UUID) -> ResponseReturnValue:
    return declaration_files.evidence(_declaration(declaration_id))


def _declaration(declaration_id: UUID) -> Declaration:
    return declarations.get_of_authority(db.session, access.organisation().id, declaration_id)


def _page(declaration: Declaration, form: Form) -> tuple[str, HTTPStatus]:
    page = render_template(
        "authority/declarations/show.html",
        declaration=declaration,
        form=form,
        tables=evidence_tables.of(declaration.evidence),
        limits=declaration_words.LIMITS,
    )
    return page, form.status
