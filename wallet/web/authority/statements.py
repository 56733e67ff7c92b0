"""Statements: what the authority recognises of a contract, on paper that anybody can check."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema, ValidationError, fields

from wallet import clock
from wallet.edge import access, signing, words
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.errors import Refused
from wallet.identity.permissions import Permission
from wallet.social_return import closings, obligations, proposals, statements, withdrawing
from wallet.social_return.closings import Closing
from wallet.social_return.obligations import Obligation
from wallet.social_return.statements import WORDS_LENGTH, Statement, WordsMissing
from wallet.social_return.withdrawing import WithdrawalReasonMissing
from wallet.web import declaration_files
from wallet.web.authority.blueprint import statements_bp as bp
from wallet.web.fields import MISSING, Line
from wallet.web.form import Form


class Words(fields.String):
    """Some paragraphs."""

    def _deserialize(self, value: object, *_rest: object, **_options: object) -> str:
        text = str(value).replace("\r\n", "\n").strip()
        if not 1 <= len(text) <= WORDS_LENGTH:
            raise ValidationError(str(MISSING))
        return text


class NewStatement(Schema):
    """What the authority says with it."""

    words = Words(required=True)


class NewWithdrawal(Schema):
    """Why it is no longer valid."""

    reason = Line(most=proposals.TEXT_LENGTH)


@bp.get("/")
@requires(Permission.ISSUE_STATEMENTS)
def index() -> ResponseReturnValue:
    authority_id = access.organisation().id
    return render_template(
        "authority/statements/index.html",
        statements=statements.of_authority(db.session, authority_id),
        obligations=obligations.of_authority(db.session, authority_id),
    )


@bp.get("/new/<uuid:obligation_id>")
@requires(Permission.ISSUE_STATEMENTS)
def new(obligation_id: UUID) -> ResponseReturnValue:
    """With the words this authority used last."""
    usual = statements.last_words(db.session, access.organisation().id) or gettext(
        "We state that the contractor contributed to Social Return as shown below. It was read from"
        " the sealed books of the city wallet and assessed by us."
    )
    return _new(_obligation(obligation_id), Form(values={"words": usual}))


@bp.post("/new/<uuid:obligation_id>")
@requires(Permission.ISSUE_STATEMENTS)
def create(obligation_id: UUID) -> ResponseReturnValue:
    obligation, now = _obligation(obligation_id), clock.now()
    form = Form(NewStatement(), about={WordsMissing: "words"})
    with form:
        statement = statements.issue(
            db.session,
            closings.close(db.session, obligation, now=now),
            by=access.membership(),
            key=signing.signing_key(),
            now=now,
            **form.read(),
        )
        flash(gettext("Issued and signed. Anybody with the paper can check it."), "good")
        return redirect(url_for(".show", statement_id=statement.id))
    return _new(obligation, form)


@bp.get("/<uuid:statement_id>")
@requires(Permission.ISSUE_STATEMENTS)
def show(statement_id: UUID) -> ResponseReturnValue:
    return _page(_statement(statement_id), Form(values={}))


@bp.post("/<uuid:statement_id>/withdrawal")
@requires(Permission.ISSUE_STATEMENTS)
def withdraw(statement_id: UUID) -> ResponseReturnValue:
    statement = _statement(statement_id)
    form = Form(NewWithdrawal(), about={WithdrawalReasonMissing: "reason"})
    with form:
        withdrawing.withdraw(
            db.session, statement, by=access.membership(), now=clock.now(), **form.read()
        )
        flash(gettext("Withdrawn. Whoever checks the paper sees it."), "info")
        return redirect(url_for(".show", statement_id=statement_id))
    return _page(statement, form)


@bp.get("/<uuid:statement_id>.pdf")
@requires(Permission.ISSUE_STATEMENTS)
def pdf(statement_id: UUID) -> ResponseReturnValue:
    return declaration_files.statement_pdf(_statement(statement_id))


@bp.get("/<uuid:statement_id>.json")
@requires(Permission.ISSUE_STATEMENTS)
def json(statement_id: UUID) -> ResponseReturnValue:
    return declaration_files.statement_json(_statement(statement_id))


def _obligation(obligation_id: UUID) -> Obligation:
    return obligations.get_of_authority(db.session, access.organisation().id, obligation_id)


def _statement(statement_id: UUID) -> Statement:
    return statements.get_of_authority(db.session, access.organisation().id, statement_id)


def _new(obligation: Obligation, form: Form) -> tuple[str, HTTPStatus]:
    closing: Closing | None = None
    try:
        closing = closings.close(db.session, obligation, now=clock.now())
        statements.check_none_stands(db.session, obligation)
    except Refused as error:
        form.refusal = words.of(error)
    page = render_template(
        "authority/statements/new.html", obligation=obligation, closing=closing, form=form
    )
    return page, form.status


def _page(statement: Statement, form: Form) -> tuple[str, HTTPStatus]:
    page = render_template(
        "authority/statements/show.html",
        statement=statement,
        is_own=statement.issued_by_id == access.membership().person_id,
        form=form,
    )
    return page, form.status
