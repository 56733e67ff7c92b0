"""Taking the portfolio to a spreadsheet, with the columns somebody needs."""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge.access import requires
from wallet.identity.permissions import Permission
from wallet.web import portfolio_files
from wallet.web.authority.blueprint import bp
from wallet.web.authority.home import asked_for, chosen
from wallet.web.portfolio_words import COLUMNS


@bp.get("/exports/new")
@requires(Permission.REGISTER_OBLIGATIONS)
def new_export() -> ResponseReturnValue:
    return render_template(
        "authority/exports/new.html", columns=COLUMNS, chosen=chosen(), portfolio=asked_for()
    )


@bp.get("/exports/portfolio")
@requires(Permission.REGISTER_OBLIGATIONS)
def export() -> ResponseReturnValue:
    return portfolio_files.export(asked_for().shown)
