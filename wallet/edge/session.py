"""The database session of this request."""

from typing import Any

from flask import Flask, current_app, g
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from wallet.identity.vault import Vault


class RequestSessions:
    """One session per request, closed with it. `db.session` is the only way in for web and api."""

    def init_app(self, app: Flask, engine: Engine, vault: Vault) -> None:
        app.extensions["wallet_sessions"] = sessionmaker(
            engine, expire_on_commit=False, info={"vault": vault, "sealed_figures": {}}
        )
        app.teardown_appcontext(self._close)

    @property
    def session(self) -> Session:
        if "wallet_session" not in g:
            g.wallet_session = current_app.extensions["wallet_sessions"]()
        session: Session = g.wallet_session
        return session

    @staticmethod
    def _close(_error: BaseException | None) -> None:
        session: Session | None = g.pop("wallet_session", None)
        if session is not None:
            session.close()


class SignedCookies(SecureCookieSessionInterface):
    """Flask's own, which makes what it signs with anew for each request: for us once will do."""

    def __init__(self, app: Flask) -> None:
        self._serializer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> Any:
        return self._serializer


db = RequestSessions()
