"""Assessments of declarations, and statements.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

A_SENTENCE = "between 1 and 500"


def upgrade() -> None:
    _assessments()
    _statements()


def _assessments() -> None:
    op.create_table(
        "declaration_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        _check("declaration_question", "question", f"length(question) {A_SENTENCE}"),
        _one("declaration_question", "declaration_id", "declaration"),
        _one("declaration_question", "asked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration_question")),
    )
    op.create_index(
        op.f("ix_declaration_question_declaration_id"), "declaration_question", ["declaration_id"]
    )
    op.create_table(
        "declaration_answer",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        _check("declaration_answer", "answer", f"length(answer) {A_SENTENCE}"),
        _one("declaration_answer", "question_id", "declaration_question"),
        _one("declaration_answer", "answered_by_id", "person"),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_declaration_answer")),
    )
    op.create_table(
        "assessment",
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("declared_by_id", sa.Uuid(), nullable=False),
        sa.Column("counted_cents", sa.BigInteger(), nullable=False),
        sa.Column("approved_cents", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("assessed_by_id", sa.Uuid(), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        _check("assessment", "four_eyes", "assessed_by_id <> declared_by_id"),
        _check("assessment", "approved", "approved_cents between 0 and counted_cents"),
        _check("assessment", "reason_length", f"length(reason) {A_SENTENCE}"),
        _check(
            "assessment", "reason_given", "approved_cents = counted_cents or reason is not null"
        ),
        _pair(
            "assessment",
            ("declaration_id", "declared_by_id"),
            "declaration",
            ("id", "declared_by_id"),
        ),
        _pair(
            "assessment",
            ("declaration_id", "counted_cents"),
            "declaration_figures",
            ("declaration_id", "counted_cents"),
        ),
        _one("assessment", "assessed_by_id", "person"),
        sa.PrimaryKeyConstraint("declaration_id", name=op.f("pk_assessment")),
    )
    op.create_table(
        "assessment_line",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("declaration_id", sa.Uuid(), nullable=False),
        sa.Column("counted_cents", sa.BigInteger(), nullable=False),
        sa.Column("approved_cents", sa.BigInteger(), nullable=False),
        _check("assessment_line", "approved", "approved_cents between 0 and counted_cents"),
        _pair(
            "assessment_line",
            ("line_id", "counted_cents"),
            "declaration_line",
            ("id", "counted_cents"),
        ),
        _one("assessment_line", "declaration_id", "assessment", column="declaration_id"),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_assessment_line")),
    )
    op.create_index(
        op.f("ix_assessment_line_declaration_id"), "assessment_line", ["declaration_id"]
    )


def _statements() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("authority_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.Column("obligation_id", sa.Uuid(), nullable=False),
        sa.Column("check_code", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        _check("statement", "number", "number > 0"),
        _check(
            "statement",
            "gapless",
            "(number = 1) = (follows is null) and (follows is null or follows = number - 1)",
        ),
        _check("statement", "check_code", "check_code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'"),
        _check("statement", "document", "length(document) between 1 and 100000"),
        _check("statement", "signature", "length(signature) = 64"),
        _check("statement", "key_id", "key_id ~ '^[0-9a-f]{16}$'"),
        _one("statement", "authority_id", "organisation"),
        _one("statement", "obligation_id", "obligation"),
        _one("statement", "issued_by_id", "person"),
        _pair("statement", ("authority_id", "follows"), "statement", ("authority_id", "number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint(
            "authority_id", "number", name=op.f("uq_statement_authority_id_number")
        ),
        sa.UniqueConstraint("check_code", name=op.f("uq_statement_check_code")),
        sa.UniqueConstraint("id", "issued_by_id", name=op.f("uq_statement_id_issued_by_id")),
    )
    op.create_index(op.f("ix_statement_obligation_id"), "statement", ["obligation_id"])
    op.create_table(
        "statement_withdrawal",
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("issued_by_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        _check("statement_withdrawal", "four_eyes", "withdrawn_by_id <> issued_by_id"),
        _check("statement_withdrawal", "reason", f"length(reason) {A_SENTENCE}"),
        _pair(
            "statement_withdrawal",
            ("statement_id", "issued_by_id"),
            "statement",
            ("id", "issued_by_id"),
        ),
        _one("statement_withdrawal", "withdrawn_by_id", "person"),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_statement_withdrawal")),
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
