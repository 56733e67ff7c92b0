"""The guards of the ledger, in the database's own language. Migrations load them from here."""

from importlib.resources import files

IN_ORDER = (
    "tables.sql",
    "append_only.sql",
    "accounts.sql",
    "carry_out.sql",
    "check_moves.sql",
    "post.sql",
    "post_all.sql",
    "seals.sql",
    "grants.sql",
)


def read(name: str) -> str:
    """The text of one file of this folder."""
    return files(__name__).joinpath(name).read_text("utf-8")
