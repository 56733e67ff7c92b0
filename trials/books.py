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
select count(*) from (select device_id from redemption group by device_id having count(*) > 1) twice
"""
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
        assert told["outcome"] == "refused", outcome
        assert row is None, f"told refused, but booked: {outcome}"


def cents_of(outcome: Outcome) -> int:
    """`€ 1.234,56` as cents, 0 when nothing was paid."""
    return int("".join(filter(str.isdigit, outcome.told.get("paid", "0"))))
