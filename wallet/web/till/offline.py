"""What a tablet keeps to open the till without network, and what a kept page asks anew.

The page kept is the one last seen: it knows the shop, and nothing of any customer. The version is a
digest of all files kept: when one byte changes, the tablet fetches them anew.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from wallet import clock
from wallet.edge import access, languages
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.merchants import sales
from wallet.web.till.blueprint import bp

STATIC = Path(__file__).parents[1] / "static"
SCRIPT = STATIC / "js" / "till" / "offline.js"
FILES = (
    "css/till.css",
    "css/tokens.css",
    "css/base.css",
    "img/mark.svg",
    "js/shared/requests.js",
    "js/shared/slots.js",
    "js/shared/store.js",
    "js/shared/tones.js",
    "vendor/zxing-reader.js",
    "vendor/zxing_reader.wasm",
)


@bp.get("/offline.js")
@requires(Permission.ANYONE)
def offline() -> ResponseReturnValue:
    """The service worker. It may serve `/till` alone, and the files that page needs."""
    files, version = _kept()
    told = {"version": version, "page": url_for(".pad"), "files": files}
    script = f"const TILL = {json.dumps(told)};\n{SCRIPT.read_text('utf-8')}"
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": url_for(".pad")}
    return Response(script, mimetype="text/javascript", headers=headers)


@bp.get("/state")
@requires(Permission.REDEEM_COINS)
def state() -> ResponseReturnValue:
    """For the till's script: which till this is, today's total, and a token to ask with."""
    till, now = access.till(), clock.now()
    day = sales.of_day(db.session, till.merchant_id, clock.day_of(now), till_id=till.id)
    return {"till": str(till.id), "csrf": generate_csrf(), "taken": languages.euros(day.taken)}


@cache
def _kept() -> tuple[list[str], str]:
    """The addresses of the files kept, and the version of them and of the script together."""
    own = sorted(path.relative_to(STATIC).as_posix() for path in SCRIPT.parent.glob("*.js"))
    parts = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.glob("css/components/*"))
    names = [*FILES, *parts, *(name for name in own if STATIC / name != SCRIPT)]
    digest = hashlib.sha256(SCRIPT.read_bytes())
    for name in names:
        digest.update((STATIC / name).read_bytes())
    return [url_for("static", filename=name) for name in names], digest.hexdigest()[:16]
