"""Offers, changes of IBAN, the calendar of payouts, what each payout pays, and who is left out.

Revision ID: 0019
Revises: 0018
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

IBAN = "iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'"
A_LINE = "between 1 and 100"
A_REASON = "length(reason) between 1 and 500"

PAID_BEFORE = """
insert into payout_item (transfer_id, payout_id)
select distinct on (t.id) t.id, p.id
from payout p
join settlement s on s.id = p.settlement_id
join fund f on f.programme_id = s.programme_id
join ledger.account a
  on a.book_id = f.book_id and a.kind = 'merchant' and a.owner_id = p.merchant_id
join ledger.transfer t on a.id in (t.source_id, t.target_id)
join ledger.account other on other.id = t.target_id
join ledger.posting posting on posting.cause = 'payout:' || p.id
where t.posting_id < posting.id and other.kind <> 'payout'
order by t.id, s.drawn_up_at, p.id
"""
"""Payouts made until now paid what was on the merchant's accounts and in no earlier payout."""

COUNTED = """
update payout set number = counted.number
from (select p.id, row_number() over (partition by p.merchant_id order by s.drawn_up_at, p.id)
      from payout p join settlement s on s.id = p.settlement_id) as counted (id, number)
where payout.id = counted.id
"""


def upgrade() -> None:
    _offers()
    _iban_changes()
    _calendar()
    _settlements()


def _offers() -> None:
    _table(
        "offer",
        _id("id"),
        _id("merchant_id"),
        _id("programme_id"),
        _text("name"),
        _cents("price_cents"),
        _cents("usual_price_cents"),
        _id("submitted_by_id"),
        _instant("submitted_at"),
        _check("offer", "name", f"length(name) {A_LINE}"),
        _check("offer", "price", "price_cents between 1 and 1000000"),
        _check("offer", "usual_price", "usual_price_cents between price_cents and 1000000"),
        _joined("offer"),
        _by("offer", "submitted_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("id", "submitted_by_id", name=op.f("uq_offer_id_submitted_by_id")),
    )
    _index("offer", "merchant_id")
    _index("offer", "programme_id")
    for table, verb in (("offer_approval", "approved"), ("offer_decline", "declined")):
        reason = [_text("reason"), _check(table, "reason", A_REASON)] if verb == "declined" else []
        _table(
            table,
            _id("offer_id"),
            _id("submitted_by_id"),
            _id(f"{verb}_by_id"),
            _instant(f"{verb}_at"),
            *reason,
            _check(table, "four_eyes", f"{verb}_by_id <> submitted_by_id"),
            _by(table, f"{verb}_by_id"),
            _maker(table, "offer", "offer_id", "submitted_by_id"),
            sa.PrimaryKeyConstraint("offer_id", name=op.f(f"pk_{table}")),
        )
    _stopped("offer_withdrawal", "offer", "offer_id", "withdrawn")


def _iban_changes() -> None:
    _table(
        "iban_change",
        _id("id"),
        _id("merchant_id"),
        _text("iban"),
        _text("payee"),
        _id("asked_by_id"),
        _instant("asked_at"),
        _check("iban_change", "iban", IBAN),
        _check("iban_change", "payee", f"length(payee) {A_LINE}"),
        _points("iban_change", "merchant_id", "merchant"),
        _by("iban_change", "asked_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_iban_change")),
        sa.UniqueConstraint("id", "asked_by_id", name=op.f("uq_iban_change_id_asked_by_id")),
    )
    _index("iban_change", "merchant_id")
    approval = "iban_change_approval"
    _table(
        approval,
        _id("change_id"),
        _id("asked_by_id"),
        _id("approved_by_id"),
        _instant("approved_at"),
        _instant("usable_from"),
        _check(approval, "four_eyes", "approved_by_id <> asked_by_id"),
        _check(approval, "rest", "usable_from >= approved_at + interval '72 hours'"),
        _by(approval, "approved_by_id"),
        _maker(approval, "iban_change", "change_id", "asked_by_id"),
        sa.PrimaryKeyConstraint("change_id", name=op.f(f"pk_{approval}")),
    )
    _stopped("iban_change_call_off", "iban_change", "change_id", "called_off")


