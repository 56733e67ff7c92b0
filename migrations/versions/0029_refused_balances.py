"""Balances that were asked for with a card and not told, so that a till can rest of them.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "refused_balance",
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason in ('code-wrong', 'card-not-handed-over', 'card-blocked', 'card-locked',"
            " 'card-pin-wrong')",
            name=op.f("ck_refused_balance_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["till_id"], ["till.id"], name=op.f("fk_refused_balance_till_id_till")
        ),
        sa.PrimaryKeyConstraint("till_id", "request_id", name=op.f("pk_refused_balance")),
    )
    op.create_index(
        op.f("ix_refused_balance_till_id_refused_at"), "refused_balance", ["till_id", "refused_at"]
    )
