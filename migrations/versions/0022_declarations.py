"""Declarations, what each counts, and social enterprises.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

A_SENTENCE = "between 1 and 500"
NO_OVERLAP = """
alter table {table} add constraint ex_{table}_no_overlap exclude using gist (
    text_range({key} || lpad(({first} - date '2000-01-01')::text, 6, '0'),
               {key} || lpad(({last} - date '2000-01-01')::text, 6, '0'), '[]') with &&)
"""
"""Days of one owner never overlap. A range of text needs no extension: within one owner the texts
sort as the days do, and those of another owner lie outside it."""


def upgrade() -> None:
    op.execute('create type text_range as range (subtype = text, collation = "C")')
    op.execute("grant execute on function text_range(text, text, text) to wallet_app")
    op.execute("grant usage on type text_range to wallet_app")
    _social_enterprises()
    _declarations()
    _counted()


def _social_enterprises() -> None:
    op.create_table(
        "social_enterprise",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        _check(
            "social_enterprise", "scheme", "scheme in ('pso', 'social-enterprise-nl', 'own-list')"
        ),
        _check("social_enterprise", "reference", "length(reference) between 1 and 100"),
        _check("social_enterprise", "validity", "valid_from <= valid_to"),
        _one("social_enterprise", "authority_id", "organisation"),
        _one("social_enterprise", "merchant_id", "merchant"),
        _one("social_enterprise", "recorded_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_social_enterprise")),
    )
    op.create_index(op.f("ix_social_enterprise_merchant_id"), "social_enterprise", ["merchant_id"])
    op.execute(
        NO_OVERLAP.format(
            table="social_enterprise",
            key="authority_id::text || merchant_id::text",
            first="valid_from",
            last="valid_to",
        )
    )
    op.create_table(
        "contract_takeover",
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=False),
        sa.Column("taken_over_on", sa.Date(), nullable=False),
        sa.Column("registered_by_id", sa.Uuid(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        _check("contract_takeover", "two_contracts", "obligation_id <> successor_id"),
        _one("contract_takeover", "obligation_id", "obligation"),
        _one("contract_takeover", "successor_id", "obligation"),
        _one("contract_takeover", "registered_by_id", "person"),
        sa.PrimaryKeyConstraint("obligation_id", name=op.f("pk_contract_takeover")),
        sa.UniqueConstraint("successor_id", name=op.f("uq_contract_takeover_successor_id")),
    )


def _declarations() -> None:
    op.create_table(
        "declaration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("contractor_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("last_transfer_id", sa.BigInteger(), nullable=False),
        sa.Column("seal_id", sa.BigInteger(), nullable=False),
        sa.Column("seal_root", sa.LargeBinary(), nullable=False),
        sa.Column("declared_by_id", sa.Uuid(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        _check("declaration", "period", "from_on <= to_on"),
        _check("declaration", "number", "number > 0"),
        _check("declaration", "seal_root", "length(seal_root) = 32"),
        _pair(
            "declaration", ("obligation_id", "contractor_id"), "obligation", ("id", "contractor_id")
        ),
        _one("declaration", "last_transfer_id", "ledger.transfer", "transfer"),
        _one("declaration", "seal_id", "ledger.seal", "seal"),
        _one("declaration", "declared_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
        sa.UniqueConstraint(
            "obligation_id", "number", name=op.f("uq_declaration_obligation_id_number")
        ),
        sa.UniqueConstraint("id", "declared_by_id", name=op.f("uq_declaration_id_declared_by_id")),
    )
    op.execute(
        NO_OVERLAP.format(
            table="declaration", key="obligation_id::text", first="from_on", last="to_on"
        )
    )
    op.create_table(
        "declaration_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("value_factor_bp", sa.Integer(), nullable=False),
        sa.Column("realised_cents", sa.BigInteger(), nullable=False),
        sa.Column("undone_cents", sa.BigInteger(), nullable=False),
        sa.Column("value_cents", sa.BigInteger(), nullable=False),
        sa.Column("counted_cents", sa.BigInteger(), nullable=False),
        sa.Column("limit_reason", sa.String(length=40), nullable=True),
        _check("declaration_line", "rule", "rule in ('community-activity', 'social-procurement')"),
        _check("declaration_line", "value_factor", "value_factor_bp between 1 and 100000"),
        _check("declaration_line", "undone", "undone_cents between 0 and realised_cents"),
        _check(
            "declaration_line",
            "value",
            "value_cents = (realised_cents - undone_cents) * value_factor_bp / 10000",
        ),
        _check("declaration_line", "counted", "counted_cents between 0 and value_cents"),
        _check(
            "declaration_line", "surplus", "(limit_reason is null) = (counted_cents = value_cents)"
        ),
        _check(
            "declaration_line",
            "limit_reason",
            "limit_reason in ('plan-cap', 'plan-share', 'community-share', 'target')",
        ),
        _one("declaration_line", "declaration_id", "declaration"),
        _one("declaration_line", "plan_id", "plan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration_line")),
        sa.UniqueConstraint(
            "declaration_id",
            "plan_id",
            "rule",
            name=op.f("uq_declaration_line_declaration_id_plan_id_rule"),
        ),
        sa.UniqueConstraint(
            "id", "counted_cents", name=op.f("uq_declaration_line_id_counted_cents")
        ),
    )


def _counted() -> None:
    op.create_table(
        "counted_transfer",
        sa.Column("transfer_id", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        _one("counted_transfer", "transfer_id", "ledger.transfer", "transfer"),
        _one("counted_transfer", "line_id", "declaration_line"),
        sa.PrimaryKeyConstraint("transfer_id", name=op.f("pk_counted_transfer")),
    )
    op.create_index(op.f("ix_counted_transfer_line_id"), "counted_transfer", ["line_id"])
    op.create_table(
        "undone_transfer",
        sa.Column("transfer_id", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("undone_cents", sa.BigInteger(), nullable=False),
        _check("undone_transfer", "undone", "undone_cents > 0"),
        _one("undone_transfer", "transfer_id", "ledger.transfer", "transfer"),
        _one("undone_transfer", "line_id", "declaration_line"),
        _one("undone_transfer", "declaration_id", "declaration"),
        sa.PrimaryKeyConstraint("transfer_id", "line_id", name=op.f("pk_undone_transfer")),
    )
    op.create_index(op.f("ix_undone_transfer_line_id"), "undone_transfer", ["line_id"])
    op.create_index(
        op.f("ix_undone_transfer_declaration_id"), "undone_transfer", ["declaration_id"]
    )
    op.create_table(
        "correction",
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("undone_cents", sa.BigInteger(), nullable=False),
        sa.Column("corrected_cents", sa.BigInteger(), nullable=False),
        _check("correction", "undone", "undone_cents > 0"),
        _check("correction", "corrected", "corrected_cents >= 0"),
        _one("correction", "declaration_id", "declaration"),
        _one("correction", "line_id", "declaration_line"),
        sa.PrimaryKeyConstraint("declaration_id", "line_id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_line_id"), "correction", ["line_id"])
    op.create_table(
        "declaration_figures",
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("counted_cents", sa.BigInteger(), nullable=False),
        sa.Column("surplus_cents", sa.BigInteger(), nullable=False),
        sa.Column("corrected_cents", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("evidence_sha256", sa.Text(), nullable=False),
        _check("declaration_figures", "counted", "counted_cents >= 0"),
        _check("declaration_figures", "surplus", "surplus_cents >= 0"),
        _check("declaration_figures", "corrected", "corrected_cents >= 0"),
        _check(
            "declaration_figures",
            "evidence",
            "evidence_sha256 = encode(sha256(convert_to(evidence, 'UTF8')), 'hex')",
        ),
        _one("declaration_figures", "declaration_id", "declaration"),
        sa.PrimaryKeyConstraint("declaration_id", name=op.f("pk_declaration_figures")),
        sa.UniqueConstraint(
            "declaration_id",
            "counted_cents",
            name=op.f("uq_declaration_figures_declaration_id_counted_cents"),
        ),
    )


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _one(
    table: str, key: str, other: str, named: str | None = None, *, column: str = "id"
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{key}_{named or other}")
    return sa.ForeignKeyConstraint([key], [f"{other}.{column}"], name=name)


def _pair(
    table: str, keys: tuple[str, str], other: str, columns: tuple[str, str]
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{'_'.join(keys)}_{other}")
    return sa.ForeignKeyConstraint(list(keys), [f"{other}.{each}" for each in columns], name=name)
