"""The front page: everybody is sent to where their work is."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission, Role
from wallet.programmes import programmes
from wallet.web.public.blueprint import bp

START_OF: dict[Role, str] = {
    Role.PARTICIPANT: "participant.wallet",
    Role.TILL: "till.pad",
    Role.COORDINATOR: "organiser.home",
    Role.MERCHANT: "merchant.home",
    Role.SPONSOR: "sponsor.home",
    Role.OFFICER: "authority.home",
    Role.TREASURER: "treasurer.home",
    Role.ADMIN: "admin.home",
}


@bp.get("/")
@requires(Permission.ANYONE)
def home() -> ResponseReturnValue:
    start = START_OF.get(role) if (role := access.role()) else None
    if start:
        return redirect(url_for(start))
    return render_template("public/home.html", programmes=programmes.opened(db.session))
