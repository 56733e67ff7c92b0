"""`pip install wallet` is enough: nothing the application needs stays behind in the clone."""

import base64
import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.database import TestDatabase
from tests.homes import a_home
from wallet.schema import migrations, roles

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    options: list[str | Path] = [
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        folder,
    ]
    subprocess.run([*pip, "wheel", *options, ROOT], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def venv(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment: the wheel, and the dependencies but not the clone."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    site = next(folder.glob("lib/python*/site-packages"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    target: list[str | Path] = ["--python", folder / "bin" / "python"]
    subprocess.run([*pip, *target, "install", "--no-deps", "--no-index", wheel], check=True)
    # Only a path: the clone's own .pth file, of its editable installation, is not followed.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_the_wheel_holds_all_that_is_not_python(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    def kept(folder: str, *endings: str) -> set[str]:
        files = (ROOT / folder).rglob("*")
        return {str(path.relative_to(ROOT)) for path in files if path.name.endswith(endings)}

    wanted = kept("wallet", ".py", ".sql", ".html", ".css", ".js", ".wasm", ".toml", ".po", ".xsd")
    wanted |= {name.removesuffix("po") + "mo" for name in kept("wallet", ".po")}
    wanted |= {f"wallet/_{name}" for name in kept("migrations", ".py", ".mako")}
    assert wanted - names == set()
    assert [name for name in names if name.startswith(("tests", "bench", "tools"))] == []


def test_the_installed_command_migrates_and_serves(
    venv: Path, database: TestDatabase, tmp_path: Path
) -> None:
    environment = _environment(
        tmp_path,
        WALLET_SECRET_KEY="x" * 40,
        WALLET_DEVICE_KEYS="test:" + base64.b64encode(bytes(32)).decode(),
        WALLET_DATABASE_URL=database.url(roles.APP),
        WALLET_OWNER_DATABASE_URL=database.url(roles.OWNER),
    )
    wallet = venv / "bin" / "wallet"
    upgrade = subprocess.run(
        [wallet, "db", "upgrade"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert migrations.newest() in upgrade.stdout, upgrade.stderr

    with _running([wallet, "serve"], tmp_path, environment) as port:
        assert json.loads(_get(port, "/healthz")) == {"status": "ok"}
        assert b":root" in _get(port, "/static/css/tokens.css")
        assert "Stadsportemonnee" in _get(port, "/").decode()


def test_the_installed_command_builds_the_demo_town(venv: Path, tmp_path: Path) -> None:
    with a_home() as home:
        environment = _environment(tmp_path, WALLET_HOME=str(home))

        with _running([venv / "bin" / "wallet", "demo"], tmp_path, environment) as port:
            assert "Rondweg-Zuid" in _get(port, "/backing").decode()


def _environment(home: Path, **settings: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(home), **settings}


@contextmanager
def _running(command: list[str | Path], folder: Path, environment: dict[str, str]) -> Iterator[int]:
    """The port on which this command serves; it ends well when it is told to."""
    port = _free_port()
    with subprocess.Popen([*command, "--port", str(port)], cwd=folder, env=environment) as server:
        try:
            yield port
        finally:
            server.terminate()
    assert server.returncode == 0


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _get(port: int, path: str) -> bytes:
    """What the server answers, as soon as it does."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            asking = Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Language": "nl"})
            with urlopen(asking, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                body: bytes = answer.read()
                return body
        except URLError as error:
            if time.monotonic() > deadline or not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.1)
