"""The few statements that every sale asks: prepared once a connection, and past its cursors.

A cursor takes more than twice the processor time. This uses what the driver itself is made of
(https://www.psycopg.org/psycopg3/docs/api/pq.html): the same connection, transaction and values.
"""

from collections.abc import Sequence
from typing import Any, cast

import psycopg
from psycopg import pq
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result


class Prepared:
    """What one connection has prepared; its transaction begins with the first statement.

    The connection must prepare nothing by itself: the driver forgets all there is at a rollback.
    """

    def __init__(self, connection: "psycopg.Connection[Any]", *, keeps: bool = True) -> None:
        """`keeps`: whether the server remembers what was prepared, until the connection ends."""
        self._driver = connection
        self._connection = connection.pgconn
        self._values = Transformer(connection)
        self._keeps = keeps
        self._names: dict[str, bytes] = {}

    def rows(self, query: str, parameters: Sequence[object]) -> list[Any]:
        """Send a statement with parameters `$1`, `$2`, and so on; all rows it returns.

        Raises:
            psycopg.Error: as a cursor would.
        """
        if self._connection.transaction_status == pq.TransactionStatus.IDLE:
            self._check(self._connection.exec_(_BEGIN[bool(self._driver.read_only)]))
        result = self._send(query, parameters)
        self._check(result)
        self._values.set_pgresult(result)
        return self._values.load_rows(0, result.ntuples, tuple)

    def _send(self, query: str, parameters: Sequence[object]) -> pq.abc.PGresult:
        """Parameters as text: the server knows of which type each is. The answer in binary."""
        values = self._values.dump_sequence(parameters, [PyFormat.TEXT] * len(parameters))
        if not self._keeps:
            return self._connection.exec_params(
                query.encode(), values, None, None, pq.Format.BINARY
            )
        name = self._names.get(query) or self._prepare(query)
        return self._connection.exec_prepared(
            name, cast("Sequence[bytes]", values), None, pq.Format.BINARY
        )

    def _prepare(self, query: str) -> bytes:
        name = f"wallet_{len(self._names)}".encode()
        self._check(self._connection.prepare(name, query.encode()))
        self._names[query] = name
        return name

    def _check(self, result: pq.abc.PGresult) -> None:
        if self._connection.status == pq.ConnStatus.BAD:
            raise psycopg.OperationalError(result.get_error_message())
        if result.status not in _DONE:
            raise error_from_result(result)


_BEGIN = {False: b"begin", True: b"begin read only"}
_DONE = {pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK}
