"""What a phone keeps to open without network: its own pages, empty, and the script that keeps them.

The pages kept are shells: they are asked for without cookies, so nobody's coins can be in them, and
the phone fills them from its own store. The version is a digest of all that is kept: when one byte
changes, the phone fetches everything anew and drops what it had.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from flask import Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from wallet.edge.access import requires
from wallet.edge.languages import PARTICIPANT_LANGUAGES, RIGHT_TO_LEFT
from wallet.identity.permissions import Permission
from wallet.web.participant import state
from wallet.web.participant.blueprint import bp

STATIC = Path(__file__).parents[1] / "static"
SCRIPT = STATIC / "js" / "phone" / "offline.js"
PICTURES = STATIC / "img" / "people"
FILES = (
    "css/tokens.css",
    "css/participant.css",
    "css/phone.css",
    "img/mark.svg",
    "js/shared/requests.js",
    "js/shared/slots.js",
    "js/shared/store.js",
    "js/shared/tones.js",
    "vendor/lean-qr.js",
)
SHELLS = {"/wallet": "participant/wallet.html", "/wallet/people": "participant/people.html"}
ICONS = {"img/phone-192.png": 192, "img/phone-512.png": 512}
_LANGUAGE = "<any(" + ", ".join(PARTICIPANT_LANGUAGES) + "):language>"


@bp.get("/wallet-offline.js")
@requires(Permission.ANYONE)
def offline() -> ResponseReturnValue:
    """The service worker. It stands beside `/wallet`, so that it may serve that and all below."""
    files, version = _kept(current_app.config["WALLET"].base_url)
    shells = {page: _shell_url(page, "LANGUAGE") for page in SHELLS}
    told = {"version": version, "files": files, "shells": shells}
    script = f"const PHONE = {json.dumps(told)};\n{SCRIPT.read_text('utf-8')}"
    return Response(script, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@bp.get(f"/wallet/shell/{_LANGUAGE}/<any(wallet, people):page>")
@requires(Permission.ANYONE)
def shell(language: str, page: str) -> ResponseReturnValue:
    """A page without anybody in it, in this language, whatever the visitor's is."""
    return _render(f"/{page}" if page == "wallet" else f"/wallet/{page}", language)


@bp.get("/wallet/people")
@requires(Permission.ANYONE)
def people() -> ResponseReturnValue:
    """Who uses this phone is known to the phone only: the page comes empty."""
    return render_template("participant/people.html")


@bp.get(f"/wallet/{_LANGUAGE}.webmanifest")
@requires(Permission.ANYONE)
def manifest(language: str) -> ResponseReturnValue:
    """How the wallet stands among the phone's apps: https://www.w3.org/TR/appmanifest/."""
    with force_locale(language):
        told = {
            "id": "/wallet",
            "start_url": url_for(".wallet"),
            "scope": url_for(".wallet"),
            "name": gettext("City wallet"),
            "short_name": gettext("Coins"),
            "lang": language,
            "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            "display": "standalone",
            "background_color": "#faf7f1",
            "theme_color": "#0b5b4e",
            "icons": [
                {
                    "src": url_for("static", filename=name),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for name, size in ICONS.items()
                for purpose in ("any", "maskable")
            ],
        }
    return Response(json.dumps(told), mimetype="application/manifest+json")


@cache
def _kept(_installation: str) -> tuple[list[str], str]:
    """The addresses of the files kept, and the version of files, pages and script together."""
    scripts = sorted(path.relative_to(STATIC).as_posix() for path in SCRIPT.parent.glob("*.js"))
    pictures = sorted(path.relative_to(STATIC).as_posix() for path in PICTURES.glob("*.svg"))
    names = [*FILES, *pictures, *(name for name in scripts if STATIC / name != SCRIPT)]
    digest = hashlib.sha256(SCRIPT.read_bytes())
    for name in names:
        digest.update((STATIC / name).read_bytes())
    for language in PARTICIPANT_LANGUAGES:
        for page in SHELLS:
            digest.update(_render(page, language).encode())
    return [url_for("static", filename=name) for name in names], digest.hexdigest()[:16]


def _render(page: str, language: str) -> str:
    with force_locale(language):
        return render_template(SHELLS[page], state=state.NOBODY, handle="", is_shell=True)


def _shell_url(page: str, language: str) -> str:
    return f"/wallet/shell/{language}/{page.rpartition('/')[2]}"
