"""What each role may do with the tables: renewed at the end of every `wallet db upgrade`.

Facts are rows: the application inserts and reads. The columns it may change are named below,
one by one; it deletes nothing. The auditor reads everything but the text of messages: a sign-in
link in one of them would make a treasurer of a reader. The ledger's own rights are in
`wallet/ledger/sql/grants.sql`.
"""

from sqlalchemy import Connection, text

from wallet.schema.roles import APP, AUDITOR

UPDATABLE: dict[str, tuple[str, ...]] = {}
"""Table of schema `public` -> the columns the application may change."""

_RENEWED = f"""
revoke all on all tables in schema public from public, {APP}, {AUDITOR};
revoke all on all sequences in schema public from public, {APP}, {AUDITOR};
grant select, insert on all tables in schema public to {APP};
grant usage on all sequences in schema public to {APP};
revoke insert on alembic_version from {APP};
grant execute on function answer_of(uuid, uuid), answer_in_turn(uuid, uuid) to {APP};
grant select on all tables in schema public, ledger to {AUDITOR};
grant usage on schema ledger to {AUDITOR};
revoke select on message from {AUDITOR};
grant select (id, recipient, subject, enqueued_at) on message to {AUDITOR};
"""  # noqa: S608 - made of the names above alone


def renew(connection: Connection) -> None:
    """Give the application and the auditor exactly the rights that stand here."""
    connection.execute(text(_RENEWED))
    for table, columns in UPDATABLE.items():
        connection.execute(text(f"revoke update on {table} from {APP}"))
        connection.execute(text(f"grant update ({', '.join(columns)}) on {table} to {APP}"))
