"""The whole ledger as JSON Lines: for whoever leaves, and for whoever wants to compute for himself.

`docs/ledger-format.md` describes each line; `docs/recompute.py` reads them and needs nothing of
this package. One snapshot, and never more than a few thousand lines in memory.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

AT_ONCE = 5_000
"""Rows fetched at a time."""

_INSTANT = """'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'"""

_HEADER = f"""
select 'export' as type, 'wallet-ledger-export:1' as format,
       to_char(clock_timestamp() at time zone 'UTC', {_INSTANT}) as made_at
"""
_SEALS = f"""
select 'seal' as type, id, first_transfer_id, last_transfer_id, transfer_count,
       encode(root, 'hex') as root, encode(previous_hash, 'hex') as previous_hash,
       to_char(sealed_at at time zone 'UTC', {_INSTANT}) as sealed_at,
       encode(signature, 'hex') as signature, key_id
from ledger.seal order by id
"""  # noqa: S608 - only the format of an instant is filled in
_ACCOUNTS = """
select 'account' as type, id, book_id, kind, owner_id, expires_on,
       closed_at is not null as is_closed, ledger.balance_of(id) as balance_cents
from ledger.account order by id
"""
_TRANSFERS = f"""
select 'transfer' as type, t.id, t.posting_id,
       to_char(p.posted_at at time zone 'UTC', {_INSTANT}) as posted_at, t.book_id,
       t.source_id, t.target_id, t.cents, t.bank_entry_id, p.cause
from ledger.transfer t join ledger.posting p on p.id = t.posting_id
order by t.id
"""  # noqa: S608 - only the format of an instant is filled in
_END = """
select 'end' as type, (select count(*) from ledger.seal) as seals,
       (select count(*) from ledger.account) as accounts,
       (select count(*) from ledger.transfer) as transfers
"""


def lines(connection: Connection) -> Iterator[str]:
    """Every line of the export, in one snapshot. The connection must not be in a transaction yet.

    The last line counts the others: an export without it broke off.
    """
    snapshot = connection.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True, yield_per=AT_ONCE
    )
    with snapshot.begin():
        for query in (_HEADER, _SEALS, _ACCOUNTS, _TRANSFERS, _END):
            as_json = f"select row_to_json(line)::text from ({query}) as line"  # noqa: S608 - our own queries
            with snapshot.execute(text(as_json)) as rows:
                yield from rows.scalars()
