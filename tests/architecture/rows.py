"""A row of any table that its constraints accept."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
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
    "backing_day.signature": bytes(64),
    "backing_line.verdict": "blocked",
    "backing_day.on": lambda: date.fromordinal(700_000 + next(_numbers) % 100_000),
    "bank_account.iban": lambda: f"NL04BNGH{next(_numbers)}",
    "bank_entry.direction": "credit",
    "declaration_figures.evidence": "x",
    "declaration_figures.evidence_sha256": sha256(b"x").hexdigest(),
    "declaration.seal_root": bytes(32),
    "declaration_line.counted_cents": 5_00,
    "declaration_line.realised_cents": 5_00,
    "declaration_line.rule": "community-activity",
    "declaration_line.undone_cents": 0,
    "declaration_line.value_cents": 5_00,
    "declaration_line.value_factor_bp": 10_000,
    "assessment.approved_cents": 5_00,
    "assessment.counted_cents": 5_00,
    "assessment_line.approved_cents": 5_00,
    "assessment_line.counted_cents": 5_00,
    "device.handle": lambda: str(next(_numbers)),
    "card.handle": lambda: str(9 * 10**7 + next(_numbers) % 10**7),
    "card.position": 1,
    "card_sheet.page_count": 1,
    "effort.amount_cents": 100_00,
    "effort.claimed_cents": 100_00,
    "effort.kind": "cost",
    "effort.lines": "[]",
    "effort_assessment.accepted_cents": 100_00,
    "effort_assessment.claimed_cents": 100_00,
    "enrolment.expires_at": LATER,
    "iban_change.iban": "NL04BNGH0285170000",
    "iban_change_approval.usable_from": datetime(2026, 6, 4, 12, tzinfo=UTC),
    "stored_file.content": b"a file",
    "stored_file.digest": sha256(b"a file").hexdigest(),
    "stored_file.media_type": "application/pdf",
    "ladder_step.step": 3,
    "membership.role": "treasurer",
    "merchant.iban": "NL04BNGH0285170000",
    "obligation.base": "contract-sum",
    "obligation.base_cents": 100_000_00,
    "obligation.contract_sum_cents": 100_000_00,
    "obligation.kind": "works",
    "obligation.lines": "[]",
    "obligation.percentage_bp": 500,
    "obligation.report_days": 14,
    "obligation.target_cents": 5_000_00,
    "organisation_address.country": "NL",
    "organisation_address.house_number": "1",
    "organisation_address.postcode": "1234 AB",
    "organisation.kvk_number": lambda: str(next(_numbers)),
    "offer.price_cents": 5_00,
    "offer.usual_price_cents": 6_00,
    "participation.minutes": 60,
    "payment_request.reference": lambda: f"RF18{next(_numbers)}",
    "payment_file.version": "pain.001.001.09",
    "payout.iban": "NL04BNGH0285170000",
    "payout_calendar.minimum_cents": 10_00,
    "payout_calendar.weekday": 1,
    "person.email": lambda: f"x{next(_numbers)}@town.example",
    "person.language": "nl",
    "plan.recognition": "redemption",
    "plan.value_factor_bp": 10_000,
    "plan.value_rule": "community-activity",
    "plan_approval.outcome": "approved",
    "plan_decline.outcome": "declined",
    "programme_terms.card_sales_without_pin": 5,
    "programme_terms.coin_cents": 1_00,
    "programme_terms.lapse_months": 12,
    "redemption.device_id": uuid4,
    "redemption.paid_cents": 5_00,
    "redemption.price_cents": 5_00,
    "redemption.receipt": lambda: str(next(_numbers)),
    "refused_balance.reason": "code-wrong",
    "refused_redemption.reason": "revoked",
    "reversal.reversed_by_id": uuid4,
    "repayment.iban": "NL04BNGH0285170000",
    "repayment.fund_id": uuid4,
    "repayment_order.is_approved": True,
    "seal.leaves": bytes(40),
    "seal.signature": bytes(64),
    "seal.transfer_count": 1,
    "settlement_omission.reason": "blocked",
    "sent_form.went_to": "/sponsor/",
    "settlement_withdrawal.is_withdrawn": True,
    "sign_in_link.expires_at": LATER,
    "spoken_code.expires_at": LATER,
    "confirmation.expires_at": LATER,
    "confirmation.floor_cents": 25_00,
    "confirmation.price_cents": 40_00,
    "dispute.reason": "got-nothing",
    "passkey_challenge.purpose": "add",
    "pin.reset_by_id": uuid4,
    "social_enterprise.scheme": "pso",
    "statement.check_code": lambda: f"0{next(_numbers)}Z",
    "statement.key_id": "0123456789abcdef",
    "statement.number": 1,
    "statement.signature": bytes(64),
    "till_pairing.expires_at": LATER,
    "volume_norm.first_warning": 70,
    "volume_norm.last_warning": 90,
    "volume_warning.level": 70,
    "programme_ending.spend_until": date(2026, 9, 1),
    "valuation_rules.digest": sha256(b"a table").hexdigest(),
    "valuation_rules.text": "a table",
    "till_rest.cause": "guesses",
    "till_rest.until_at": LATER,
}
"""What a column must hold where any value of its type will not do. The rest is made by type."""

INSTEAD: dict[str, Row] = {
    "fk_repayment_bank_entry_id_bank_entry": {"bank_entry_id": uuid4(), "fund_id": None},
    "fk_redemption_card_id_wallet_id_card_link": {
        "card_id": uuid4(),
        "device_id": None,
        "wallet_id": uuid4(),
    },
    "fk_refused_redemption_card_id_wallet_id_card_link": {
        "card_id": uuid4(),
        "wallet_id": uuid4(),
    },
    "fk_pin_device_id_wallet_id_device": {
        "pin_hash": "$argon2id$",
        "device_id": uuid4(),
        "reset_by_id": None,
    },
    "fk_refused_redemption_device_id_wallet_id_device": {
        "device_id": uuid4(),
        "wallet_id": uuid4(),
    },
    "fk_reversal_till_id_till": {"till_id": uuid4(), "reversed_by_id": None},
    "fk_statement_authority_id_follows_statement": {"number": 12, "follows": 11},
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
    names = ", ".join(f'"{name}"' for name in row)  # a day may be called "on"
    values = ", ".join(f":{name}" for name in row)
    statement = f"insert into {table} ({names}) overriding system value values ({values})"
    connection.execute(text(statement), row)
