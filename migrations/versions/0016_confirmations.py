"""Confirmations above the floor, PINs and passkeys to give them with, and disputes.

Revision ID: 0016
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"


def upgrade() -> None:
    _make_pins()
    _make_passkeys()
    _make_confirmations()
    _make_disputes()


def _make_pins() -> None:
    op.create_table(
        "pin",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("reset_by_id", sa.Uuid(), nullable=True),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_with(pin_hash, '$argon2id$')", name=op.f("ck_pin_pin_hash")),
        sa.CheckConstraint(
            "(pin_hash is null) = (device_id is null)", name=op.f("ck_pin_chosen_on_a_device")
        ),
        sa.CheckConstraint(
            "(pin_hash is null) = (reset_by_id is not null)", name=op.f("ck_pin_reset_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["device_id", "wallet_id"],
            ["device.id", "device.wallet_id"],
            name=op.f("fk_pin_device_id_wallet_id_device"),
        ),
        sa.ForeignKeyConstraint(
            ["reset_by_id"], ["person.id"], name=op.f("fk_pin_reset_by_id_person")
        ),
        sa.ForeignKeyConstraint(["wallet_id"], ["wallet.id"], name=op.f("fk_pin_wallet_id_wallet")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pin")),
    )
    op.create_index(op.f("ix_pin_wallet_id_number"), "pin", ["wallet_id", "number"], unique=False)
    op.create_table(
        "pin_guess",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("pin_number", sa.BigInteger(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("guessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pin_number"], ["pin.number"], name=op.f("fk_pin_guess_pin_number_pin")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_pin_guess")),
    )
    op.create_index(
        op.f("ix_pin_guess_pin_number_number"), "pin_guess", ["pin_number", "number"], unique=False
    )


def _make_passkeys() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "octet_length(credential_id) between 1 and 1023", name=op.f("ck_passkey_credential_id")
        ),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_passkey_sign_count")),
        sa.ForeignKeyConstraint(
            ["device_id", "wallet_id"],
            ["device.id", "device.wallet_id"],
            name=op.f("fk_passkey_device_id_wallet_id_device"),
        ),
        sa.ForeignKeyConstraint(
            ["wallet_id"], ["wallet.id"], name=op.f("fk_passkey_wallet_id_wallet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_wallet_id"), "passkey", ["wallet_id"], unique=False)
    op.create_table(
        "passkey_use",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("passkey_id", sa.Uuid(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_passkey_use_sign_count")),
        sa.ForeignKeyConstraint(
            ["passkey_id"], ["passkey.id"], name=op.f("fk_passkey_use_passkey_id_passkey")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_passkey_use")),
    )
    op.create_index(
        op.f("ix_passkey_use_passkey_id_number"),
        "passkey_use",
        ["passkey_id", "number"],
        unique=False,
    )
    op.create_table(
        "passkey_challenge",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "purpose ~ '^(add|confirmation:[0-9a-f-]{36})$'",
            name=op.f("ck_passkey_challenge_purpose"),
        ),
        sa.CheckConstraint(
            "octet_length(challenge) = 32", name=op.f("ck_passkey_challenge_challenge")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_passkey_challenge_device_id_device")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_passkey_challenge")),
        sa.UniqueConstraint("challenge", name=op.f("uq_passkey_challenge_challenge")),
    )
    op.create_index(
        op.f("ix_passkey_challenge_device_id_number"),
        "passkey_challenge",
        ["device_id", "number"],
        unique=False,
    )
    op.create_table(
        "passkey_challenge_use",
        sa.Column("challenge_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_number"],
            ["passkey_challenge.number"],
            name=op.f("fk_passkey_challenge_use_challenge_number_passkey_challenge"),
        ),
        sa.PrimaryKeyConstraint("challenge_number", name=op.f("pk_passkey_challenge_use")),
    )


def _make_confirmations() -> None:
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("price_cents", sa.BigInteger(), nullable=False),
        sa.Column("floor_cents", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("expires_at > asked_at", name=op.f("ck_confirmation_lifetime")),
        sa.CheckConstraint(
            "floor_cents between 0 and price_cents - 1",
            name=op.f("ck_confirmation_above_the_floor"),
        ),
        sa.CheckConstraint(
            "price_cents between 1 and 100000000", name=op.f("ck_confirmation_price")
        ),
        sa.ForeignKeyConstraint(
            ["device_id", "wallet_id"],
            ["device.id", "device.wallet_id"],
            name=op.f("fk_confirmation_device_id_wallet_id_device"),
        ),
        sa.ForeignKeyConstraint(
            ["till_id", "merchant_id"],
            ["till.id", "till.merchant_id"],
            name=op.f("fk_confirmation_till_id_merchant_id_till"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint(
            "till_id", "request_id", name=op.f("uq_confirmation_till_id_request_id")
        ),
    )
    op.create_index(
        op.f("ix_confirmation_device_id_expires_at"),
        "confirmation",
        ["device_id", "expires_at"],
        unique=False,
    )
    op.create_table(
        "confirmation_given_up",
        sa.Column("confirmation_id", sa.Uuid(), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmation_id"],
            ["confirmation.id"],
            name=op.f("fk_confirmation_given_up_confirmation_id_confirmation"),
        ),
        sa.PrimaryKeyConstraint("confirmation_id", name=op.f("pk_confirmation_given_up")),
    )
    op.create_table(
        "consent",
        sa.Column("confirmation_id", sa.Uuid(), nullable=False),
        sa.Column("passkey_id", sa.Uuid(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmation_id"],
            ["confirmation.id"],
            name=op.f("fk_consent_confirmation_id_confirmation"),
        ),
        sa.ForeignKeyConstraint(
            ["passkey_id"], ["passkey.id"], name=op.f("fk_consent_passkey_id_passkey")
        ),
        sa.PrimaryKeyConstraint("confirmation_id", name=op.f("pk_consent")),
    )


def _make_disputes() -> None:
    op.create_table(
        "dispute",
        sa.Column("redemption_id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason in ('wrong-amount', 'wrong-shop', 'not-me', 'got-nothing')",
            name=op.f("ck_dispute_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchant.id"], name=op.f("fk_dispute_merchant_id_merchant")
        ),
        sa.ForeignKeyConstraint(
            ["redemption_id"], ["redemption.id"], name=op.f("fk_dispute_redemption_id_redemption")
        ),
        sa.PrimaryKeyConstraint("redemption_id", name=op.f("pk_dispute")),
    )
    op.create_index(
        op.f("ix_dispute_merchant_id_opened_at"),
        "dispute",
        ["merchant_id", "opened_at"],
        unique=False,
    )
    op.create_table(
        "dispute_answer",
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(words) between 1 and 300", name=op.f("ck_dispute_answer_words")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_dispute_answer_answered_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"],
            ["dispute.redemption_id"],
            name=op.f("fk_dispute_answer_dispute_id_dispute"),
        ),
        sa.PrimaryKeyConstraint("dispute_id", name=op.f("pk_dispute_answer")),
    )
