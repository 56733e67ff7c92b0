"""Everybody sees what a programme brought about, and nobody in it."""

from datetime import timedelta
from uuid import uuid4

from lxml import html
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from wallet import clock
from wallet.activities import ladder


def test_everybody_sees_what_a_programme_did(client: Client, committed: Session) -> None:
    programme = build.a_programme(committed)
    committed.commit()
    path = f"/impact/{programme.id}"

    page = client.get(path, headers={"Accept-Language": "en"})

    assert page.status_code == 200
    assert f"What {programme.name} does" in page.text
    assert path in client.get("/").text


def test_how_many_moved_is_told_in_tens(client: Client, committed: Session) -> None:
    programme = build.a_programme(committed)
    coordinator = build.a_coordinator(committed, programme)
    for _ in range(11):
        wallet = build.a_registration(committed, coordinator, programme)
        for ago, step in ((500, 2), (300, 3)):
            now = clock.now() - timedelta(days=ago)
            ladder.record(committed, coordinator, wallet.id, step=step, now=now)
    committed.commit()

    page = client.get(f"/impact/{programme.id}", headers={"Accept-Language": "en"})

    [table] = html.fromstring(page.text).xpath("//table[contains(., 'A step up')]")
    cells = [" ".join(cell.text_content().split()) for cell in table.xpath(".//tbody//td")]
    assert cells == ["10 or more", "0", "0", "10 or more"]


def test_no_such_programme(client: Client) -> None:
    assert client.get(f"/impact/{uuid4()}").status_code == 404
