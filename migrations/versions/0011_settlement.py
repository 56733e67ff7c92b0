"""Settlements, payouts and their confirmation.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "reconciliation",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("matched_count", sa.Integer(), nullable=False),
        sa.Column("unmatched_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["statement_file.id"],
            name=op.f("fk_reconciliation_file_id_statement_file"),
        ),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_reconciliation")),
    )
    op.create_table(
        "settlement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("drawn_up_by_id", sa.Uuid(), nullable=False),
        sa.Column("drawn_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["drawn_up_by_id"], ["person.id"], name=op.f("fk_settlement_drawn_up_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_settlement_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sa.UniqueConstraint("id", "drawn_up_by_id", name=op.f("uq_settlement_id_drawn_up_by_id")),
    )
    op.create_index(
        op.f("ix_settlement_programme_id"), "settlement", ["programme_id"], unique=False
    )
    op.create_table(
        "payout",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("settlement_id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("end_to_end_id", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_payout_amount")),
        sa.CheckConstraint(
            "length(end_to_end_id) between 1 and 35", name=op.f("ck_payout_end_to_end_id")
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchant.id"], name=op.f("fk_payout_merchant_id_merchant")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_payout_settlement_id_settlement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout")),
        sa.UniqueConstraint("end_to_end_id", name=op.f("uq_payout_end_to_end_id")),
        sa.UniqueConstraint(
            "settlement_id", "merchant_id", name=op.f("uq_payout_settlement_id_merchant_id")
        ),
    )
    op.create_index(op.f("ix_payout_merchant_id"), "payout", ["merchant_id"], unique=False)
    op.create_table(
        "settlement_approval",
        sa.Column("settlement_id", sa.Uuid(), nullable=False),
        sa.Column("drawn_up_by_id", sa.Uuid(), nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "approved_by_id <> drawn_up_by_id", name=op.f("ck_settlement_approval_four_eyes")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["person.id"],
            name=op.f("fk_settlement_approval_approved_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id", "drawn_up_by_id"],
            ["settlement.id", "settlement.drawn_up_by_id"],
            name=op.f("fk_settlement_approval_settlement_id_drawn_up_by_id_settlement"),
        ),
        sa.PrimaryKeyConstraint("settlement_id", name=op.f("pk_settlement_approval")),
    )
    op.create_table(
        "assignment",
        sa.Column("bank_entry_id", sa.Uuid(), nullable=False),
        sa.Column("assigned_by_id", sa.Uuid(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["person.id"], name=op.f("fk_assignment_assigned_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["bank_entry_id"],
            ["bank_entry.id"],
            name=op.f("fk_assignment_bank_entry_id_bank_entry"),
        ),
        sa.PrimaryKeyConstraint("bank_entry_id", name=op.f("pk_assignment")),
    )
    op.create_table(
        "payment_file",
        sa.Column("settlement_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(message_id) between 1 and 35", name=op.f("ck_payment_file_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"],
            ["settlement_approval.settlement_id"],
            name=op.f("fk_payment_file_settlement_id_settlement_approval"),
        ),
        sa.PrimaryKeyConstraint("settlement_id", name=op.f("pk_payment_file")),
        sa.UniqueConstraint("message_id", name=op.f("uq_payment_file_message_id")),
    )
    op.create_table(
        "payout_confirmation",
        sa.Column("payout_id", sa.Uuid(), nullable=False),
        sa.Column("bank_entry_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_entry_id"],
            ["bank_entry.id"],
            name=op.f("fk_payout_confirmation_bank_entry_id_bank_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["payout_id"], ["payout.id"], name=op.f("fk_payout_confirmation_payout_id_payout")
        ),
        sa.PrimaryKeyConstraint("payout_id", name=op.f("pk_payout_confirmation")),
    )
    op.create_index(
        op.f("ix_payout_confirmation_bank_entry_id"),
        "payout_confirmation",
        ["bank_entry_id"],
        unique=False,
    )
    op.create_table(
        "payout_return",
        sa.Column("payout_id", sa.Uuid(), nullable=False),
        sa.Column("bank_entry_id", sa.Uuid(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_entry_id"],
            ["bank_entry.id"],
            name=op.f("fk_payout_return_bank_entry_id_bank_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["payout_id"], ["payout.id"], name=op.f("fk_payout_return_payout_id_payout")
        ),
        sa.PrimaryKeyConstraint("payout_id", name=op.f("pk_payout_return")),
        sa.UniqueConstraint("bank_entry_id", name=op.f("uq_payout_return_bank_entry_id")),
    )
