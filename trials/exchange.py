"""One HTTP request a connection, as the bad network carries it, and its JSON answer."""

import asyncio
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

HEAD_END = b"\r\n\r\n"


class Silence(Exception):
    """No answer, or none of the books."""


async def ask(
    port: int, method: str, path: str, headers: Mapping[str, str], body: Any, *, within: float
) -> tuple[int, Any]:
    """Status and JSON of the answer. Raises Silence when none came within so many seconds."""
    try:
        raw = await asyncio.wait_for(_exchange(port, method, path, headers, body), within)
        head, _, answered = raw.partition(HEAD_END)
        status = int(head.split(b" ", 2)[1])
        return status, None if status == HTTPStatus.NO_CONTENT else json.loads(answered)
    except (OSError, TimeoutError, ValueError, IndexError) as error:
        raise Silence from error


async def _exchange(
    port: int, method: str, path: str, headers: Mapping[str, str], body: Any
) -> bytes:
    sent = b"" if body is None else json.dumps(body).encode()
    own = {"Host": "localhost", "Accept": "application/json", "Content-Length": len(sent)}
    own |= {"Content-Type": "application/json"} if sent else {}
    lines = [f"{name}: {value}" for name, value in {**own, **headers}.items()]
    head = "\r\n".join([f"{method} {path} HTTP/1.1", *lines]).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head + HEAD_END + sent)
        await writer.drain()
        return await reader.read()
    finally:
        writer.close()
