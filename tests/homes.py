"""Homes for wallets that bring their own server."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def a_home() -> Iterator[Path]:
    """A folder that the server's account can reach when the tests run as root.

    In a folder of pytest's, closed to others, its data would be kept elsewhere and stay behind.
    """
    with tempfile.TemporaryDirectory(prefix="wallet-home-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)
        yield Path(name)
