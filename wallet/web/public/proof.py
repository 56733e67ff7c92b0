"""The seals of the ledger, for everybody: keep a copy, and nobody changes the past unseen."""

import base64

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.ledger import canonical, seal_keys, seals
from wallet.ledger.seals import Seal
from wallet.web.public.blueprint import bp

A_PAGE = 20
AT_ONCE = 1000


@bp.get("/proof")
@requires(Permission.ANYONE)
def show_seals() -> ResponseReturnValue:
    before = _number("before")
    found = seals.newest_first(db.session, before=before, most=A_PAGE)
    return render_template(
        "public/proof.html",
        seals=found,
        older=found[-1].id if found and found[-1].id > 1 else None,
        is_newest=before is None,
        keys=public_keys(),
    )


@bp.get("/proof/seals.json")
@requires(Permission.ANYONE)
def list_seals() -> ResponseReturnValue:
    """A thousand seals in the order of their chain; `?after=` the last one for the next."""
    found = seals.oldest_first(db.session, after=_number("after") or 0, most=AT_ONCE)
    return {"public_keys": public_keys(), "seals": [_facts(seal) for seal in found]}


def _number(name: str) -> int | None:
    """The number of a seal that was asked for; nobody makes more than fit in an integer."""
    asked = request.args.get(name, type=int)
    return None if asked is None else max(0, min(asked, 2**31))


def public_keys() -> dict[str, str]:
    """Id -> public key in base64, of every key our seals are signed with."""
    settings = current_app.config["WALLET"]
    ours = seal_keys.ours(settings.signing_key, settings.seal_keys)
    return {id_: base64.b64encode(key).decode() for id_, key in ours.by_id.items()}


def _facts(seal: Seal) -> dict[str, object]:
    return {
        "id": seal.id,
        "first_transfer_id": seal.first_transfer_id,
        "last_transfer_id": seal.last_transfer_id,
        "transfer_count": seal.transfer_count,
        "root": seal.root.hex(),
        "previous_hash": seal.previous_hash.hex(),
        "sealed_at": canonical.instant(seal.sealed_at),
        "signature": seal.signature.hex(),
        "key_id": seal.key_id,
    }
