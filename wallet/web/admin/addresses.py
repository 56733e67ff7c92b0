"""Where the organisation is, for the documents it is named in."""

from flask import url_for
from flask.typing import ResponseReturnValue

from wallet.edge.access import requires
from wallet.identity.permissions import Permission
from wallet.web import addresses
from wallet.web.admin.blueprint import bp

TEMPLATE = "admin/address.html"


@bp.get("/address")
@requires(Permission.RUN_PROGRAMMES)
def show_address() -> ResponseReturnValue:
    return addresses.page(TEMPLATE)


@bp.post("/address")
@requires(Permission.RUN_PROGRAMMES)
def write_address() -> ResponseReturnValue:
    return addresses.write(TEMPLATE, went_to=url_for(".show_address"))
