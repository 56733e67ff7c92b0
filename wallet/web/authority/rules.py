"""The authority's tables of rules: which held when, what they say, and adopting a new one."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.social_return import rule_files, valuation
from wallet.social_return.valuation import RulesAlreadyAdopted, ValidityOutOfOrder
from wallet.web.authority.blueprint import rules_bp as bp
from wallet.web.fields import Day, Line
from wallet.web.form import Form
from wallet.web.rule_words import CHECKS
from wallet.web.social_return_words import BASES, KINDS

ABOUT = {RulesAlreadyAdopted: "valid_from", ValidityOutOfOrder: "valid_to"}


class NewRules(Schema):
    """Which table holds from which day on."""

    table = Line()
    valid_from = Day()
    valid_to = Day(optional=True)


@bp.get("/")
@requires(Permission.REGISTER_OBLIGATIONS)
def index() -> ResponseReturnValue:
    adopted = valuation.of_authority(db.session, access.organisation().id)
    return render_template("authority/rules/index.html", adopted=adopted)


@bp.get("/new")
@requires(Permission.REGISTER_OBLIGATIONS)
def new() -> ResponseReturnValue:
    """With a table chosen in the address, it can be read before it is adopted."""
    return _new(Form(values=request.args.to_dict()))


@bp.post("/")
@requires(Permission.REGISTER_OBLIGATIONS)
def create() -> ResponseReturnValue:
    form = Form(NewRules(), about=ABOUT)
    with form:
        typed = form.read()
        adopted = valuation.adopt(
            db.session,
            access.membership(),
            valuation.shipped(typed.pop("table")),
            now=clock.now(),
            **typed,
        )
        flash(gettext("The table holds. Contracts awarded from that day follow it."), "good")
        return redirect(url_for(".show", rules_id=adopted.id))
    return _new(form), form.status


@bp.get("/<uuid:rules_id>")
@requires(Permission.REGISTER_OBLIGATIONS)
def show(rules_id: UUID) -> ResponseReturnValue:
    adopted = valuation.get_of_authority(db.session, access.organisation().id, rules_id)
    return render_template(
        "authority/rules/show.html",
        adopted=adopted,
        rules=adopted.rules,
        kinds=KINDS,
        bases=BASES,
        checks=CHECKS,
    )


def _new(form: Form) -> str:
    tables = {key: rule_files.read(text) for key, text in rule_files.shipped().items()}
    return render_template(
        "authority/rules/new.html",
        form=form,
        tables=tables,
        rules=tables.get(str(form.values.get("table"))),
        kinds=KINDS,
        bases=BASES,
        checks=CHECKS,
    )
