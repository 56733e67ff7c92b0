"""The embedded PostgreSQL: the engine of production in a folder, no system package needed."""

from wallet.embedded.server import EmbeddedPostgres, EmbeddedPostgresFailed

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresFailed"]
