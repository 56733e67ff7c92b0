"""`make town`: write the year of a town, once; `make town-reset` begins it anew."""

import sys
import time
from datetime import date, timedelta
from pathlib import Path

import psycopg

from bench.town import place, year
from bench.town.place import Facts
from bench.town.size import YEAR
from bench.town.year import Year
from wallet import clock, database
from wallet.cli import connections
from wallet.cli.signing import make_key
from wallet.embedded import EmbeddedPostgres
from wallet.identity.vault import Vault
from wallet.ledger.seal_keys import SigningKey
from wallet.schema import roles


def main() -> None:
    if "--reset" in sys.argv:
        place.clear(place.FOLDER)
    server, facts = there(place.FOLDER)
    _say(f"A year to {facts.last_day}, seed {facts.seed}, in {place.FOLDER}")
    _say(f"  look around:  WALLET_HOME={place.FOLDER} wallet ledger audit")
    server.stop()


def there(folder: Path) -> tuple[EmbeddedPostgres, Facts]:
    """The town of this folder, written now if it is not there or only half of it is."""
    facts = Facts.read(folder)
    if facts is None:
        place.clear(folder)
    server = EmbeddedPostgres(folder / "postgres")
    revision = connections.prepare(server)
    if facts is None:
        facts = _write(server, folder, revision)
        facts.write(folder)
    return server, facts


def _write(server: EmbeddedPostgres, folder: Path, revision: str) -> Facts:
    started = time.perf_counter()
    last_day = clock.day_of(clock.now()) - timedelta(days=1)
    _say(f"Writing a year of a town, seed {year.SEED} ...")
    engine, owner = (database.connect(server.url(role)) for role in (roles.APP, roles.OWNER))
    vault, key = Vault(place.vault_keys()), SigningKey(make_key(folder))

    def told(day: date) -> None:
        if (day + timedelta(days=1)).day == 1:
            _say(f"  {day:%B %Y} is over, after {time.perf_counter() - started:.0f} s")

    with year.writer(engine, owner, vault=vault) as session:
        Year(session, YEAR, key=key, last_day=last_day).live(on_day=told)
    engine.dispose()
    owner.dispose()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("vacuum analyze")
    _say(f"Done in {time.perf_counter() - started:.0f} s")
    first_day = last_day - timedelta(days=YEAR.days - 1)
    return Facts(year.SEED, first_day.isoformat(), last_day.isoformat(), revision)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
