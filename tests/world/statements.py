"""What a test looks at from below."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session


def statements_of(session: Session) -> list[str]:
    """What this session sends to the database from now on, statement by statement."""
    sent: list[str] = []

    @event.listens_for(session.connection(), "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    return sent
