"""A Python of its own for each peer, made when it is first needed and kept between runs.

Peers pin other versions of libraries that the wallet uses, so they are no part of its lock file.
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(".wallet-bench").absolute()

PINS = {
    "hordak": (
        "asgiref==3.13.0",
        "babel==2.18.0",
        "certifi==2026.10.18",
        "charset-normalizer==3.5.2",
        "diff-match-patch==20241021",
        "dj-database-url==3.1.2",
        "django==5.2.19",
        "django-extensions==4.1",
        "django-hordak==2.0.0",
        "django-import-export==4.4.3",
        "django-js-asset==5.0.0",
        "django-money==3.6.2",
        "django-mptt==0.20.0",
        "idna==3.20",
        "psycopg==3.3.9",
        "psycopg-binary==3.3.9",
        "py-moneyed==3.0",
        "requests==2.34.2",
        "sqlparse==0.6.1",
        "tablib==3.10.0",
        "typing-extensions==4.16.0",
        "urllib3==2.8.0",
    ),
    # It asks for drivers of three databases, two of which need a compiler; this is the one in use.
    "python_accounting": (
        "psycopg2-binary==2.9.13",
        "python-accounting==2.0.0",
        "python-dateutil==2.9.0.post0",
        "six==1.17.0",
        "sqlalchemy==2.1.9",
        "typing-extensions==4.16.0",
    ),
}
"""Everything that is installed, dependencies included."""


class PeerNotInstalled(Exception):
    """The installer's own last words."""


def python(peer: str) -> Path:
    """The interpreter that has this peer, and nothing of ours.

    Raises:
        PeerNotInstalled: no network, no such version any more, or none for this machine.
    """
    folder, pins = FOLDER / peer, "\n".join(PINS[peer])
    made, kept = folder / "bin" / "python", folder / "pins.txt"
    if kept.exists() and kept.read_text("utf-8") == pins:
        return made
    uv = (sys.executable, "-m", "uv")
    _run(*uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder))
    _run(*uv, "pip", "install", "--quiet", "--no-deps", "--python", str(made), *PINS[peer])
    kept.write_text(pins, "utf-8")
    return made


def _run(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode != 0:
        raise PeerNotInstalled(" ".join(done.stderr.split())[-300:])
