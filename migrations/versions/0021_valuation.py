"""Valuation rules, what obligations and plans say by them, efforts, reports, and the ladder.

Revision ID: 0021
Revises: 0020
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"

A_WORD = sa.String(length=40)
AN_INSTANT = sa.DateTime(timezone=True)
A_SENTENCE = "length({}) between 1 and 500"
BASE_AMOUNT = (
    "base_cents between 1 and 1000000000000"
    " and (base <> 'contract-sum' or base_cents = contract_sum_cents)"
)
ASKED = ["question_id", "plan_id"]
CLAIM = ["effort_id", "entered_by_id", "claimed_cents"]
OF_CONTRACTOR = ["obligation_id", "contractor_id"]
KNOWN_LINES = """
jsonb_build_array(
    {line} || jsonb_build_object('numerator', 1, 'denominator', 1,
        'result_cents', contract_sum_cents),
    {line} || jsonb_build_object('numerator', percentage_bp, 'denominator', 10000,
        'result_cents', target_cents))
""".replace(
    "{line}",
    "jsonb_build_object('rule', 'contract-percentage', 'source', contract_number, 'name', '',"
    " 'base_cents', contract_sum_cents, 'plus_cents', 0, 'most_cents', null)",
)
"""What was calculated before there were tables: a percentage of the contract sum."""


def upgrade() -> None:
    steps = _valuation_rules, _obligation, _plan, _decisions, _questions
    for step in (*steps, _efforts, _files, _effort_assessments, _reports, _ladder):
        step()


def _valuation_rules() -> None:
    _table(
        "valuation_rules",
        _id("id"),
        _id("authority_id", of="organisation"),
        *_columns(sa.Date(), "valid_from"),
        *_columns(sa.Date(), "valid_to", nullable=True),
        _text("text"),
        _text("digest"),
        _id("adopted_by_id", of="person"),
        *_columns(AN_INSTANT, "adopted_at"),
        sa.UniqueConstraint("authority_id", "valid_from"),
        sa.UniqueConstraint("id", "authority_id"),
        digest="digest = encode(sha256(convert_to(text, 'UTF8')), 'hex')",
        text="length(text) between 1 and 100000",
        validity="valid_to >= valid_from",
    )


def _obligation() -> None:
    _add("obligation", "kind", A_WORD, "'services'")
    _add("obligation", "base", A_WORD, "'contract-sum'")
    _add("obligation", "base_cents", sa.BigInteger(), "contract_sum_cents")
    _add("obligation", "lines", JSONB(), KNOWN_LINES)
    _add("obligation", "report_days", sa.Integer(), "14")
    optional: dict[str, Any] = {
        "cap_cents": sa.BigInteger(),
        "rules_id": sa.Uuid(),
        "interim_months": sa.Integer(),
    }
    for name, kind in optional.items():
        op.add_column("obligation", sa.Column(name, kind, nullable=True))
    name = op.f("fk_obligation_rules_id_authority_id_valuation_rules")
    table = ["rules_id", "authority_id"]
    op.create_foreign_key(name, "obligation", "valuation_rules", table, ["id", "authority_id"])
    op.drop_constraint(op.f("ck_obligation_target"), "obligation")
    _checks(
        "obligation",
        target="target_cents = least((base_cents * percentage_bp + 5000) / 10000, cap_cents)",
        kind="kind in ('works', 'services', 'supplies')",
        base="base in ('contract-sum', 'invoiced-turnover', 'wage-sum')",
        base_amount=BASE_AMOUNT,
        cap="cap_cents between 1 and 1000000000000",
        report_days="report_days between 1 and 90",
        interim_months="interim_months between 1 and 24",
    )


def _plan() -> None:
    _add("plan", "activities", sa.Text(), "'-'")
    _add("plan", "participants", sa.Text(), "'-'")
    _add("plan", "value_rule", A_WORD, "'community-activity'")
    op.add_column("plan", sa.Column("share_most_bp", sa.Integer(), nullable=True))
    _checks(
        "plan",
        activities=A_SENTENCE.format("activities"),
        participants=A_SENTENCE.format("participants"),
        value_rule="value_rule in ('community-activity', 'social-procurement')",
        share_most="share_most_bp between 1 and 10000",
    )


def _decisions() -> None:
    """One decision a plan; a plan that had both would stop here, and a person has to look."""
    _table(
        "plan_decision",
        _id("plan_id", of="plan"),
        sa.Column("outcome", A_WORD, nullable=False),
        sa.UniqueConstraint("plan_id", "outcome"),
        key=("plan_id",),
        outcome="outcome in ('approved', 'declined')",
    )
    for table, outcome in (("plan_approval", "approved"), ("plan_decline", "declined")):
        _add(table, "outcome", A_WORD, f"'{outcome}'")
        op.execute(f"insert into plan_decision select plan_id, outcome from {table}")  # noqa: S608 - the two names above
        _checks(table, outcome=f"outcome = '{outcome}'")
        pair = ["plan_id", "outcome"]
        name = op.f(f"fk_{table}_plan_id_outcome_plan_decision")
        op.create_foreign_key(name, table, "plan_decision", pair, pair)


def _questions() -> None:
    _table(
        "plan_question",
        _id("id"),
        _id("plan_id", of="plan", index=True),
        *_said("text", "asked"),
        sa.UniqueConstraint("id", "plan_id"),
        text=A_SENTENCE.format("text"),
    )
    _table(
        "plan_answer",
        *_columns(sa.Uuid(), "question_id", "plan_id"),
        *_said("text", "answered"),
        sa.ForeignKeyConstraint(ASKED, ["plan_question.id", "plan_question.plan_id"]),
        key=("question_id",),
        text=A_SENTENCE.format("text"),
    )


def _efforts() -> None:
    _table(
        "effort",
        _id("id"),
        _id("obligation_id", index=True),
        _id("contractor_id"),
        *_columns(A_WORD, "kind"),
        _text("description"),
        *_columns(sa.Date(), "from_on", "to_on"),
        *_columns(sa.Integer(), "weekly_minutes", "minutes", nullable=True),
        *_columns(sa.BigInteger(), "amount_cents", nullable=True),
        *_columns(sa.Text(), "block", "supplier_kvk", "invoice_number", nullable=True),
        sa.Column("claimed_cents", sa.BigInteger(), nullable=False),
        sa.Column("lines", JSONB(), nullable=False),
        _id("entered_by_id", of="person"),
        *_columns(AN_INSTANT, "entered_at"),
        sa.ForeignKeyConstraint(OF_CONTRACTOR, ["obligation.id", "obligation.contractor_id"]),
        sa.UniqueConstraint("id", "entered_by_id", "claimed_cents"),
        kind="kind in ('placement', 'staff-hours', 'invoice', 'cost')",
        description=A_SENTENCE.format("description"),
        days="from_on <= to_on",
        claimed="claimed_cents between 0 and 1000000000000",
        weekly_minutes="weekly_minutes between 1 and 3600",
        minutes="minutes between 1 and 600000",
        amount="amount_cents between 1 and 1000000000000",
        supplier_kvk="supplier_kvk ~ '^[0-9]{8}$'",
        facts="case kind when 'placement' then block is not null and weekly_minutes is not null"
        " when 'staff-hours' then minutes is not null"
        " when 'invoice' then amount_cents is not null"
        " and supplier_kvk is not null and invoice_number is not null"
        " else amount_cents is not null end",
    )


def _files() -> None:
    _table(
        "stored_file",
        _text("digest"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _text("media_type"),
        key=("digest",),
        digest="digest = encode(sha256(content), 'hex')",
        media_type="media_type in ('application/pdf', 'image/png', 'image/jpeg')",
        size="length(content) between 1 and 5242880",
    )
    _table(
        "effort_file",
        _id("id"),
        _id("effort_id", of="effort"),
        sa.Column("digest", sa.Text(), sa.ForeignKey("stored_file.digest"), nullable=False),
        *_said("name", "added"),
        sa.UniqueConstraint("effort_id", "digest"),
        name="length(name) between 1 and 100",
    )


def _effort_assessments() -> None:
    _table(
        "effort_assessment",
        *_columns(sa.Uuid(), "effort_id", "entered_by_id"),
        *_columns(sa.BigInteger(), "claimed_cents", "accepted_cents"),
        *_columns(sa.Text(), "reason", "counted_invoice", nullable=True),
        _id("assessed_by_id", of="person"),
        *_columns(AN_INSTANT, "assessed_at"),
        sa.ForeignKeyConstraint(
            CLAIM,
            ["effort.id", "effort.entered_by_id", "effort.claimed_cents"],
            name="fk_effort_assessment_effort",
        ),
        sa.UniqueConstraint("counted_invoice"),
        key=("effort_id",),
        accepted="accepted_cents between 0 and claimed_cents",
        counted_invoice="counted_invoice is null or accepted_cents > 0",
        four_eyes="assessed_by_id <> entered_by_id",
        reason=A_SENTENCE.format("reason")
        + " and (reason is not null or accepted_cents = claimed_cents)",
    )


def _reports() -> None:
    _table(
        "contract_report",
        _id("id"),
        *_columns(sa.Uuid(), "obligation_id", "contractor_id"),
        sa.Column("kind", A_WORD, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        *_said("text", "handed_in"),
        sa.ForeignKeyConstraint(OF_CONTRACTOR, ["obligation.id", "obligation.contractor_id"]),
        sa.UniqueConstraint("obligation_id", "kind", "due_on"),
        kind="kind in ('first', 'interim', 'final')",
        text=A_SENTENCE.format("text"),
    )
    _table(
        "report_reminder",
        _id("obligation_id", of="obligation"),
        *_columns(A_WORD, "kind", "stage"),
        *_columns(sa.Date(), "due_on"),
        _id("person_id", of="person"),
        *_columns(AN_INSTANT, "reminded_at"),
        key=("obligation_id", "kind", "due_on", "stage", "person_id"),
        kind="kind in ('first', 'interim', 'final')",
        stage="stage in ('ahead', 'late')",
    )


def _ladder() -> None:
    known = ["wallet_id", "organisation_id", "programme_id"]
    _table(
        "ladder_step",
        _id("id"),
        *(_id(name) for name in known),
        sa.Column("step", sa.Integer(), nullable=False),
        _id("recorded_by_id", of="person"),
        *_columns(AN_INSTANT, "recorded_at"),
        sa.ForeignKeyConstraint(
            known, [f"registration.{name}" for name in known], name="fk_ladder_step_registration"
        ),
        step="step between 1 and 6",
    )
    op.create_index("ix_ladder_step_programme_id_wallet_id", "ladder_step", known[::-2])


def _table(name: str, /, *parts: Any, key: tuple[str, ...] = ("id",), **checks: str) -> None:
    """A table with its CHECKs by name; the convention of the models names all the rest."""
    refusing = [sa.CheckConstraint(rule, name=check) for check, rule in checks.items()]
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*key), *refusing)


def _checks(table: str, **checks: str) -> None:
    for name, rule in checks.items():
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)


def _id(name: str, *, of: str | None = None, index: bool = False) -> "sa.Column[Any]":
    pointing = [sa.ForeignKey(f"{of}.id")] if of else []
    return sa.Column(name, sa.Uuid(), *pointing, nullable=False, index=index)


def _text(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), nullable=False)


def _said(text: str, what: str) -> "list[sa.Column[Any]]":
    return [_text(text), _id(f"{what}_by_id", of="person"), *_columns(AN_INSTANT, f"{what}_at")]


def _columns(kind: Any, *names: str, nullable: bool = False) -> "list[sa.Column[Any]]":
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _add(table: str, column: str, kind: Any, known: str) -> None:
    """Rows of before get this value; later ones must say theirs."""
    op.add_column(table, sa.Column(column, kind, nullable=True))
    op.execute(f"update {table} set {column} = {known}")  # noqa: S608 - written above
    op.alter_column(table, column, nullable=False)
