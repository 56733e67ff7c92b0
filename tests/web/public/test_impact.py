"""Everybody sees what a programme brought about, and nobody in it."""

from uuid import uuid4

from sqlalchemy.orm import Session

from tests import build
from tests.client import Client


def test_everybody_sees_what_a_programme_did(client: Client, committed: Session) -> None:
    programme = build.a_programme(committed)
    committed.commit()
    path = f"/impact/{programme.id}"

    page = client.get(path, headers={"Accept-Language": "en"})

    assert page.status_code == 200
    assert f"What {programme.name} does" in page.text
    assert path in client.get("/").text


def test_no_such_programme(client: Client) -> None:
    assert client.get(f"/impact/{uuid4()}").status_code == 404
