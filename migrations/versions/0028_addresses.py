"""Where organisations are, for the documents that must say so.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "organisation_address",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("house_number", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(street) between 1 and 100", name=op.f("ck_organisation_address_street")
        ),
        sa.CheckConstraint(
            "house_number ~ '^[0-9].{0,19}$'", name=op.f("ck_organisation_address_house_number")
        ),
        sa.CheckConstraint(
            "length(postcode) between 1 and 12"
            " and (country <> 'NL' or postcode ~ '^[1-9][0-9]{3} [A-Z]{2}$')",
            name=op.f("ck_organisation_address_postcode"),
        ),
        sa.CheckConstraint(
            "length(town) between 1 and 100", name=op.f("ck_organisation_address_town")
        ),
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name=op.f("ck_organisation_address_country")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_address_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["person.id"],
            name=op.f("fk_organisation_address_written_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_address")),
    )
    op.create_index(
        op.f("ix_organisation_address_organisation_id"),
        "organisation_address",
        ["organisation_id"],
    )
