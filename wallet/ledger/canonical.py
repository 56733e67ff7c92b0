"""The canonical bytes of a transfer: what seals hash. `docs/ledger-format.md` specifies them.

They hold every fact of the transfer, of its posting, and of who owned both accounts: whoever
changes a cause, an instant or an owner changes the bytes. One row of text per transfer is made in
the database, so that a million of them are read in seconds.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from wallet.ledger import merkle

FIELDS = (
    "format",
    "id",
    "posting_id",
    "posted_at",
    "book_id",
    "source_id",
    "source_kind",
    "source_owner_id",
    "source_expires_on",
    "target_id",
    "target_kind",
    "target_owner_id",
    "target_expires_on",
    "cents",
    "bank_entry_id",
    "cause",
)
"""In this order, one a line, empty for none. The cause is last: it alone may hold line ends."""

_INSTANT = """'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'"""

_LINE = f"""concat_ws(e'\\n', 'wallet-transfer:1', t.id, t.posting_id,
    coalesce(to_char(p.posted_at at time zone 'UTC', {_INSTANT}), ''), t.book_id,
    t.source_id, coalesce(s.kind, ''), coalesce(s.owner_id::text, ''),
    coalesce(to_char(s.expires_on, 'YYYY-MM-DD'), ''),
    t.target_id, coalesce(d.kind, ''), coalesce(d.owner_id::text, ''),
    coalesce(to_char(d.expires_on, 'YYYY-MM-DD'), ''),
    t.cents, coalesce(t.bank_entry_id::text, ''), coalesce(p.cause, ''))"""
# Postings of a run lie close together: between the lowest and the highest, never all of a year.
_RUN = """
with run as materialized (
    select * from ledger.transfer
    where id > %(after)s and id <= %(until)s order by id limit %(most)s
)
"""
_TRANSFERS = """
from run as t
left join (
    select * from ledger.posting
    where id between (select min(posting_id) from run) and (select max(posting_id) from run)
) as p on p.id = t.posting_id
left join ledger.account s on s.id = t.source_id
left join ledger.account d on d.id = t.target_id
"""
_LINES = f"{_RUN} select t.id, {_LINE} {_TRANSFERS} order by t.id"
_LEAVES = f"""{_RUN}
select string_agg(int8send(t.id) || sha256(decode('{merkle.LEAF.hex()}', 'hex')
                                           || convert_to({_LINE}, 'UTF8')), '' order by t.id)
{_TRANSFERS}
"""


ID_BYTES = 8
SIZE = ID_BYTES + merkle.HASH_BYTES
"""Bytes of one leaf in a seal's list."""


class Leaf(NamedTuple):
    """A transfer as a seal knows it."""

    transfer_id: int
    hash: bytes


def lines(
    connection: Connection, *, after: int, until: int, most: int | None = None
) -> list[tuple[int, str]]:
    """Transfer id and canonical text of each transfer with after < id <= until, in id order."""
    driver = connection.connection.driver_connection  # past SQLAlchemy: half the time
    assert driver is not None
    parameters = {"after": after, "until": until, "most": most}
    rows: list[tuple[int, str]] = driver.execute(_LINES, parameters).fetchall()
    return rows


def leaves(connection: Connection, *, after: int, until: int, most: int | None = None) -> bytes:
    """The same, hashed, as a seal keeps them: 8 bytes of id, big-endian, and 32 of hash for each.

    The database hashes: a million texts stay where they are, and it takes half the time.
    """
    driver = connection.connection.driver_connection
    assert driver is not None
    parameters = {"after": after, "until": until, "most": most}
    packed: bytes | None = driver.execute(_LEAVES, parameters, binary=True).fetchone()[0]
    return packed or b""


def hashes(packed: bytes) -> list[bytes]:
    """The leaf hashes of what `leaves` made, in order."""
    return [packed[start + ID_BYTES : start + SIZE] for start in range(0, len(packed), SIZE)]


def unpack(packed: bytes) -> list[Leaf]:
    """The same with their ids."""
    ids = (int.from_bytes(packed[at : at + ID_BYTES]) for at in range(0, len(packed), SIZE))
    return list(map(Leaf, ids, hashes(packed)))


def fields(line: str) -> dict[str, str]:
    """The canonical text, taken apart by name."""
    return dict(zip(FIELDS, line.split("\n", len(FIELDS) - 1), strict=True))


def instant(at: datetime) -> str:
    """UTC with microseconds: `2026-01-31T09:30:00.000000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
