"""The application on a real port, behind the server `wallet serve` uses, for tests with sockets."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import waitress
from flask import Flask
from waitress import wasyncore


@contextmanager
def serving(app: Flask, listening: socket.socket, *, threads: int = 16) -> Iterator[None]:
    """Answer on this socket until the block ends."""
    server = waitress.create_server(app, sockets=[listening], threads=threads)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))  # ends server.run()
        thread.join()
        server.task_dispatcher.shutdown()
