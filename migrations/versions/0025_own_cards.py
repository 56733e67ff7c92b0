"""A card may be blocked by its holder, on an own phone; a passkey may be taken away.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.alter_column("card_block", "blocked_by_id", nullable=True)
    op.create_table(
        "passkey_removal",
        sa.Column("passkey_id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["passkey_id"], ["passkey.id"], name=op.f("fk_passkey_removal_passkey_id_passkey")
        ),
        sa.PrimaryKeyConstraint("passkey_id", name=op.f("pk_passkey_removal")),
    )
