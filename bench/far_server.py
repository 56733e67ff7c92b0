"""The way between a browser and a server that is not on the same table: distance and a thin line.

Every byte takes half the round trip each way, a new connection one round trip before its first
byte (TCP's handshake; `handshakes=2` adds that of TLS 1.3), and what comes down shares one line
of so many bits a second. It carries service workers as well, which the throttling of Chromium's
own tools does not reach.
"""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Self

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter
PIECE = 1_460
"""Bytes: what one packet carries."""


class FarServer:
    """Listens on a port of its own while in use as a context manager, and counts what comes."""

    def __init__(
        self,
        server_port: int,
        *,
        round_trip: float,
        bits_per_second: float | None = None,
        handshakes: int = 1,
    ) -> None:
        self._server_port = server_port
        self.round_trip = round_trip
        self.bits_per_second = bits_per_second
        self.handshakes = handshakes
        self._free_at = 0.0
        self._came: list[tuple[float, int]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> Self:
        self._thread.start()
        opening = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._listening = asyncio.run_coroutine_threadsafe(opening, self._loop).result()
        self.port = int(self._listening.sockets[0].getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def forget(self) -> None:
        """Begin to count anew."""
        self._came = []

    def came_by(self, at: float) -> int:
        """Bytes that had come down by this instant (unix seconds) since counting began."""
        return sum(size for when, size in self._came if when <= at)

    async def _serve(self, reader: Reader, writer: Writer) -> None:
        await asyncio.sleep(self.round_trip * self.handshakes)
        with suppress(OSError, asyncio.CancelledError):
            there = await asyncio.open_connection("127.0.0.1", self._server_port)
            up = self._carry(reader, there[1], self._pass_up)
            down = self._carry(there[0], writer, self._pass_down)
            await asyncio.gather(up, down)

    async def _carry(
        self, source: Reader, target: Writer, let_pass: Callable[[bytes], Awaitable[None]]
    ) -> None:
        """What was read is under way while the next is read: distance delays, no more."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(under_way, target, let_pass))
        with suppress(OSError):
            while piece := await source.read(PIECE):
                await under_way.put((time.monotonic() + self.round_trip / 2, piece))
        await under_way.put((time.monotonic() + self.round_trip / 2, b""))
        await arriving

    async def _arrive(
        self,
        under_way: "asyncio.Queue[tuple[float, bytes]]",
        target: Writer,
        let_pass: Callable[[bytes], Awaitable[None]],
    ) -> None:
        with suppress(OSError):
            while True:
                due, piece = await under_way.get()
                await asyncio.sleep(due - time.monotonic())
                if not piece:
                    break
                await let_pass(piece)
                target.write(piece)
                await target.drain()
        target.close()

    async def _pass_up(self, piece: bytes) -> None:
        """Questions are small: their share of the line is not counted."""

    async def _pass_down(self, piece: bytes) -> None:
        """Whoever comes next on the line waits until this piece is through."""
        if self.bits_per_second:
            begins = max(self._free_at, time.monotonic())
            self._free_at = begins + len(piece) * 8 / self.bits_per_second
            await asyncio.sleep(self._free_at - time.monotonic())
        self._came.append((time.time(), len(piece)))

    async def _close(self) -> None:
        self._listening.close()
        mine = asyncio.current_task()
        rest = [task for task in asyncio.all_tasks() if task is not mine]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
