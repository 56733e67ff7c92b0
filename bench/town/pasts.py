"""When things were posted: the ledger writes down its own clock, and a past must be written now."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, text

from wallet.database import Session

_CLOCKS = {
    ("ledger.posting", "posted_at"): "clock_timestamp()",
    ("ledger.account", "opened_at"): "now()",
    ("ledger.book", "opened_at"): "now()",
}
"""Table and column -> the default that the migrations give it."""
_PAST = "coalesce(nullif(current_setting('town.now', true), '')::timestamptz, {})"


@contextmanager
def writable(owner: Engine) -> Iterator[None]:
    """Let the ledger's clock be the town's for as long as this lasts. Only its owner can."""
    _set(owner, {column: _PAST.format(clock) for column, clock in _CLOCKS.items()})
    try:
        yield
    finally:
        _set(owner, _CLOCKS)


def it_is(session: Session, now: datetime) -> datetime:
    """Let it be this instant for the rest of this transaction."""
    session.execute(text("select set_config('town.now', :now, true)"), {"now": now.isoformat()})
    return now


def _set(owner: Engine, clocks: dict[tuple[str, str], str]) -> None:
    with owner.begin() as connection:
        for (table, column), clock in clocks.items():
            connection.execute(text(f"alter table {table} alter {column} set default {clock}"))
