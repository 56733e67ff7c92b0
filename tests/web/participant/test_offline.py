"""What a phone keeps: the same for everybody, in each language, and installable."""

import json
import re

import pytest
from sqlalchemy.orm import Session

from tests.client import Client
from tests.web.conftest import Counter

SHELLS = ("/wallet/shell/{}/wallet", "/wallet/shell/{}/people")
LANGUAGES = ("nl", "en", "ar")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_of_nobody(client: Client, counter: Counter, shell: str, language: str) -> None:
    page = shell.format(language)
    empty = client.get(page).text
    client.sign_in_device(counter.phone.device.id)

    mine = client.get(page, headers={"Accept-Language": "en"}).text

    assert mine == empty
    assert f'lang="{language}"' in mine
    assert counter.phone.device.handle not in mine
    assert 'name="csrf-token" content=""' in mine


def test_there_are_no_other_shells(client: Client) -> None:
    for page in ("/wallet/shell/nl/history", "/wallet/shell/xx/wallet", "/wallet/shell/nl/"):
        assert client.get(page).status_code == 404


def test_the_worker_keeps_files_and_shells_only(client: Client) -> None:
    answer = client.get("/wallet-offline.js")
    told = json.loads(answer.text.partition("const PHONE = ")[2].partition(";\n")[0])

    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert all(name.startswith("/static/") for name in told["files"])
    assert not [name for name in told["files"] if "/till/" in name or "admin" in name]
    for name in told["files"]:
        assert client.get(name, buffered=True).status_code == 200, name
    assert told["shells"] == {
        "/wallet": "/wallet/shell/LANGUAGE/wallet",
        "/wallet/people": "/wallet/shell/LANGUAGE/people",
    }


def test_what_the_kept_pages_ask_for_is_kept_too(client: Client) -> None:
    script = client.get("/wallet-offline.js").text
    for shell in SHELLS:
        page = client.get(shell.format("nl")).text
        asked = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', page)
        assert asked
        assert [name for name in asked if f'"{name}"' not in script] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_makes_it_an_app(client: Client, language: str) -> None:
    answer = client.get(f"/wallet/{language}.webmanifest")
    told = json.loads(answer.text)

    assert answer.mimetype == "application/manifest+json"
    assert (told["start_url"], told["scope"], told["display"]) == (
        "/wallet",
        "/wallet",
        "standalone",
    )
    assert (told["lang"], told["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    for icon in told["icons"]:
        assert client.get(icon["src"], buffered=True).status_code == 200
    assert "/wallet/people" not in told.values()


def test_a_stranger_to_the_phone_sees_no_people(client: Client, committed: Session) -> None:
    page = client.get("/wallet/people", headers={"Accept-Language": "nl"}).text

    assert "Wie ben je?" in page
    assert "data-whose" not in page
