"""When the database is gone, visitors read a page that says so, not a stack trace."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import create_engine

from tests.client import Client
from wallet.app import create_app
from wallet.config import Settings


@pytest.fixture
def without_database(settings: Settings) -> Flask:
    """An application whose database answers nobody."""
    app = create_app(settings, create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    app.test_client_class = Client
    return app


def test_a_signed_in_visitor_reads_what_to_do(without_database: Flask) -> None:
    client = without_database.test_client()
    assert isinstance(client, Client)
    client.sign_in_device(uuid4())

    answer = client.get("/wallet")

    assert answer.status_code == 500
    assert "Er is niets geboekt." in answer.text


def test_a_program_gets_a_problem(without_database: Flask) -> None:
    answer = without_database.test_client().get("/api/backing")

    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
