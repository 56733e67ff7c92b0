"""A mail server on the loopback: takes messages by SMTP, as far as these tests need (RFC 5321)."""

import socketserver
import threading
from types import TracebackType
from typing import Self

REPLIES = {"gone@": b"550 nobody here\r\n", "later@": b"450 try later\r\n"}
"""To whom it says no, by the beginning of the address."""


class MailServer(socketserver.TCPServer):
    """For as long as a `with` lasts, on a port of its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.senders: list[str] = []
        self.messages: list[str] = []
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline().decode().strip():
            self.wfile.write(self._answer(line))
            if line.upper() == "QUIT":
                return

    def _answer(self, line: str) -> bytes:
        address = line.partition("<")[2].partition(">")[0]
        if line.upper().startswith("MAIL"):
            self.server.senders.append(address)
        elif line.upper().startswith("RCPT"):
            return next(
                (no for who, no in REPLIES.items() if address.startswith(who)), b"250 ok\r\n"
            )
        elif line.upper() == "DATA":
            self.wfile.write(b"354 go on\r\n")
            self.server.messages.append(self._content())
        return b"221 bye\r\n" if line.upper() == "QUIT" else b"250 ok\r\n"

    def _content(self) -> str:
        lines: list[str] = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            lines.append(line)
        return "".join(lines)
