"""Cards: printed on sheets, handed over, with a PIN, its tries and its lock; and what they pay.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

USUAL = (
    ("card_pin_above_cents", sa.BigInteger(), "1000", "between 0 and 100000000"),
    ("card_sales_without_pin", sa.Integer(), "5", "between 0 and 100"),
    ("card_day_limit_cents", sa.BigInteger(), "2500", "between 1 and 100000000"),
)
"""What holds for cards under the terms there are: column, type, value, range."""


def upgrade() -> None:
    _print_cards()
    _hand_over()
    _choose_pins()
    _pay()
    for column, kind, usual, bounds in USUAL:
        name = op.f(f"ck_programme_terms_{column.removesuffix('_cents')}")
        op.add_column(
            "programme_terms", sa.Column(column, kind, nullable=False, server_default=usual)
        )
        op.alter_column("programme_terms", column, server_default=None)
        op.create_check_constraint(name, "programme_terms", f"{column} {bounds}")


def _print_cards() -> None:
    op.create_table(
        "card_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("ordered_by_id", sa.Uuid(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("page_count between 1 and 10", name=op.f("ck_card_sheet_page_count")),
        sa.ForeignKeyConstraint(
            ["programme_id", "organisation_id"],
            ["programme_organisation.programme_id", "programme_organisation.organisation_id"],
            name=op.f("fk_card_sheet_takes_part"),
        ),
        _key("card_sheet", "ordered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_sheet")),
    )
    op.create_index(op.f("ix_card_sheet_organisation_id"), "card_sheet", ["organisation_id"])
    op.create_table(
        "card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("handle", sa.CHAR(length=8), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("handle ~ '^9[0-9]{7}$'", name=op.f("ck_card_handle")),
        sa.CheckConstraint("position between 1 and 100", name=op.f("ck_card_position")),
        _key("card", "sheet_id", "card_sheet"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("handle", name=op.f("uq_card_handle")),
        sa.UniqueConstraint("sheet_id", "position", name=op.f("uq_card_sheet_id_position")),
    )


def _hand_over() -> None:
    op.create_table(
        "card_link",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("linked_by_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        _key("card_link", "card_id", "card"),
        _key("card_link", "linked_by_id", "person"),
        _key("card_link", "wallet_id", "wallet"),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_card_link")),
        sa.UniqueConstraint("card_id", "wallet_id", name=op.f("uq_card_link_card_id_wallet_id")),
    )
    op.create_index(op.f("ix_card_link_wallet_id"), "card_link", ["wallet_id"])
    op.create_table(
        "card_block",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_by_id", sa.Uuid(), nullable=False),
        _key("card_block", "blocked_by_id", "person"),
        _key("card_block", "card_id", "card"),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_card_block")),
    )


def _choose_pins() -> None:
    op.create_table(
        "card_pin",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("witnessed_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_card_pin_version")),
        sa.ForeignKeyConstraint(
            ["card_id"], ["card_link.card_id"], name=op.f("fk_card_pin_card_id_card_link")
        ),
        _key("card_pin", "witnessed_by_id", "person"),
        sa.PrimaryKeyConstraint("card_id", "version", name=op.f("pk_card_pin")),
    )
    op.create_table(
        "card_lock",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        _pin_key("card_lock"),
        sa.PrimaryKeyConstraint("card_id", "version", name=op.f("pk_card_lock")),
    )
    op.create_table(
        "card_pin_try",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=True),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_card_pin_try_number")),
        _pin_key("card_pin_try"),
        _key("card_pin_try", "till_id", "till"),
        sa.PrimaryKeyConstraint("card_id", "number", name=op.f("pk_card_pin_try")),
        sa.UniqueConstraint(
            "till_id", "request_id", name=op.f("uq_card_pin_try_till_id_request_id")
        ),
    )


def _pay() -> None:
    """A sale has a device or a card; a refusal has one of them, or neither."""
    op.alter_column("redemption", "device_id", nullable=True)
    op.drop_constraint(
        op.f("ck_refused_redemption_device_of_wallet"), "refused_redemption", type_="check"
    )
    for table in ("redemption", "refused_redemption"):
        op.add_column(table, sa.Column("card_id", sa.Uuid(), nullable=True))
        op.create_foreign_key(
            op.f(f"fk_{table}_card_id_wallet_id_card_link"),
            table,
            "card_link",
            ["card_id", "wallet_id"],
            ["card_id", "wallet_id"],
        )
    op.create_check_constraint(
        op.f("ck_redemption_means"), "redemption", "num_nonnulls(device_id, card_id) = 1"
    )
    op.create_check_constraint(
        op.f("ck_refused_redemption_means"),
        "refused_redemption",
        "num_nonnulls(device_id, card_id) = num_nonnulls(wallet_id)",
    )
    op.create_index(
        op.f("ix_redemption_card_id_redeemed_at"), "redemption", ["card_id", "redeemed_at"]
    )


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _pin_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["card_id", "version"],
        ["card_pin.card_id", "card_pin.version"],
        name=op.f(f"fk_{table}_card_id_version_card_pin"),
    )
