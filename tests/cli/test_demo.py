"""The demo town: built through the use cases, kept, and open to scripts."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from tests.homes import a_home
from wallet.cli import connections
from wallet.embedded import EmbeddedPostgres

WALLET = (sys.executable, "-c", "from wallet.cli import main; main()")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, port: int) -> subprocess.Popen[bytes]:
    """A demo that answers; what it says is in `demo.log` of its home."""
    environment = os.environ | {"WALLET_HOME": str(home)}
    environment.pop("WALLET_DATABASE_URL", None)
    with (home / "demo.log").open("ab") as log:
        demo = subprocess.Popen(
            [*WALLET, "demo", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
    for _ in range(1800):
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
                assert answer.status == 200
                return demo
        except URLError:
            assert demo.poll() is None, (home / "demo.log").read_text()
            time.sleep(0.1)
    raise AssertionError("the demo was not ready within three minutes")


def stop(demo: subprocess.Popen[bytes]) -> None:
    demo.send_signal(signal.SIGTERM)
    assert demo.wait(30) == 0


def wallet(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"WALLET_HOME": str(home)}
    return subprocess.run(
        [*WALLET, *arguments], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with a_home() as home:
        yield home


@pytest.fixture(scope="module")
def demo(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    demo = start(home, free_port())
    yield demo
    if demo.poll() is None:
        stop(demo)


def test_a_script_can_act_as_phones_and_tills(demo: object, home: Path) -> None:
    shown = wallet(home, "demo", "access", "--json")

    access = json.loads(shown.stdout)
    assert len(access["participants"]) == 20
    assert all(len(bytes.fromhex(phone["secret"])) == 32 for phone in access["participants"])
    assert all(phone["balance_cents"] > 0 for phone in access["participants"])
    assert len({till["merchant"] for till in access["tills"]}) == 2
    assert {"treasurer_token", "sponsor", "database_url", "base_url"} <= access.keys()


def test_a_newcomer_reads_every_pin_there_is(demo: object, home: Path) -> None:
    access = json.loads(wallet(home, "demo", "access", "--json").stdout)
    read = wallet(home, "demo", "access").stdout

    told = [access["participant"]["pay_pin"], *(card["pin"] for card in access["cards"])]
    assert len(told) == 4
    assert all(pin in read for pin in told)


def test_a_visitor_who_paired_the_till_leaves_a_way_in(demo: object, home: Path) -> None:
    page, _, code = json.loads(wallet(home, "demo", "access", "--json").stdout)["sign_in"][
        "till"
    ].partition("#")
    tablet = build_opener(HTTPCookieProcessor())
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', tablet.open(page).read().decode())
    assert csrf
    with tablet.open(page, urlencode({"csrf_token": csrf[1], "code": code}).encode()) as paired:
        assert paired.url.endswith("/till")

    again = wallet(home, "demo", "access", "--json")

    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["sign_in"]["till"] != f"{page}#{code}"


def test_the_town_is_clean_after_it_was_killed_and_keeps_its_data(
    demo: subprocess.Popen[bytes], home: Path
) -> None:
    before = json.loads(wallet(home, "ledger", "audit", "--json").stdout)
    demo.kill()
    demo.wait()

    again = start(home, free_port())
    try:
        after = json.loads(wallet(home, "ledger", "audit", "--json").stdout)
    finally:
        stop(again)

    assert before["is_clean"]
    assert after == before
    assert after["postings"] > 50


def test_another_database_gives_no_access() -> None:
    with a_home() as home:
        server = EmbeddedPostgres(home / "postgres", durable=False)
        connections.prepare(server)

        refused = wallet(home, "demo", "access", "--json")

        server.discard()
    assert refused.returncode == 1
    assert "no demo database" in refused.stderr
