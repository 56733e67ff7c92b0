"""What a session asks the database."""

from typing import Any

from psycopg import Cursor
from sqlalchemy.orm import Session


def statements_of(session: Session) -> list[str]:
    """What this session sends to the database from now on, past SQLAlchemy as well."""
    sent: list[str] = []
    driver: Any = session.connection().connection.driver_connection

    class Noting(Cursor[Any]):
        def execute(self, query: Any, *how: Any, **more: Any) -> "Noting":
            sent.append(str(query))
            super().execute(query, *how, **more)
            return self

    driver.cursor_factory = Noting
    return sent
