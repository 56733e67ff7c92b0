"""Spoken codes, tills that rest, tokens that ended, and two more reasons to refuse.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

REASONS = (
    "reason in ('code-wrong', 'code-expired', 'code-already-used', 'device-blocked',"
    " 'nothing-to-spend', 'other-programme', 'till-resting', 'not-confirmed', 'declined',"
    " 'card-not-handed-over', 'card-blocked', 'card-locked', 'card-pin-wrong',"
    " 'card-day-limit', 'revoked')"
)
"""All of them, those of earlier migrations included."""


def upgrade() -> None:
    _make_spoken_codes()
    _make_rests()
    op.create_table(
        "till_token_end",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest"], ["till_token.digest"], name=op.f("fk_till_token_end_digest_till_token")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["person.id"], name=op.f("fk_till_token_end_ended_by_id_person")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_till_token_end")),
    )
    op.drop_constraint(op.f("ck_refused_redemption_reason"), "refused_redemption")
    op.create_check_constraint(op.f("ck_refused_redemption_reason"), "refused_redemption", REASONS)
    op.create_index(
        op.f("ix_refused_redemption_till_id_refused_at"),
        "refused_redemption",
        ["till_id", "refused_at"],
        unique=False,
    )


def _make_spoken_codes() -> None:
    op.create_table(
        "spoken_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("expires_at > made_at", name=op.f("ck_spoken_code_lifetime")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_spoken_code_device_id_device")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_spoken_code_digest")),
    )
    op.create_index(op.f("ix_spoken_code_device_id"), "spoken_code", ["device_id"], unique=False)
    op.create_table(
        "spoken_code_use",
        sa.Column("spoken_code_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["spoken_code_id"],
            ["spoken_code.id"],
            name=op.f("fk_spoken_code_use_spoken_code_id_spoken_code"),
        ),
        sa.PrimaryKeyConstraint("spoken_code_id", name=op.f("pk_spoken_code_use")),
    )


def _make_rests() -> None:
    op.create_table(
        "till_rest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("cause in ('guesses', 'refusals')", name=op.f("ck_till_rest_cause")),
        sa.CheckConstraint("until_at > since_at", name=op.f("ck_till_rest_length")),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_till_rest_till_id_till")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_rest")),
    )
    op.create_index(
        op.f("ix_till_rest_till_id_until_at"), "till_rest", ["till_id", "until_at"], unique=False
    )