def _calendar() -> None:
    _table(
        "payout_calendar",
        _id("programme_id"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        _cents("minimum_cents"),
        _id("decided_by_id"),
        _check("payout_calendar", "weekday", "weekday between 1 and 7"),
        _check("payout_calendar", "minimum", "minimum_cents between 0 and 100000"),
        _points("payout_calendar", "programme_id", "programme"),
        _by("payout_calendar", "decided_by_id"),
        sa.PrimaryKeyConstraint("programme_id", "valid_from", name=op.f("pk_payout_calendar")),
    )
    _table(
        "payout_block",
        _id("id"),
        _id("merchant_id"),
        _id("programme_id"),
        _text("reason"),
        _id("blocked_by_id"),
        _instant("blocked_at"),
        _check("payout_block", "reason", A_REASON),
        _joined("payout_block"),
        _by("payout_block", "blocked_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_block")),
    )
    _index("payout_block", "programme_id")
    _stopped("payout_release", "payout_block", "block_id", "released")


def _settlements() -> None:
    omission = "settlement_omission"
    reasons = "'negative', 'below-minimum', 'blocked', 'resting'"
    _table(
        omission,
        _id("settlement_id"),
        _id("merchant_id"),
        sa.Column("reason", sa.String(length=40), nullable=False),
        _cents("amount_cents"),
        _check(omission, "reason", f"reason in ({reasons})"),
        _check(omission, "amount", "amount_cents <> 0"),
        _points(omission, "settlement_id", "settlement"),
        _points(omission, "merchant_id", "merchant"),
        sa.PrimaryKeyConstraint("settlement_id", "merchant_id", name=op.f(f"pk_{omission}")),
    )
    _stopped("settlement_withdrawal", "settlement", "settlement_id", "withdrawn")
    _table(
        "payout_item",
        sa.Column("transfer_id", sa.BigInteger(), nullable=False),
        _id("payout_id"),
        sa.ForeignKeyConstraint(
            ["transfer_id"],
            ["ledger.transfer.id"],
            name=op.f("fk_payout_item_transfer_id_transfer"),
        ),
        _points("payout_item", "payout_id", "payout"),
        sa.PrimaryKeyConstraint("transfer_id", name=op.f("pk_payout_item")),
    )
    _index("payout_item", "payout_id")
    op.execute(PAID_BEFORE)
    op.add_column("payout", sa.Column("number", sa.Integer(), nullable=True))
    op.execute(COUNTED)
    op.alter_column("payout", "number", nullable=False)
    op.create_unique_constraint(
        op.f("uq_payout_merchant_id_number"), "payout", ["merchant_id", "number"]
    )
    op.create_check_constraint(op.f("ck_payout_number"), "payout", "number > 0")
    choice = "self_billing_choice"
    _table(
        choice,
        _id("id"),
        _id("merchant_id"),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        _id("chosen_by_id"),
        _instant("chosen_at"),
        _points(choice, "merchant_id", "merchant"),
        _by(choice, "chosen_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{choice}")),
    )
    _index(choice, "merchant_id")
    op.add_column(
        "payment_file",
        sa.Column("version", sa.Text(), server_default="pain.001.001.09", nullable=False),
    )
    op.alter_column("payment_file", "version", server_default=None)
    op.create_check_constraint(
        op.f("ck_payment_file_version"),
        "payment_file",
        "version in ('pain.001.001.09', 'pain.001.001.03')",
    )
    op.add_column("bank_entry", sa.Column("return_reason", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_bank_entry_return_reason"), "bank_entry", "return_reason ~ '^[A-Z0-9]{1,4}$'"
    )


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _stopped(table: str, of: str, column: str, verb: str) -> None:
    """A row that says by whom and when something was stopped, once."""
    _table(
        table,
        _id(column),
        _id(f"{verb}_by_id"),
        _instant(f"{verb}_at"),
        _points(table, column, of),
        _by(table, f"{verb}_by_id"),
        sa.PrimaryKeyConstraint(column, name=op.f(f"pk_{table}")),
    )


def _id(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Uuid(), nullable=False)


def _text(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text(), nullable=False)


def _cents(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _instant(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _by(table: str, column: str) -> sa.ForeignKeyConstraint:
    return _points(table, column, "person")


def _maker(table: str, target: str, column: str, maker: str) -> sa.ForeignKeyConstraint:
    """Four eyes: the maker is repeated, and cannot be made up."""
    return sa.ForeignKeyConstraint(
        [column, maker],
        [f"{target}.id", f"{target}.{maker}"],
        name=op.f(f"fk_{table}_{column}_{maker}_{target}"),
    )


def _joined(table: str) -> sa.ForeignKeyConstraint:
    """Only of a shop that takes the coins of the programme."""
    return sa.ForeignKeyConstraint(
        ["merchant_id", "programme_id"],
        ["merchant_programme.merchant_id", "merchant_programme.programme_id"],
        name=op.f(f"fk_{table}_merchant_id_programme_id_merchant_programme"),
    )
