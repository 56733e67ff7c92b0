"""Messages the mail server refused for good.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "bounce",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_bounce_message_id_message")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_bounce")),
    )
