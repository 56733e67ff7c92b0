"""Being signed in: choosing for which organisation, and signing out."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.edge.words import ROLE_NAMES
from wallet.identity import memberships
from wallet.identity.permissions import Permission
from wallet.web.sign_in.blueprint import bp


@bp.get("/organisations")
@requires(Permission.SEE_PROGRAMMES)
def choose() -> ResponseReturnValue:
    own = memberships.of_person(db.session, access.person())
    return render_template(
        "sign_in/choose.html",
        memberships=own,
        current=access.membership(),
        role_names=ROLE_NAMES,
    )


@bp.post("/organisations/<uuid:membership_id>")
@requires(Permission.SEE_PROGRAMMES)
def switch(membership_id: UUID) -> ResponseReturnValue:
    chosen = memberships.get_of_person(db.session, access.person(), membership_id)
    access.sign_in_member(chosen)
    return redirect(url_for("public.home"))


@bp.post("/out")
@requires(Permission.ANYONE)
def destroy() -> ResponseReturnValue:
    access.sign_out()
    return redirect(url_for("public.home"))
