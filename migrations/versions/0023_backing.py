"""The proof of each day, the norm for the yearly volume, and the end of a programme.

Revision ID: 0023
Revises: 0022
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

SOURCE = (
    "Directive (EU) 2015/2366 (PSD2), art. 3(k) and 37(2); De Nederlandsche Bank,"
    " limited network exclusion: notify above EUR 1 million in the past 12 months"
)


def upgrade() -> None:
    _backing()
    _volume()
    _endings()


def _backing() -> None:
    op.create_table(
        "backing_day",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.CheckConstraint("length(previous_hash) = 32", name=op.f("ck_backing_day_previous_hash")),
        sa.CheckConstraint("length(signature) = 64", name=op.f("ck_backing_day_signature")),
        sa.PrimaryKeyConstraint("on", name=op.f("pk_backing_day")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_backing_day_previous_hash")),
    )
    op.create_table(
        "backing_line",
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("bank_account_id", sa.Uuid(), nullable=True),
        sa.Column("fund_id", sa.Uuid(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("closing_cents", sa.BigInteger(), nullable=False),
        sa.Column("books_cents", sa.BigInteger(), nullable=False),
        sa.Column("waiting_cents", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(bank_account_id, fund_id) <= 1", name=op.f("ck_backing_line_one_subject")
        ),
        sa.CheckConstraint(
            "verdict in ('agrees', 'explained', 'differs', 'blocked')",
            name=op.f("ck_backing_line_verdict"),
        ),
        sa.CheckConstraint(
            "verdict <> 'agrees' or (closing_cents = books_cents and waiting_cents = 0)",
            name=op.f("ck_backing_line_agrees_to_the_cent"),
        ),
        sa.CheckConstraint(
            "verdict <> 'explained' or closing_cents = books_cents + waiting_cents",
            name=op.f("ck_backing_line_explained_to_the_cent"),
        ),
        sa.PrimaryKeyConstraint("on", "position", name=op.f("pk_backing_line")),
    )
    _points_at("backing_line", "on", "backing_day", key="on")
    _points_at("backing_line", "bank_account_id", "bank_account")
    _points_at("backing_line", "fund_id", "fund")


def _volume() -> None:
    norms = op.create_table(
        "volume_norm",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("limit_cents", sa.BigInteger(), nullable=False),
        sa.Column("first_warning", sa.Integer(), nullable=False),
        sa.Column("last_warning", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("limit_cents > 0", name=op.f("ck_volume_norm_limit")),
        sa.CheckConstraint(
            "0 < first_warning and first_warning < last_warning and last_warning < 100",
            name=op.f("ck_volume_norm_warnings"),
        ),
        sa.PrimaryKeyConstraint("valid_from", name=op.f("pk_volume_norm")),
    )
    op.bulk_insert(
        norms,
        [
            {
                "valid_from": date(2018, 1, 13),
                "limit_cents": 1_000_000_00,
                "first_warning": 70,
                "last_warning": 90,
                "source": SOURCE,
            }
        ],
    )
    op.create_table(
        "volume_warning",
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("level between 1 and 100", name=op.f("ck_volume_warning_level")),
        sa.PrimaryKeyConstraint("operator_id", "level", "month", name=op.f("pk_volume_warning")),
    )
    _points_at("volume_warning", "operator_id", "organisation")


def _endings() -> None:
    op.create_table(
        "programme_ending",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("last_reward_on", sa.Date(), nullable=False),
        sa.Column("spend_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("announced_by_id", sa.Uuid(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_reward_on < spend_until", name=op.f("ck_programme_ending_dates")),
        sa.CheckConstraint(
            "length(reason) between 1 and 300", name=op.f("ck_programme_ending_reason")
        ),
        sa.PrimaryKeyConstraint("programme_id", name=op.f("pk_programme_ending")),
    )
    _points_at("programme_ending", "programme_id", "programme")
    _points_at("programme_ending", "announced_by_id", "person")


def _points_at(table: str, column: str, other: str, *, key: str = "id") -> None:
    name = op.f(f"fk_{table}_{column}_{other}")
    op.create_foreign_key(name, table, other, [column], [key])
