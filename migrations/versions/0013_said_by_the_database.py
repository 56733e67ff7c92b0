"""What Python alone said until now: ranges, names, account numbers, and who takes part.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

IBAN = "~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'"
A_LINE = "between 1 and 100"
A_LIMIT = "between 0 and 100000000"

CHECKS = (
    ("activity", "name", f"length(name) {A_LINE}"),
    ("activity", "kind", f"length(kind) {A_LINE}"),
    ("activity", "neighbourhood", f"length(neighbourhood) {A_LINE}"),
    ("bank_account", "holder", f"length(holder) {A_LINE}"),
    ("bank_account", "iban", f"iban {IBAN}"),
    ("fund", "name", f"length(name) {A_LINE}"),
    ("merchant", "name", f"length(name) {A_LINE}"),
    ("merchant", "category", f"length(category) {A_LINE}"),
    ("merchant", "neighbourhood", f"length(neighbourhood) {A_LINE}"),
    ("merchant", "payee", f"length(payee) {A_LINE}"),
    ("obligation", "title", f"length(title) {A_LINE}"),
    ("payment_request", "reference", "reference ~ '^RF[0-9]{2}[0-9A-Z]{1,21}$'"),
    ("payout", "iban", f"iban {IBAN}"),
    ("payout", "payee", f"length(payee) {A_LINE}"),
    ("plan_decline", "four_eyes", "declined_by_id <> submitted_by_id"),
    ("programme", "name", f"length(name) {A_LINE}"),
    ("programme", "area", f"length(area) {A_LINE}"),
    ("reconciliation", "counts", "matched_count >= 0 and unmatched_count >= 0"),
    ("sign_in_link", "lifetime", "expires_at > issued_at"),
    ("till", "name", f"length(name) {A_LINE}"),
)
LIMITS = ("confirm_above", "second_verifier_above", "month_cap", "year_cap")


def upgrade() -> None:
    op.add_column("plan_decline", sa.Column("submitted_by_id", sa.Uuid(), nullable=True))
    op.execute(
        "update plan_decline set submitted_by_id = plan.submitted_by_id"
        " from plan where plan.id = plan_decline.plan_id"
    )
    op.alter_column("plan_decline", "submitted_by_id", nullable=False)
    for table, name, rule in CHECKS:
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)
    for limit in LIMITS:
        name = op.f(f"ck_programme_terms_{limit}")
        op.drop_constraint(name, "programme_terms", type_="check")
        op.create_check_constraint(name, "programme_terms", f"{limit}_cents {A_LIMIT}")
    _point_at_both("plan_decline", ["plan_id", "submitted_by_id"], "plan")
    _point_at_both("top_up", ["bank_entry_id", "amount_cents"], "bank_entry")
    for table in ("activity", "registration"):
        op.drop_constraint(op.f(f"fk_{table}_organisation_id_organisation"), table)
        op.drop_constraint(op.f(f"fk_{table}_programme_id_programme"), table)
        pair, name = ["programme_id", "organisation_id"], op.f(f"fk_{table}_takes_part")
        op.create_foreign_key(name, table, "programme_organisation", pair, pair)


def _point_at_both(table: str, columns: list[str], target: str) -> None:
    """Let a key and a fact together point at a row, where the key alone pointed at it before."""
    op.drop_constraint(op.f(f"fk_{table}_{columns[0]}_{target}"), table)
    name = op.f(f"fk_{table}_{'_'.join(columns)}_{target}")
    op.create_foreign_key(name, table, target, columns, ["id", columns[1]])
