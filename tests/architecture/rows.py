"""A row of any table that its constraints accept, and for each CHECK one that it alone refuses."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Connection, Enum, Table, TypeDecorator, text

Row = dict[str, Any]

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 6, 2, 12, tzinfo=UTC)
DAY = date(2026, 6, 1)

_numbers = count(10_000_000)
_OF_TYPE: tuple[tuple[type, Callable[[], Any]], ...] = (
    (bool, lambda: False),
    (int, lambda: next(_numbers)),
    (str, lambda: f"x{next(_numbers)}"),
    (bytes, lambda: token_bytes(32)),
    (datetime, lambda: NOW),
    (date, lambda: DAY),
    (UUID, uuid4),
)

ACCEPTED: Row = {
    "activity.per": "hour",
    "activity.reward_coins": 5,
    "account.balance": 0,
    "account.kind": "pot",
    "allowance_elsewhere.month": 6,
    "allowance_elsewhere.year": 2026,
    "allowance_norm.hour_from_21_cents": 575,
    "allowance_norm.hour_under_21_cents": 340,
    "allowance_norm.month_cents": 220_00,
    "allowance_norm.year_cents": 2_200_00,
    "bank_account.iban": lambda: f"NL04BNGH{next(_numbers)}",
    "bank_entry.direction": "credit",
    "device.handle": lambda: str(next(_numbers)),
    "enrolment.expires_at": LATER,
    "membership.role": "treasurer",
    "merchant.iban": "NL04BNGH0285170000",
    "obligation.contract_sum_cents": 100_000_00,
    "obligation.percentage_bp": 500,
    "obligation.target_cents": 5_000_00,
    "organisation.kvk_number": lambda: str(next(_numbers)),
    "participation.minutes": 60,
    "payment_request.reference": lambda: f"RF18{next(_numbers)}",
    "payout.iban": "NL04BNGH0285170000",
    "person.email": lambda: f"x{next(_numbers)}@town.example",
    "person.language": "nl",
    "plan.recognition": "redemption",
    "plan.value_factor_bp": 10_000,
    "programme_terms.coin_cents": 1_00,
    "programme_terms.lapse_months": 12,
    "redemption.paid_cents": 5_00,
    "redemption.price_cents": 5_00,
    "redemption.receipt": lambda: str(next(_numbers)),
    "refused_redemption.reason": "revoked",
    "reversal.reversed_by_id": uuid4,
    "seal.leaves": bytes(40),
    "seal.signature": bytes(64),
    "seal.transfer_count": 1,
    "sign_in_link.expires_at": LATER,
    "till_pairing.expires_at": LATER,
}
"""What a column must hold where any value of its type will not do. The rest is made by type."""

REFUSED: dict[str, Row] = {
    "ck_account_closed_empty": {"closed_at": NOW, "balance": 1},
    "ck_account_expiry": {"expires_on": DAY},
    "ck_account_floor": {"balance": -1},
    "ck_account_kind": {"kind": "sock", "owner_id": uuid4()},
    "ck_account_live_balance": {"balance": None},
    "ck_account_owner": {"owner_id": uuid4()},
    "ck_activity_hour_equivalent": {"minutes_each": 60},
    "ck_activity_kind": {"kind": ""},
    "ck_activity_minutes_each": {"per": "time", "minutes_each": 1441},
    "ck_activity_name": {"name": "x" * 101},
    "ck_activity_neighbourhood": {"neighbourhood": ""},
    "ck_activity_per": {"per": "week"},
    "ck_activity_reward": {"reward_coins": 0},
    "ck_allotment_amount": {"amount_cents": 0},
    "ck_allowance_elsewhere_amount": {"amount_cents": 0},
    "ck_allowance_elsewhere_month": {"month": 13},
    "ck_allowance_elsewhere_year": {"year": 1999},
    "ck_allowance_norm_hour": {"hour_under_21_cents": 576},
    "ck_allowance_norm_month": {"month_cents": 2_200_01},
    "ck_bank_account_holder": {"holder": ""},
    "ck_bank_account_iban": {"iban": "NL04 BNGH"},
    "ck_bank_entry_amount_positive": {"amount_cents": 0},
    "ck_bank_entry_direction": {"direction": "both"},
    "ck_device_handle": {"handle": "90000000"},
    "ck_enrolment_lifetime": {"expires_at": NOW},
    "ck_fund_name": {"name": ""},
    "ck_membership_role": {"role": "king"},
    "ck_merchant_category": {"category": ""},
    "ck_merchant_iban": {"iban": "NL04 BNGH"},
    "ck_merchant_name": {"name": ""},
    "ck_merchant_neighbourhood": {"neighbourhood": ""},
    "ck_merchant_payee": {"payee": ""},
    "ck_obligation_contract_number": {"contract_number": ""},
    "ck_obligation_contract_sum": {"contract_sum_cents": 0, "target_cents": 0},
    "ck_obligation_dates": {"awarded_on": date(2026, 6, 2)},
    "ck_obligation_percentage": {"percentage_bp": 10_001, "target_cents": 100_010_00},
    "ck_obligation_target": {"target_cents": 5_000_01},
    "ck_obligation_title": {"title": ""},
    "ck_organisation_kvk_number": {"kvk_number": "1234567"},
    "ck_organisation_name": {"name": ""},
    "ck_participation_minutes": {"minutes": 1441},
    "ck_pay_code_use_step": {"step": 0},
    "ck_payment_file_message_id": {"message_id": "x" * 36},
    "ck_payment_request_amount": {"amount_cents": 99},
    "ck_payment_request_reference": {"reference": "18539007547034"},
    "ck_payout_amount": {"amount_cents": 0},
    "ck_payout_end_to_end_id": {"end_to_end_id": "x" * 36},
    "ck_payout_iban": {"iban": "NL04 BNGH"},
    "ck_payout_payee": {"payee": ""},
    "ck_person_birth_year": {"birth_year": 1899},
    "ck_person_email_lower": {"email": "Merel@town.example"},
    "ck_person_language": {"language": "la"},
    "ck_person_name": {"name": ""},
    "ck_plan_approval_four_eyes": {"approved_by_id": "same", "submitted_by_id": "same"},
    "ck_plan_cap": {"cap_cents": 0},
    "ck_plan_decline_four_eyes": {"declined_by_id": "same", "submitted_by_id": "same"},
    "ck_plan_decline_reason": {"reason": ""},
    "ck_plan_goal": {"goal": ""},
    "ck_plan_neighbourhood": {"neighbourhood": ""},
    "ck_plan_recognition": {"recognition": "never"},
    "ck_plan_target_group": {"target_group": ""},
    "ck_plan_value_factor": {"value_factor_bp": 0},
    "ck_posting_cause": {"cause": "xx"},
    "ck_programme_area": {"area": ""},
    "ck_programme_name": {"name": ""},
    "ck_programme_terms_coin": {"coin_cents": 0},
    "ck_programme_terms_confirm_above": {"confirm_above_cents": 1_000_000_01},
    "ck_programme_terms_lapse_months": {"lapse_months": 121},
    "ck_programme_terms_month_cap": {"month_cap_cents": 1_000_000_01},
    "ck_programme_terms_second_verifier_above": {"second_verifier_above_cents": 1_000_000_01},
    "ck_programme_terms_year_cap": {"year_cap_cents": 1_000_000_01},
    "ck_reconciliation_counts": {"unmatched_count": -1},
    "ck_redemption_paid": {"paid_cents": 5_01},
    "ck_redemption_price": {"price_cents": 1_000_000_01},
    "ck_redemption_receipt": {"receipt": "IIIIIIII"},
    "ck_refused_redemption_device_of_wallet": {"device_id": uuid4()},
    "ck_refused_redemption_price": {"reason": "code-wrong", "price_cents": 0},
    "ck_refused_redemption_reason": {"reason": "mood", "price_cents": 1},
    "ck_refused_redemption_revoked": {"price_cents": 1},
    "ck_rejection_reason": {"reason": ""},
    "ck_reversal_by_whom": {"till_id": uuid4()},
    "ck_reward_amount": {"amount_cents": 0},
    "ck_seal_hashes": {"root": bytes(31)},
    "ck_seal_number": {"id": 0},
    "ck_seal_run": {"transfer_count": 3, "leaves": bytes(120)},
    "ck_seal_signature": {"signature": bytes(63)},
    "ck_settlement_approval_four_eyes": {"approved_by_id": "same", "drawn_up_by_id": "same"},
    "ck_sign_in_link_lifetime": {"expires_at": NOW},
    "ck_statement_file_entry_count": {"entry_count": -1},
    "ck_till_name": {"name": ""},
    "ck_till_pairing_lifetime": {"expires_at": NOW},
    "ck_transfer_cents": {"cents": 0},
    "ck_transfer_two_accounts": {"source_id": 1, "target_id": 1},
    "ck_verification_four_eyes": {"verified_by_id": "same", "recorded_by_id": "same"},
}
"""CHECK -> what must change in an accepted row for this constraint, and no other, to refuse it."""

INSTEAD: dict[str, Row] = {
    "fk_refused_redemption_device_id_wallet_id_device": {
        "device_id": uuid4(),
        "wallet_id": uuid4(),
    },
    "fk_reversal_till_id_till": {"till_id": uuid4(), "reversed_by_id": None},
    "uq_account_book_id_kind_owner_id_expires_on": {
        "kind": "purse",
        "owner_id": uuid4(),
        "expires_on": DAY,
    },
    "uq_seal_last_transfer_id": {"last_transfer_id": 10**9},
}
"""Foreign key or UNIQUE -> the row it speaks about, where columns may be empty or hang together."""


def accepted(table: Table, **changed: Any) -> Row:
    """A new row that every CHECK of this table accepts."""
    row = {column.name: _value(column) for column in table.columns}
    same = uuid4()
    return row | {name: same if value == "same" else value for name, value in changed.items()}


def _value(column: "Column[Any]") -> Any:
    given = ACCEPTED.get(f"{column.table.name}.{column.name}")
    if given is not None:
        return given() if callable(given) else given
    if column.nullable:
        return None
    return some(column)


def some(column: "Column[Any]") -> Any:
    """Any value of the column's type, another one each time where that matters."""
    if isinstance(column.type, Enum):
        return column.type.enums[0]
    stored = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    for known, make in _OF_TYPE:
        if issubclass(stored.python_type, known):
            return make()
    raise LookupError(f"no value is known for {column}")


def insert(connection: Connection, table: Table, row: Row) -> None:
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    statement = f"insert into {table} ({names}) overriding system value values ({values})"
    connection.execute(text(statement), row)
