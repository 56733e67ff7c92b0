"""The town: every table above the ledger.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


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
        "bank_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("bic", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
        sa.UniqueConstraint("iban", name=op.f("uq_bank_account_iban")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("enqueued_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kvk_number", sa.Text(), nullable=True),
        sa.CheckConstraint("kvk_number ~ '^[0-9]{8}$'", name=op.f("ck_organisation_kvk_number")),
        sa.CheckConstraint("length(name) between 1 and 100", name=op.f("ck_organisation_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("kvk_number", name=op.f("uq_organisation_kvk_number")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language in ('nl', 'en')", name=op.f("ck_person_language")),
        sa.CheckConstraint("birth_year between 1900 and 2100", name=op.f("ck_person_birth_year")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_person_email_lower")),
        sa.CheckConstraint("length(name) between 1 and 100", name=op.f("ck_person_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "delivery",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_delivery_message_id_message")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_delivery")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role in ('admin', 'treasurer', 'officer', 'coordinator', 'merchant', 'sponsor')",
            name=op.f("ck_membership_role"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_membership_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "person_id",
            "organisation_id",
            "role",
            name=op.f("uq_membership_person_id_organisation_id_role"),
        ),
    )
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
        "sign_in_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_link_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_link_digest")),
    )
    op.create_table(
        "statement_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bank_account_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("entry_count", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("entry_count >= 0", name=op.f("ck_statement_file_entry_count")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"],
            ["bank_account.id"],
            name=op.f("fk_statement_file_bank_account_id_bank_account"),
        ),
        sa.ForeignKeyConstraint(
            ["imported_by_id"], ["person.id"], name=op.f("fk_statement_file_imported_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_statement_file_sha256")),
    )
    op.create_index(
        op.f("ix_statement_file_bank_account_id"),
        "statement_file",
        ["bank_account_id"],
        unique=False,
    )
    op.create_table(
        "wallet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_wallet_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wallet")),
        sa.UniqueConstraint("person_id", name=op.f("uq_wallet_person_id")),
    )
    op.create_table(
        "access_token",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_access_token_membership_id_membership"),
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_access_token")),
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
        "bank_statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("bank_account_id", sa.Uuid(), nullable=False),
        sa.Column("statement_reference", sa.Text(), nullable=False),
        sa.Column("sequence_number", sa.BigInteger(), nullable=True),
        sa.Column("opening_balance_cents", sa.BigInteger(), nullable=False),
        sa.Column("closing_balance_cents", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("closing_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_account_id"],
            ["bank_account.id"],
            name=op.f("fk_bank_statement_bank_account_id_bank_account"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["statement_file.id"],
            name=op.f("fk_bank_statement_file_id_statement_file"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_statement")),
        sa.UniqueConstraint(
            "bank_account_id",
            "statement_reference",
            name=op.f("uq_bank_statement_bank_account_id_statement_reference"),
        ),
        sa.UniqueConstraint(
            "id", "bank_account_id", name=op.f("uq_bank_statement_id_bank_account_id")
        ),
    )
    op.create_index(op.f("ix_bank_statement_file_id"), "bank_statement", ["file_id"], unique=False)
    op.create_table(
        "device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.CHAR(length=8), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("handle ~ '^[1-8][0-9]{7}$'", name=op.f("ck_device_handle")),
        sa.ForeignKeyConstraint(
            ["wallet_id"], ["wallet.id"], name=op.f("fk_device_wallet_id_wallet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("handle", name=op.f("uq_device_handle")),
        sa.UniqueConstraint("id", "wallet_id", name=op.f("uq_device_id_wallet_id")),
    )
    op.create_index(op.f("ix_device_wallet_id"), "device", ["wallet_id"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("code_digest", sa.Text(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("expires_at > issued_at", name=op.f("ck_enrolment_lifetime")),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["person.id"], name=op.f("fk_enrolment_issued_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["wallet_id"], ["wallet.id"], name=op.f("fk_enrolment_wallet_id_wallet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_enrolment_code_digest")),
    )
    op.create_index(op.f("ix_enrolment_wallet_id"), "enrolment", ["wallet_id"], unique=False)
    op.create_table(
        "fund",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("sponsor_id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["book_id"], ["ledger.book.id"], name=op.f("fk_fund_book_id_book")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_fund_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["sponsor_id"], ["organisation.id"], name=op.f("fk_fund_sponsor_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fund")),
        sa.UniqueConstraint("book_id", name=op.f("uq_fund_book_id")),
        sa.UniqueConstraint("id", "sponsor_id", name=op.f("uq_fund_id_sponsor_id")),
    )
    op.create_index(op.f("ix_fund_programme_id"), "fund", ["programme_id"], unique=False)
    op.create_index(op.f("ix_fund_sponsor_id"), "fund", ["sponsor_id"], unique=False)
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
        "registration",
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("registered_by_id", sa.Uuid(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_registration_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_registration_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"],
            ["person.id"],
            name=op.f("fk_registration_registered_by_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["wallet_id"], ["wallet.id"], name=op.f("fk_registration_wallet_id_wallet")
        ),
        sa.PrimaryKeyConstraint(
            "wallet_id", "organisation_id", "programme_id", name=op.f("pk_registration")
        ),
    )
    op.create_index(
        op.f("ix_registration_organisation_id"), "registration", ["organisation_id"], unique=False
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
        "sign_in",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["sign_in_link.id"], name=op.f("fk_sign_in_link_id_sign_in_link")
        ),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_sign_in")),
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
        "allotment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fund_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("allotted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("allotted_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_allotment_amount")),
        sa.ForeignKeyConstraint(
            ["allotted_by_id"], ["person.id"], name=op.f("fk_allotment_allotted_by_id_person")
        ),
        sa.ForeignKeyConstraint(["fund_id"], ["fund.id"], name=op.f("fk_allotment_fund_id_fund")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_allotment_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allotment")),
    )
    op.create_index(op.f("ix_allotment_fund_id"), "allotment", ["fund_id"], unique=False)
    op.create_index(
        op.f("ix_allotment_organisation_id"), "allotment", ["organisation_id"], unique=False
    )
    op.create_table(
        "bank_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("bank_account_id", sa.Uuid(), nullable=False),
        sa.Column("entry_reference", sa.Text(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("direction", sa.String(length=6), nullable=False),
        sa.Column("end_to_end_id", sa.Text(), nullable=True),
        sa.Column("batch_reference", sa.Text(), nullable=True),
        sa.Column("structured_reference", sa.Text(), nullable=True),
        sa.Column("remittance", sa.Text(), nullable=False),
        sa.Column("counterparty_name", sa.Text(), nullable=True),
        sa.Column("counterparty_iban", sa.Text(), nullable=True),
        sa.Column("is_return", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "direction in ('credit', 'debit')", name=op.f("ck_bank_entry_direction")
        ),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_bank_entry_amount_positive")),
        sa.ForeignKeyConstraint(
            ["statement_id", "bank_account_id"],
            ["bank_statement.id", "bank_statement.bank_account_id"],
            name=op.f("fk_bank_entry_statement_id_bank_account_id_bank_statement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_entry")),
        sa.UniqueConstraint(
            "bank_account_id",
            "entry_reference",
            name=op.f("uq_bank_entry_bank_account_id_entry_reference"),
        ),
        sa.UniqueConstraint("id", "amount_cents", name=op.f("uq_bank_entry_id_amount_cents")),
    )
    op.create_table(
        "device_block",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["blocked_by_id"], ["person.id"], name=op.f("fk_device_block_blocked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_device_block_device_id_device")
        ),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_device_block")),
    )
    op.create_table(
        "enrolment_use",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_enrolment_use_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_enrolment_use_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_enrolment_use")),
        sa.UniqueConstraint("device_id", name=op.f("uq_enrolment_use_device_id")),
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
        "pay_code_use",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step > 0", name=op.f("ck_pay_code_use_step")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_pay_code_use_device_id_device")
        ),
        sa.PrimaryKeyConstraint("device_id", "step", name=op.f("pk_pay_code_use")),
    )
    op.create_table(
        "payment_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fund_id", sa.Uuid(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "amount_cents between 100 and 100000000", name=op.f("ck_payment_request_amount")
        ),
        sa.ForeignKeyConstraint(
            ["fund_id"], ["fund.id"], name=op.f("fk_payment_request_fund_id_fund")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"],
            ["person.id"],
            name=op.f("fk_payment_request_requested_by_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_request_reference")),
    )
    op.create_index(
        op.f("ix_payment_request_fund_id"), "payment_request", ["fund_id"], unique=False
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
            "reason in ('code-wrong', 'code-expired', 'code-already-used', 'device-blocked', 'nothing-to-spend', 'revoked')",
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
    op.create_table(
        "top_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("payment_request_id", sa.Uuid(), nullable=False),
        sa.Column("bank_entry_id", sa.Uuid(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bank_entry_id"], ["bank_entry.id"], name=op.f("fk_top_up_bank_entry_id_bank_entry")
        ),
        sa.ForeignKeyConstraint(
            ["payment_request_id"],
            ["payment_request.id"],
            name=op.f("fk_top_up_payment_request_id_payment_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_top_up")),
        sa.UniqueConstraint("bank_entry_id", name=op.f("uq_top_up_bank_entry_id")),
    )
    op.create_index(
        op.f("ix_top_up_payment_request_id"), "top_up", ["payment_request_id"], unique=False
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
    op.create_foreign_key(
        op.f("fk_transfer_bank_entry_id_bank_entry"),
        "transfer",
        "bank_entry",
        ["bank_entry_id"],
        ["id"],
        source_schema="ledger",
    )
