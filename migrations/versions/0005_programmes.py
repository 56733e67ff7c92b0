"""Programmes and their terms.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("bank_account_id", sa.Uuid(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_account_id"],
            ["bank_account.id"],
            name=op.f("fk_programme_bank_account_id_bank_account"),
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["organisation.id"], name=op.f("fk_programme_operator_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("operator_id", "name", name=op.f("uq_programme_operator_id_name")),
    )
    op.create_table(
        "programme_organisation",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_programme_organisation_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_organisation_programme_id_programme"),
        ),
        sa.PrimaryKeyConstraint(
            "programme_id", "organisation_id", name=op.f("pk_programme_organisation")
        ),
    )
    op.create_index(
        op.f("ix_programme_organisation_organisation_id"),
        "programme_organisation",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "programme_terms",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("coin_cents", sa.BigInteger(), nullable=False),
        sa.Column("lapse_months", sa.Integer(), nullable=False),
        sa.Column("confirm_above_cents", sa.BigInteger(), nullable=False),
        sa.Column("second_verifier_above_cents", sa.BigInteger(), nullable=True),
        sa.Column("month_cap_cents", sa.BigInteger(), nullable=True),
        sa.Column("year_cap_cents", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("coin_cents between 1 and 10000", name=op.f("ck_programme_terms_coin")),
        sa.CheckConstraint(
            "confirm_above_cents >= 0", name=op.f("ck_programme_terms_confirm_above")
        ),
        sa.CheckConstraint(
            "lapse_months between 1 and 120", name=op.f("ck_programme_terms_lapse_months")
        ),
        sa.CheckConstraint("month_cap_cents >= 0", name=op.f("ck_programme_terms_month_cap")),
        sa.CheckConstraint(
            "second_verifier_above_cents >= 0",
            name=op.f("ck_programme_terms_second_verifier_above"),
        ),
        sa.CheckConstraint("year_cap_cents >= 0", name=op.f("ck_programme_terms_year_cap")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_terms_programme_id_programme"),
        ),
        sa.PrimaryKeyConstraint("programme_id", "valid_from", name=op.f("pk_programme_terms")),
    )
