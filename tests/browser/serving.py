"""The application, served on loopback as `wallet serve` does it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import waitress
from sqlalchemy import Engine
from waitress import wasyncore

from wallet.app import create_app
from wallet.config import Settings


@contextmanager
def served(settings: Settings, engine: Engine, *, host: str = "127.0.0.1") -> Iterator[str]:
    """Its address under this name of the machine; it really commits."""
    listening = socket.create_server(("127.0.0.1", 0))
    base_url = f"http://{host}:{listening.getsockname()[1]}"
    app = create_app(replace(settings, base_url=base_url), engine)
    server = waitress.create_server(app, sockets=[listening], threads=16)
    serving = threading.Thread(target=server.run)
    serving.start()
    yield base_url
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))  # ends server.run()
    serving.join()
    server.task_dispatcher.shutdown()
