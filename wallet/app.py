"""Puts the parts together."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from wallet import api, database, web
from wallet.config import Settings
from wallet.edge import access, compression, headers, languages, refusals, routes
from wallet.edge.session import SignedCookies, db
from wallet.identity.vault import Vault

LARGEST_BODY = 32 * 1024 * 1024
"""Bytes; a bank statement of a busy month stays below it."""


class Wallet(Flask):
    """Flask, without asking of each function of each request whether it is a coroutine."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(settings: Settings, engine: Engine | None = None) -> Flask:
    """The web application. Without an engine of the caller's it makes one from the settings."""
    app = Wallet(__name__, static_folder="web/static", template_folder="web/templates")
    is_https = settings.base_url.startswith("https://")
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-wallet" if is_https else "wallet",
        SESSION_COOKIE_SECURE=is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        REMEMBER_COOKIE_NAME="wallet_device",
        REMEMBER_COOKIE_DURATION=timedelta(days=365),
        REMEMBER_COOKIE_SECURE=is_https,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        WALLET=settings,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    db.init_app(app, engine or _connect(settings), Vault(settings.device_keys))
    app.session_interface = SignedCookies(app)
    csrf = CSRFProtect(app)
    access.register(app)
    languages.register(app)
    refusals.register(app)
    headers.register(app, is_https=is_https)
    compression.register(app)
    web.register(app)
    api.register(app, csrf)
    routes.guard(app)
    return app


def _connect(settings: Settings) -> Engine:
    if settings.database_url is None:
        raise LookupError("no database: set WALLET_DATABASE_URL or start the embedded one first")
    return database.connect(settings.database_url, behind_pgbouncer=settings.behind_pgbouncer)
