"""What the migrations make is what the models say."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, text

from tests.architecture import tables  # noqa: F401 - the tables
from wallet.database import Base

OURS = {None, "ledger"}

CHECKS = """
select conrelid::regclass::text, conname from pg_constraint
where contype = 'c' and connamespace::regnamespace::text in ('public', 'ledger')
"""


def test_the_migrated_schema_is_what_the_models_say(owner_engine: Engine) -> None:
    options = {
        "compare_type": True,
        "include_schemas": True,
        "include_name": lambda name, kind, _: kind != "schema" or name in OURS,
    }
    with owner_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_every_check_of_the_models_is_in_the_database(owner_engine: Engine) -> None:
    """Alembic does not compare CHECK constraints, so this does; the SQL may hold more."""
    with owner_engine.connect() as connection:
        in_database = {(table, name) for table, name in connection.execute(text(CHECKS))}

    in_models = {
        (table.fullname, str(constraint.name))
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert in_models - in_database == set()


def test_every_constraint_has_a_name_of_its_own() -> None:
    nameless = [
        (table.fullname, constraint)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]

    assert nameless == []
