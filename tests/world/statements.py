"""What a session asks the database."""

from collections.abc import Sequence
from typing import Any

from psycopg import Cursor
from sqlalchemy.orm import Session

from wallet.prepared import Prepared


def statements_of(session: Session) -> list[str]:
    """What this session sends to the database from now on, past SQLAlchemy as well."""
    sent: list[str] = []
    connection = session.connection().connection
    driver: Any = connection.driver_connection
    prepared: Prepared = connection.info["prepared"]

    class Noting(Cursor[Any]):
        def execute(self, query: Any, *how: Any, **more: Any) -> "Noting":
            sent.append(str(query))
            super().execute(query, *how, **more)
            return self

    class NotingPrepared:
        def rows(self, query: str, parameters: Sequence[object]) -> list[Any]:
            sent.append(query)
            return prepared.rows(query, parameters)

    driver.cursor_factory = Noting
    connection.info["prepared"] = NotingPrepared()
    return sent
