"""The only place where a refusal becomes a status, and finds its words."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from wallet.edge import words
from wallet.edge.access import SignInRequired
from wallet.errors import Invalid, NotAllowed, NotFound, Refused, WalletError

STATUS_OF: dict[type[WalletError], HTTPStatus] = {
    SignInRequired: HTTPStatus.UNAUTHORIZED,
    NotFound: HTTPStatus.NOT_FOUND,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    Refused: HTTPStatus.CONFLICT,
}


def register(app: Flask) -> None:
    app.register_error_handler(WalletError, explain)
    app.register_error_handler(CSRFError, explain_expired_page)
    app.register_error_handler(HTTPException, explain_http)
    app.jinja_env.globals["this_page"] = this_page


def status_of(error: WalletError) -> HTTPStatus:
    return next(status for family, status in STATUS_OF.items() if isinstance(error, family))


def explain(error: WalletError) -> ResponseReturnValue:
    """A refusal of the domain, for a person or for a client of the API."""
    status = status_of(error)
    if _is_api():
        return problem(error.code, words.of(error), status)
    if isinstance(error, SignInRequired):
        if request.method == "GET":
            return redirect(url_for(error.sign_in_endpoint))
        return _page("refusal.html", words.of(error)), status
    if isinstance(error, NotFound | NotAllowed):
        return render_template("404.html"), HTTPStatus.NOT_FOUND
    return _page("refusal.html", words.of(error)), status


def explain_expired_page(error: CSRFError) -> ResponseReturnValue:
    sentence = gettext("This page was open for too long. Go back, reload it, and try again.")
    if _is_api():
        return problem("page-too-old", sentence, HTTPStatus.BAD_REQUEST)
    return _page("refusal.html", sentence), error.code or HTTPStatus.BAD_REQUEST


def explain_http(error: HTTPException) -> ResponseReturnValue:
    """What the web server itself refuses: no such page, wrong method, a body that is too large."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if error.response is not None and status < HTTPStatus.BAD_REQUEST:
        return error.response
    said = dict(error.get_headers(request.environ))
    kept: dict[str, str] = {name: said[name] for name in ("Allow", "Retry-After") if name in said}
    if _is_api():
        body, _, headers = problem(status.phrase.lower().replace(" ", "-"), status.phrase, status)
        return body, status, headers | kept
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return _page_without_database(), status
    template = "404.html" if status == HTTPStatus.NOT_FOUND else "refusal.html"
    sentence = gettext("The page could not do that. Go back and try again.")
    return _page(template, sentence), status, kept


def problem(
    code: str, title: str, status: HTTPStatus, **more: object
) -> tuple[dict[str, object], HTTPStatus, dict[str, str]]:
    """`application/problem+json`, RFC 9457."""
    body: dict[str, object] = {
        "type": f"/problems/{code}",
        "title": title,
        "status": int(status),
        **more,
    }
    headers = {"Content-Type": "application/problem+json"}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return body, status, headers


def own_path(path: str | None) -> str:
    """A page of this site to go back to, with its question; anything else is the start page."""
    try:
        parts = urlsplit(path or "/")
    except ValueError:  # such as http://[
        return "/"
    is_ours = not parts.netloc or parts.netloc == request.host
    if not is_ours or not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def this_page() -> str:
    """Where to find what the visitor looks at; the answer to a form has no address of its own."""
    if request.method in {"GET", "HEAD"}:
        return own_path(request.full_path)
    return own_path(request.referrer)


def _page(template: str, sentence: str) -> str:
    return render_template(template, sentence=sentence, back=own_path(request.referrer))


def _page_without_database() -> str:
    """Perhaps it is the database that broke: so nothing is asked about who is signed in."""
    return current_app.jinja_env.get_template("500.html").render()


def _is_api() -> bool:
    """Whether a program is asking: a client of the API, or a script of our own pages."""
    return request.path.startswith("/api/") or wants_json()


def wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
