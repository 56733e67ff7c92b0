"""Merchants, tills, redemptions and reversals.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "merchant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("neighbourhood", sa.Text(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'", name=op.f("ck_merchant_iban")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_merchant_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merchant")),
    )
    op.create_index(
        op.f("ix_merchant_organisation_id"), "merchant", ["organisation_id"], unique=False
    )
    op.create_table(
        "merchant_programme",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"],
            ["merchant.id"],
            name=op.f("fk_merchant_programme_merchant_id_merchant"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_merchant_programme_programme_id_programme"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "programme_id", name=op.f("pk_merchant_programme")),
    )
    op.create_index(
        op.f("ix_merchant_programme_programme_id"),
        "merchant_programme",
        ["programme_id"],
        unique=False,
    )
    op.create_table(
        "till",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchant.id"], name=op.f("fk_till_merchant_id_merchant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till")),
        sa.UniqueConstraint("id", "merchant_id", name=op.f("uq_till_id_merchant_id")),
    )
    op.create_index(op.f("ix_till_merchant_id"), "till", ["merchant_id"], unique=False)
    op.create_table(
        "redemption",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("price_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_cents", sa.BigInteger(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("redeemed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "receipt ~ '^[0-9A-HJKMNP-TV-Z]{8}$'", name=op.f("ck_redemption_receipt")
        ),
        sa.CheckConstraint("paid_cents between 1 and price_cents", name=op.f("ck_redemption_paid")),
        sa.CheckConstraint("price_cents between 1 and 100000000", name=op.f("ck_redemption_price")),
        sa.ForeignKeyConstraint(
            ["device_id", "wallet_id"],
            ["device.id", "device.wallet_id"],
            name=op.f("fk_redemption_device_id_wallet_id_device"),
        ),
        sa.ForeignKeyConstraint(
            ["till_id", "merchant_id"],
            ["till.id", "till.merchant_id"],
            name=op.f("fk_redemption_till_id_merchant_id_till"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemption")),
        sa.UniqueConstraint(
            "merchant_id", "receipt", name=op.f("uq_redemption_merchant_id_receipt")
        ),
        sa.UniqueConstraint("till_id", "request_id", name=op.f("uq_redemption_till_id_request_id")),
    )
    op.create_index(
        op.f("ix_redemption_merchant_id_redeemed_at"),
        "redemption",
        ["merchant_id", "redeemed_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_redemption_wallet_id_redeemed_at"),
        "redemption",
        ["wallet_id", "redeemed_at"],
        unique=False,
    )
    op.create_table(
        "refused_redemption",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("price_cents", sa.BigInteger(), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(reason = 'revoked') = (price_cents is null)",
            name=op.f("ck_refused_redemption_revoked"),
        ),
        sa.CheckConstraint(
            "reason in ('code-wrong', 'code-expired', 'code-already-used', 'device-blocked',"
            " 'nothing-to-spend', 'revoked')",
            name=op.f("ck_refused_redemption_reason"),
        ),
        sa.CheckConstraint(
            "(device_id is null) = (wallet_id is null)",
            name=op.f("ck_refused_redemption_device_of_wallet"),
        ),
        sa.CheckConstraint(
            "price_cents between 1 and 100000000", name=op.f("ck_refused_redemption_price")
        ),
        sa.ForeignKeyConstraint(
            ["device_id", "wallet_id"],
            ["device.id", "device.wallet_id"],
            name=op.f("fk_refused_redemption_device_id_wallet_id_device"),
        ),
        sa.ForeignKeyConstraint(
            ["till_id"], ["till.id"], name=op.f("fk_refused_redemption_till_id_till")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_redemption")),
        sa.UniqueConstraint(
            "till_id", "request_id", name=op.f("uq_refused_redemption_till_id_request_id")
        ),
    )
    op.create_index(
        op.f("ix_refused_redemption_wallet_id_refused_at"),
        "refused_redemption",
        ["wallet_id", "refused_at"],
        unique=False,
    )
    op.create_table(
        "till_block",
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["blocked_by_id"], ["person.id"], name=op.f("fk_till_block_blocked_by_id_person")
        ),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_till_block_till_id_till")),
        sa.PrimaryKeyConstraint("till_id", name=op.f("pk_till_block")),
    )
    op.create_table(
        "till_pairing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("code_digest", sa.Text(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("expires_at > issued_at", name=op.f("ck_till_pairing_lifetime")),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["person.id"], name=op.f("fk_till_pairing_issued_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["till_id"], ["till.id"], name=op.f("fk_till_pairing_till_id_till")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_pairing")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_till_pairing_code_digest")),
    )
    op.create_index(op.f("ix_till_pairing_till_id"), "till_pairing", ["till_id"], unique=False)
    op.create_table(
        "reversal",
        sa.Column("redemption_id", sa.Uuid(), nullable=False),
        sa.Column("reversed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reversed_by_id", sa.Uuid(), nullable=True),
        sa.Column("till_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(reversed_by_id is null) <> (till_id is null)", name=op.f("ck_reversal_by_whom")
        ),
        sa.ForeignKeyConstraint(
            ["redemption_id"], ["redemption.id"], name=op.f("fk_reversal_redemption_id_redemption")
        ),
        sa.ForeignKeyConstraint(
            ["reversed_by_id"], ["person.id"], name=op.f("fk_reversal_reversed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_reversal_till_id_till")),
        sa.PrimaryKeyConstraint("redemption_id", name=op.f("pk_reversal")),
    )
    op.create_table(
        "till_token",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("paired_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["till_pairing.id"], name=op.f("fk_till_token_pairing_id_till_pairing")
        ),
        sa.ForeignKeyConstraint(["till_id"], ["till.id"], name=op.f("fk_till_token_till_id_till")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_till_token")),
        sa.UniqueConstraint("pairing_id", name=op.f("uq_till_token_pairing_id")),
    )
    op.create_index(op.f("ix_till_token_till_id"), "till_token", ["till_id"], unique=False)
