"""Obligations, plans and decisions.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "obligation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("contractor_id", sa.Uuid(), nullable=False),
        sa.Column("contract_number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("contract_sum_cents", sa.BigInteger(), nullable=False),
        sa.Column("percentage_bp", sa.Integer(), nullable=False),
        sa.Column("target_cents", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("registered_by_id", sa.Uuid(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "awarded_on <= from_on and from_on <= to_on", name=op.f("ck_obligation_dates")
        ),
        sa.CheckConstraint(
            "contract_sum_cents between 1 and 1000000000000",
            name=op.f("ck_obligation_contract_sum"),
        ),
        sa.CheckConstraint(
            "length(contract_number) between 1 and 40", name=op.f("ck_obligation_contract_number")
        ),
        sa.CheckConstraint(
            "percentage_bp between 1 and 10000", name=op.f("ck_obligation_percentage")
        ),
        sa.CheckConstraint(
            "target_cents = (contract_sum_cents * percentage_bp + 5000) / 10000",
            name=op.f("ck_obligation_target"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["organisation.id"],
            name=op.f("fk_obligation_authority_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["contractor_id"],
            ["organisation.id"],
            name=op.f("fk_obligation_contractor_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"], ["person.id"], name=op.f("fk_obligation_registered_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint(
            "authority_id",
            "contract_number",
            name=op.f("uq_obligation_authority_id_contract_number"),
        ),
        sa.UniqueConstraint("id", "contractor_id", name=op.f("uq_obligation_id_contractor_id")),
    )
    op.create_index(
        op.f("ix_obligation_contractor_id"), "obligation", ["contractor_id"], unique=False
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("fund_id", sa.Uuid(), nullable=False),
        sa.Column("sponsor_id", sa.Uuid(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("neighbourhood", sa.Text(), nullable=False),
        sa.Column("value_factor_bp", sa.Integer(), nullable=False),
        sa.Column("cap_cents", sa.BigInteger(), nullable=True),
        sa.Column("recognition", sa.String(length=40), nullable=False),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "recognition in ('redemption', 'issuance')", name=op.f("ck_plan_recognition")
        ),
        sa.CheckConstraint("cap_cents between 1 and 1000000000000", name=op.f("ck_plan_cap")),
        sa.CheckConstraint("length(goal) between 1 and 500", name=op.f("ck_plan_goal")),
        sa.CheckConstraint(
            "length(neighbourhood) between 1 and 500", name=op.f("ck_plan_neighbourhood")
        ),
        sa.CheckConstraint(
            "length(target_group) between 1 and 500", name=op.f("ck_plan_target_group")
        ),
        sa.CheckConstraint(
            "value_factor_bp between 1 and 100000", name=op.f("ck_plan_value_factor")
        ),
        sa.ForeignKeyConstraint(
            ["fund_id", "sponsor_id"],
            ["fund.id", "fund.sponsor_id"],
            name=op.f("fk_plan_fund_id_sponsor_id_fund"),
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id", "sponsor_id"],
            ["obligation.id", "obligation.contractor_id"],
            name=op.f("fk_plan_obligation_id_sponsor_id_obligation"),
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["person.id"], name=op.f("fk_plan_submitted_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("id", "fund_id", name=op.f("uq_plan_id_fund_id")),
        sa.UniqueConstraint("id", "submitted_by_id", name=op.f("uq_plan_id_submitted_by_id")),
    )
    op.create_index(op.f("ix_plan_fund_id"), "plan", ["fund_id"], unique=False)
    op.create_index(op.f("ix_plan_obligation_id"), "plan", ["obligation_id"], unique=False)
    op.create_table(
        "plan_approval",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("fund_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "approved_by_id <> submitted_by_id", name=op.f("ck_plan_approval_four_eyes")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name=op.f("fk_plan_approval_approved_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "fund_id"],
            ["plan.id", "plan.fund_id"],
            name=op.f("fk_plan_approval_plan_id_fund_id_plan"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "submitted_by_id"],
            ["plan.id", "plan.submitted_by_id"],
            name=op.f("fk_plan_approval_plan_id_submitted_by_id_plan"),
        ),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_approval")),
        sa.UniqueConstraint("fund_id", name=op.f("uq_plan_approval_fund_id")),
    )
    op.create_table(
        "plan_decline",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("declined_by_id", sa.Uuid(), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) between 1 and 500", name=op.f("ck_plan_decline_reason")),
        sa.ForeignKeyConstraint(
            ["declined_by_id"], ["person.id"], name=op.f("fk_plan_decline_declined_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_decline_plan_id_plan")
        ),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_decline")),
    )
