"""The proof of backing, for everybody: are the euros in the bank?"""

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import backing
from wallet.identity.permissions import Permission
from wallet.web.public.blueprint import bp


@bp.get("/backing")
@requires(Permission.ANYONE)
def proof() -> ResponseReturnValue:
    return render_template("public/backing.html", proof=backing.proof(db.session))
