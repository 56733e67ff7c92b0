"""`make bench`: run every measurement on the embedded PostgreSQL with its safe default settings."""

import tempfile
from pathlib import Path

from bench import ledger, sales
from bench.world import World
from wallet.embedded import EmbeddedPostgres


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="wallet-bench-") as folder:
        server = EmbeddedPostgres(Path(folder) / "postgres")
        try:
            world = World.build(server)
            ledger.measure(world, server)
            sales.measure(world)
        finally:
            server.discard()


if __name__ == "__main__":
    main()
