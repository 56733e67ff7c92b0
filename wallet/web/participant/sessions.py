"""A phone signs itself in, by proof that it holds its secret; when another person takes it over."""

from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from wallet import clock
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.wallets import device_proofs
from wallet.web import submitted
from wallet.web.participant.blueprint import bp


@bp.get("/wallet/session")
@requires(Permission.ANYONE)
def session() -> ResponseReturnValue:
    """What a page out of the phone's own store needs before it may ask: a token, and the time."""
    return {"now": clock.now().timestamp(), "token": generate_csrf()}


@bp.post("/wallet/session")
@requires(Permission.ANYONE)
def sign_in() -> ResponseReturnValue:
    """Be this device from now on, instead of whoever had the phone before."""
    sent = submitted.fields()
    device = device_proofs.get_device(
        db.session, handle=sent.get("handle", ""), proof=sent.get("proof", ""), now=clock.now()
    )
    access.sign_in_device(device)
    return {"handle": device.handle}, 201
