"""A form that moves money is taken once, though its button is pressed twice.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "sent_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("went_to", sa.Text(), nullable=False),
        sa.CheckConstraint("went_to ~ '^/'", name=op.f("ck_sent_form_went_to")),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_sent_form_sent_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_form")),
    )
