"""`wallet db`: what an operator runs after installing a new version."""

from click.testing import CliRunner
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.database import TestDatabase
from wallet.activities.allowance_norms import AllowanceNorm
from wallet.cli import main
from wallet.schema import migrations, roles


def test_an_upgrade_loads_the_norms_of_the_law_and_may_be_repeated(
    database: TestDatabase, engine: Engine
) -> None:
    for _ in range(2):
        done = CliRunner().invoke(
            main,
            ["db", "upgrade", "--owner-url", database.url(roles.OWNER)],
            catch_exceptions=False,
        )
        assert migrations.newest() in done.output

    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(AllowanceNorm)) == 3
    database.wipe()
