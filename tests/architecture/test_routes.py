"""Things that are true of every route."""

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from wallet.edge import routes
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity import people
from wallet.identity.permissions import Permission
from wallet.identity.vault import Vault


def test_every_route_of_the_application_is_guarded(app: Flask) -> None:
    open_to_all = {"static"}

    unguarded = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint not in open_to_all
        and not isinstance(getattr(view, "permission", None), Permission)
    }

    assert unguarded == set()


def test_a_route_that_does_not_say_who_may_use_it_stops_the_app() -> None:
    app = Flask("undeclared")
    app.add_url_rule("/open", "open", lambda: "hello")

    with pytest.raises(LookupError, match="open"):
        routes.guard(app)


def test_a_get_cannot_write(app_that_writes: Flask) -> None:
    client = app_that_writes.test_client()

    assert client.post("/write").text == "written"
    with pytest.raises(DBAPIError, match="read-only transaction"):
        client.get("/write")


def test_a_view_that_raises_leaves_nothing_behind(
    app_that_writes: Flask, committed: Session
) -> None:
    with pytest.raises(ZeroDivisionError):
        app_that_writes.test_client().post("/write-and-fail")

    assert committed.scalar(text("select count(*) from person")) == 0


@pytest.fixture
def app_that_writes(engine: Engine, vault: Vault, committed: Session) -> Flask:
    @requires(Permission.ANYONE)
    def write() -> str:
        people.register(db.session, name="Merel")
        return "written"

    @requires(Permission.ANYONE)
    def write_and_fail() -> str:
        people.register(db.session, name="Merel")
        return str(1 / 0)

    app = Flask("writer")
    app.testing = True
    db.init_app(app, engine, vault)
    app.add_url_rule("/write", view_func=write, methods=["GET", "POST"])
    app.add_url_rule("/write-and-fail", view_func=write_and_fail, methods=["POST"])
    routes.guard(app)
    return app
