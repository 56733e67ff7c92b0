"""Do the books say what the tills were told? Read with SQL, not with the code that wrote them."""

from typing import Any

from sqlalchemy import Engine, text

from trials.till_client import Outcome
from wallet.ledger import audit

SALES = """
select redemption.request_id::text, receipt, price_cents, paid_cents,
       reversal.redemption_id is not null as reversed
from redemption left join reversal on reversal.redemption_id = redemption.id
"""
USED_TWICE = """
select count(*) from (
    select coalesce(device_id, card_id) from redemption group by 1 having count(*) > 1
) twice
"""
WITHOUT_A_YES = """
select count(*) from redemption
join confirmation using (till_id, request_id)
left join consent on consent.confirmation_id = confirmation.id
where paid_cents > floor_cents and consent.confirmation_id is null
"""
NOT_ASKED = """
select count(*) from redemption
left join confirmation using (till_id, request_id)
where redemption.device_id is not null and paid_cents > :floor and confirmation.id is null
"""
WITHOUT_PIN = """
select count(*) from redemption
left join card_pin_try using (till_id, request_id)
where redemption.card_id is not null and price_cents > :floor and card_pin_try.card_id is null
"""
FLOOR, CARD_FLOOR = 25_00, 10_00
"""Cents, the terms of the market's programme."""
OWED = "select coalesce(sum(cents), 0) from ({}) owed"
TRANSFERRED = """
select sum(case when target.kind = 'merchant' then cents else 0 end)
     - sum(case when source.kind = 'merchant' then cents else 0 end) as cents
from ledger.transfer
join ledger.account source on source.id = source_id
join ledger.account target on target.id = target_id
"""


def check(engine: Engine, outcomes: list[Outcome]) -> str:
    """Compare sale by sale, then cent by cent; then let the audit recompute everything."""
    with engine.connect() as connection:
        sold = {row.request_id: row for row in connection.execute(text(SALES))}
        assert connection.scalar(text(USED_TWICE)) == 0, "a code paid twice"
        above = {"floor": FLOOR}
        assert connection.scalar(text(WITHOUT_A_YES)) == 0, "above the floor without a yes"
        assert connection.scalar(text(NOT_ASKED), above) == 0, "above the floor, never asked"
        of_card = {"floor": CARD_FLOOR}
        assert connection.scalar(text(WITHOUT_PIN), of_card) == 0, "a card above its floor, no PIN"
        owed = connection.scalar(text(OWED.format(TRANSFERRED)))
    for outcome in outcomes:
        is_told(outcome, sold.pop(outcome.request_id, None))
    assert not sold, f"booked, but no till knows: {[*sold][:5]}"
    kept = sum(cents_of(outcome) for outcome in outcomes)
    assert owed == kept, f"{owed} cents with the shops, {kept} told to the tills"
    with engine.connect() as connection:
        report = audit.audit(connection)
    assert report.is_clean, report.differences
    return f"{kept} cents with the shops, {report.transfers} transfers; audit clean"


def is_told(outcome: Outcome, row: Any) -> None:
    """What was told is what is booked."""
    told = outcome.told
    if told["outcome"] in ("paid", "partly"):
        assert row is not None, f"told paid, never booked: {outcome}"
        assert not row.reversed, f"told paid, but reversed: {outcome}"
        assert row.receipt == told["receipt"], outcome
        assert row.paid_cents == cents_of(outcome), outcome
        assert (row.paid_cents < row.price_cents) == (told["outcome"] == "partly"), outcome
    elif told["outcome"] == "revoked":
        assert row is None or row.reversed, f"told revoked, still booked: {outcome}"
    else:
        assert told["outcome"] in ("refused", "wrong-pin", "no-card"), outcome
        assert row is None, f"told refused, but booked: {outcome}"


def cents_of(outcome: Outcome) -> int:
    """`€ 1.234,56` as cents, 0 when nothing was paid."""
    return int("".join(filter(str.isdigit, outcome.told.get("paid", "0"))))
