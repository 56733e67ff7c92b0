"""Received amounts in parts, and repayments: euros that go back, by four eyes.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

DIVIDED_ONCE = """
create function bank_entry_divided_once() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    v_cents bigint;
    v_taken numeric;
begin
    if new.bank_entry_id is null then
        return new;
    end if;
    select e.amount_cents into v_cents
    from public.bank_entry e where e.id = new.bank_entry_id for no key update;
    select coalesce(sum(part.cents), 0) into v_taken
    from (
        select t.amount_cents as cents from public.top_up t
        where t.bank_entry_id = new.bank_entry_id
        union all
        select p.amount_cents from public.payout_return r
        join public.payout p on p.id = r.payout_id
        where r.bank_entry_id = new.bank_entry_id
        union all
        select b.amount_cents from public.repayment b
        where b.bank_entry_id = new.bank_entry_id and not exists (
            select from public.repayment_decision d
            where d.repayment_id = b.id and not d.is_approved)
    ) as part;
    if v_taken > v_cents then
        raise exception 'bank entry % holds % cents, not %', new.bank_entry_id, v_cents, v_taken
            using errcode = '23514', constraint = 'bank_entry_divided_once';
    end if;
    return new;
end $$;
"""
"""What goes into funds, back to a shop and back to the sender is together what came in, or less.

The entry is locked: two treasurers at the same second cannot both take the same euros.
"""

DIVIDING = ("top_up", "payout_return", "repayment")


def upgrade() -> None:
    _top_ups()
    _assignments()
    _repayments()
    _decisions()
    _orders()
    op.execute(DIVIDED_ONCE)
    for table in DIVIDING:
        op.execute(
            f"create trigger bank_entry_divided_once after insert on {table}"
            " for each row execute function bank_entry_divided_once()"
        )


def _top_ups() -> None:
    op.drop_constraint(op.f("fk_top_up_bank_entry_id_amount_cents_bank_entry"), "top_up")
    op.drop_constraint(op.f("uq_top_up_bank_entry_id"), "top_up")
    _points_at("top_up", "bank_entry_id", "bank_entry")
    op.create_unique_constraint(
        op.f("uq_top_up_bank_entry_id_payment_request_id"),
        "top_up",
        ["bank_entry_id", "payment_request_id"],
    )
    op.create_check_constraint(op.f("ck_top_up_amount"), "top_up", "amount_cents > 0")


def _assignments() -> None:
    op.add_column(
        "assignment",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
    )
    op.alter_column("assignment", "id", server_default=None)
    op.drop_constraint(op.f("pk_assignment"), "assignment")
    op.create_primary_key(op.f("pk_assignment"), "assignment", ["id"])
    op.create_index(op.f("ix_assignment_bank_entry_id"), "assignment", ["bank_entry_id"])


def _repayments() -> None:
    op.create_table(
        "repayment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bank_account_id", sa.Uuid(), nullable=False),
        sa.Column("bank_entry_id", sa.Uuid(), nullable=True),
        sa.Column("fund_id", sa.Uuid(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("end_to_end_id", sa.Text(), nullable=False),
        sa.Column("drawn_up_by_id", sa.Uuid(), nullable=False),
        sa.Column("drawn_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(bank_entry_id, fund_id) = 1", name=op.f("ck_repayment_one_origin")
        ),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_repayment_amount")),
        sa.CheckConstraint(
            "iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'", name=op.f("ck_repayment_iban")
        ),
        sa.CheckConstraint("length(payee) between 1 and 100", name=op.f("ck_repayment_payee")),
        sa.CheckConstraint("length(reason) between 1 and 140", name=op.f("ck_repayment_reason")),
        sa.CheckConstraint(
            "length(end_to_end_id) between 1 and 35", name=op.f("ck_repayment_end_to_end_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repayment")),
        sa.UniqueConstraint("end_to_end_id", name=op.f("uq_repayment_end_to_end_id")),
        sa.UniqueConstraint("id", "drawn_up_by_id", name=op.f("uq_repayment_id_drawn_up_by_id")),
    )
    for column in ("bank_account_id", "bank_entry_id", "fund_id"):
        _points_at("repayment", column, column.removesuffix("_id"))
        op.create_index(op.f(f"ix_repayment_{column}"), "repayment", [column])
    _points_at("repayment", "drawn_up_by_id", "person")


def _decisions() -> None:
    op.create_table(
        "repayment_decision",
        sa.Column("repayment_id", sa.Uuid(), nullable=False),
        sa.Column("drawn_up_by_id", sa.Uuid(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "not is_approved or decided_by_id <> drawn_up_by_id",
            name=op.f("ck_repayment_decision_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["repayment_id", "drawn_up_by_id"],
            ["repayment.id", "repayment.drawn_up_by_id"],
            name=op.f("fk_repayment_decision_repayment_id_drawn_up_by_id_repayment"),
        ),
        sa.PrimaryKeyConstraint("repayment_id", name=op.f("pk_repayment_decision")),
        sa.UniqueConstraint(
            "repayment_id",
            "is_approved",
            name=op.f("uq_repayment_decision_repayment_id_is_approved"),
        ),
    )
    _points_at("repayment_decision", "decided_by_id", "person")


def _orders() -> None:
    op.create_table(
        "repayment_order",
        sa.Column("repayment_id", sa.Uuid(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("is_approved", name=op.f("ck_repayment_order_approved")),
        sa.CheckConstraint(
            "length(message_id) between 1 and 35", name=op.f("ck_repayment_order_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["repayment_id", "is_approved"],
            ["repayment_decision.repayment_id", "repayment_decision.is_approved"],
            name=op.f("fk_repayment_order_repayment_id_is_approved_repayment_decision"),
        ),
        sa.PrimaryKeyConstraint("repayment_id", name=op.f("pk_repayment_order")),
        sa.UniqueConstraint("message_id", name=op.f("uq_repayment_order_message_id")),
    )
    op.create_table(
        "repayment_confirmation",
        sa.Column("repayment_id", sa.Uuid(), nullable=False),
        sa.Column("bank_entry_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["repayment_id"],
            ["repayment_order.repayment_id"],
            name=op.f("fk_repayment_confirmation_repayment_id_repayment_order"),
        ),
        sa.PrimaryKeyConstraint("repayment_id", name=op.f("pk_repayment_confirmation")),
        sa.UniqueConstraint("bank_entry_id", name=op.f("uq_repayment_confirmation_bank_entry_id")),
    )
    _points_at("repayment_confirmation", "bank_entry_id", "bank_entry")


def _points_at(table: str, column: str, other: str) -> None:
    name = op.f(f"fk_{table}_{column}_{other}")
    op.create_foreign_key(name, table, other, [column], ["id"])
