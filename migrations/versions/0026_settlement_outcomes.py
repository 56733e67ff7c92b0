"""A settlement is approved or withdrawn, never both; one on another day than planned says why.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

DECISIONS = {"settlement_approval": False, "settlement_withdrawal": True}


def upgrade() -> None:
    op.add_column("settlement", sa.Column("off_calendar_reason", sa.Text()))
    op.create_check_constraint(
        op.f("ck_settlement_off_calendar_reason"),
        "settlement",
        "length(off_calendar_reason) between 1 and 200",
    )
    op.create_table(
        "settlement_outcome",
        sa.Column("settlement_id", sa.Uuid(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["settlement.id"],
            name=op.f("fk_settlement_outcome_settlement_id_settlement"),
        ),
        sa.PrimaryKeyConstraint("settlement_id", name=op.f("pk_settlement_outcome")),
        sa.UniqueConstraint(
            "settlement_id",
            "is_withdrawn",
            name=op.f("uq_settlement_outcome_settlement_id_is_withdrawn"),
        ),
    )
    for table, is_withdrawn in DECISIONS.items():
        _tie(table, is_withdrawn=is_withdrawn)


def _tie(table: str, *, is_withdrawn: bool) -> None:
    """Let a decision of this kind hold only where it is the settlement's outcome."""
    word = str(is_withdrawn).lower()
    known = f"insert into settlement_outcome select settlement_id, {word} from {table}"  # noqa: S608 - our own names
    op.execute(known)
    op.add_column(
        table, sa.Column("is_withdrawn", sa.Boolean(), nullable=False, server_default=word)
    )
    op.alter_column(table, "is_withdrawn", server_default=None)
    op.create_check_constraint(
        op.f(f"ck_{table}_outcome"), table, "is_withdrawn" if is_withdrawn else "not is_withdrawn"
    )
    op.create_foreign_key(
        op.f(f"fk_{table}_settlement_outcome"),
        table,
        "settlement_outcome",
        ["settlement_id", "is_withdrawn"],
        ["settlement_id", "is_withdrawn"],
    )
