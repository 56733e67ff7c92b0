"""What each role may do is decided by the database."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from tests.database import TestDatabase
from wallet.schema import grants, migrations, roles

RIGHTS = """
select table_schema, table_name, privilege_type from information_schema.table_privileges
where grantee = :role and table_schema in ('public', 'ledger')
"""


def test_the_application_deletes_and_truncates_nothing(database: TestDatabase) -> None:
    rights = _rights(database, roles.APP)

    assert {right for _, _, right in rights} == {"SELECT", "INSERT"}


def test_the_application_changes_only_the_columns_that_are_named(database: TestDatabase) -> None:
    with database.superuser.connect() as connection:
        updatable = connection.execute(
            text(
                "select table_name, column_name from information_schema.column_privileges"
                " where grantee = :role and privilege_type = 'UPDATE'"
            ),
            {"role": roles.APP},
        ).all()

    assert {(table, column) for table, column in updatable} == {
        (table, column) for table, columns in grants.UPDATABLE.items() for column in columns
    }


def test_the_application_only_reads_the_ledger_and_the_version(database: TestDatabase) -> None:
    for schema, table, right in _rights(database, roles.APP):
        if schema == "ledger" or table == "alembic_version":
            assert right == "SELECT", table


def test_the_auditor_only_reads_and_reads_everything_but_messages(database: TestDatabase) -> None:
    rights = _rights(database, roles.AUDITOR)

    assert {right for _, _, right in rights} == {"SELECT"}
    assert {table for _, table, _ in rights} == {
        table for _, table, _ in _rights(database, roles.OWNER)
    } - {"message"}


def test_the_auditor_cannot_read_the_links_that_sign_others_in(database: TestDatabase) -> None:
    with database.superuser.connect() as connection:
        connection.execute(text(f"set local role {roles.AUDITOR}"))
        connection.execute(text("select id, recipient, subject, enqueued_at from message"))
        with pytest.raises(ProgrammingError, match="permission denied for table message"):
            connection.execute(text("select body from message"))


def test_everybody_else_has_no_rights_at_all(database: TestDatabase) -> None:
    assert _rights(database, "PUBLIC") == set()


def test_no_role_is_a_superuser_or_may_make_roles(engine: Engine) -> None:
    with engine.connect() as connection:
        mighty = connection.scalars(
            text(
                "select rolname from pg_roles where rolname like 'wallet\\_%'"
                " and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls)"
            )
        ).all()

    assert mighty == []


def test_the_application_cannot_make_a_table(session: Session) -> None:
    with pytest.raises(ProgrammingError, match="permission denied for schema public"):
        session.execute(text("create table backdoor (id int)"))


def test_the_application_cannot_become_the_owner(session: Session) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        session.execute(text("set role wallet_owner"))


def test_setting_up_and_upgrading_again_changes_nothing(database: TestDatabase) -> None:
    before = _rights(database, roles.APP)

    assert migrations.upgrade(database.url(roles.OWNER)) == migrations.newest()
    assert _rights(database, roles.APP) == before


def _rights(database: TestDatabase, role: str) -> set[tuple[str, str, str]]:
    with database.superuser.connect() as connection:
        rows = connection.execute(text(RIGHTS), {"role": role})
        return {(schema, table, right) for schema, table, right in rows}
