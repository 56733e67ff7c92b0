"""The database session of this request."""

from flask import Flask, current_app, g
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


db = RequestSessions()
