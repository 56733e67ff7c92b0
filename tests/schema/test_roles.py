"""The roles and the database are made where they are missing, and left alone where they are not."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import text

from tests.database import TestDatabase
from wallet.schema import migrations, roles

NAME = "wallet_test_set_up"
APP_URL = f"postgresql://wallet_app@/{NAME}"


@pytest.fixture
def admin_url(database: TestDatabase) -> Iterator[str]:
    url = database.superuser.url.set(drivername="postgresql", database="postgres")
    admin_url = url.render_as_string(hide_password=False)
    yield admin_url
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(f"drop database if exists {NAME} with (force)")


def test_a_missing_database_is_made_and_belongs_to_the_owner(admin_url: str) -> None:
    roles.set_up(admin_url, APP_URL)
    roles.set_up(admin_url, APP_URL)

    with psycopg.connect(admin_url) as connection:
        owner = connection.execute(
            "select pg_get_userbyid(datdba) from pg_database where datname = %s", (NAME,)
        ).fetchone()
    assert owner == (roles.OWNER,)


def test_strangers_cannot_even_connect(admin_url: str, database: TestDatabase) -> None:
    roles.set_up(admin_url, APP_URL)

    with database.superuser.connect() as connection:
        may = connection.scalar(
            text("select has_database_privilege('public', :name, 'connect')"), {"name": NAME}
        )
    assert may is False


def test_a_schema_is_current_only_after_the_upgrade(database: TestDatabase) -> None:
    with database.superuser.connect() as connection:
        assert migrations.is_current(connection)
        connection.execute(text("update alembic_version set version_num = '0001'"))
        assert not migrations.is_current(connection)


def test_a_role_that_is_not_ours_is_refused_without_showing_its_password(admin_url: str) -> None:
    with pytest.raises(roles.RoleUnknown) as refusal:
        roles.set_up(admin_url, f"postgresql://somebody:geheim@/{NAME}")

    assert "somebody" in str(refusal.value)
    assert "geheim" not in str(refusal.value)
