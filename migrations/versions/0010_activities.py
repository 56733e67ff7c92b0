"""Activities, participations and their outcomes.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "allowance_norm",
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("hour_from_21_cents", sa.BigInteger(), nullable=False),
        sa.Column("hour_under_21_cents", sa.BigInteger(), nullable=False),
        sa.Column("month_cents", sa.BigInteger(), nullable=False),
        sa.Column("year_cents", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "0 < hour_under_21_cents and hour_under_21_cents <= hour_from_21_cents",
            name=op.f("ck_allowance_norm_hour"),
        ),
        sa.CheckConstraint(
            "0 < month_cents and month_cents <= year_cents", name=op.f("ck_allowance_norm_month")
        ),
        sa.PrimaryKeyConstraint("valid_from", name=op.f("pk_allowance_norm")),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("neighbourhood", sa.Text(), nullable=False),
        sa.Column("reward_coins", sa.BigInteger(), nullable=False),
        sa.Column("per", sa.String(length=40), nullable=False),
        sa.Column("minutes_each", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "(per = 'time') = (minutes_each is not null)", name=op.f("ck_activity_hour_equivalent")
        ),
        sa.CheckConstraint("per in ('hour', 'time')", name=op.f("ck_activity_per")),
        sa.CheckConstraint(
            "minutes_each between 1 and 1440", name=op.f("ck_activity_minutes_each")
        ),
        sa.CheckConstraint("reward_coins between 1 and 1000", name=op.f("ck_activity_reward")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_activity_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_activity_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index(
        op.f("ix_activity_organisation_id"), "activity", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_activity_programme_id"), "activity", ["programme_id"], unique=False)
    op.create_table(
        "allowance_elsewhere",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("declared_by_id", sa.Uuid(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_allowance_elsewhere_amount")),
        sa.CheckConstraint("month between 1 and 12", name=op.f("ck_allowance_elsewhere_month")),
        sa.CheckConstraint("year between 2000 and 2100", name=op.f("ck_allowance_elsewhere_year")),
        sa.ForeignKeyConstraint(
            ["declared_by_id"],
            ["person.id"],
            name=op.f("fk_allowance_elsewhere_declared_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["wallet_id"], ["wallet.id"], name=op.f("fk_allowance_elsewhere_wallet_id_wallet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance_elsewhere")),
    )
    op.create_index(
        op.f("ix_allowance_elsewhere_wallet_id"), "allowance_elsewhere", ["wallet_id"], unique=False
    )
    op.create_table(
        "participation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes between 1 and 1440", name=op.f("ck_participation_minutes")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_participation_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["person.id"], name=op.f("fk_participation_recorded_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["wallet_id"], ["wallet.id"], name=op.f("fk_participation_wallet_id_wallet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint(
            "id", "recorded_by_id", name=op.f("uq_participation_id_recorded_by_id")
        ),
        sa.UniqueConstraint(
            "id", "wallet_id", "held_on", name=op.f("uq_participation_id_wallet_id_held_on")
        ),
    )
    op.create_index(
        op.f("ix_participation_activity_id"), "participation", ["activity_id"], unique=False
    )
    op.create_index(
        op.f("ix_participation_wallet_id"), "participation", ["wallet_id"], unique=False
    )
    op.create_table(
        "rejection",
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("rejected_by_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) between 1 and 500", name=op.f("ck_rejection_reason")),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_rejection_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["rejected_by_id"], ["person.id"], name=op.f("fk_rejection_rejected_by_id_person")
        ),
        sa.PrimaryKeyConstraint("participation_id", name=op.f("pk_rejection")),
    )
    op.create_table(
        "reward",
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("rewarded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_reward_amount")),
        sa.ForeignKeyConstraint(
            ["participation_id", "wallet_id", "held_on"],
            ["participation.id", "participation.wallet_id", "participation.held_on"],
            name=op.f("fk_reward_participation_id_wallet_id_held_on_participation"),
        ),
        sa.PrimaryKeyConstraint("participation_id", name=op.f("pk_reward")),
    )
    op.create_index(
        op.f("ix_reward_wallet_id_held_on"), "reward", ["wallet_id", "held_on"], unique=False
    )
    op.create_table(
        "verification",
        sa.Column("participation_id", sa.Uuid(), nullable=False),
        sa.Column("verified_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verified_by_id <> recorded_by_id", name=op.f("ck_verification_four_eyes")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id", "recorded_by_id"],
            ["participation.id", "participation.recorded_by_id"],
            name=op.f("fk_verification_participation_id_recorded_by_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["person.id"], name=op.f("fk_verification_verified_by_id_person")
        ),
        sa.PrimaryKeyConstraint("participation_id", "verified_by_id", name=op.f("pk_verification")),
    )
