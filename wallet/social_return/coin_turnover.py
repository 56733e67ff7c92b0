"""Coin turnover: what a supplier took in coins, and was paid for them.

Those euros count through the fund they came from. An invoice entered by hand for the same euros
would count them twice, so one that is to the cent what was paid out, or taken on its very days, is
refused (docs/decisions/0021-coin-turnover-is-no-invoice.md).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.clock import end_of, start_of
from wallet.errors import Refused
from wallet.money import Euros

PAID_WITHIN = timedelta(days=14)
"""Shops are paid every week at most, and the last sales of a period in the week after it."""


class InvoiceIsCoinTurnover(Refused):
    """These euros were paid in coins: they count through a fund, and count once."""

    def __init__(self, *, amount: Euros, is_paid_out: bool) -> None:
        super().__init__(f"{amount} was {'paid out' if is_paid_out else 'taken'} in coins")
        self.amount = amount
        self.is_paid_out = is_paid_out


@dataclass(frozen=True)
class CoinTurnover:
    """Of the shops of one supplier, whoever's fund the coins came from."""

    taken: Euros
    """On the days asked, undone sales left out."""
    payouts: list[Euros]
    """Each payout drawn up on those days, or soon after."""


def of_supplier(session: Session, kvk_number: str, *, from_on: date, to_on: date) -> CoinTurnover:
    """By the ledger alone: into shops is a sale, out of them to a payout is what is paid."""
    facts = {
        "kvk_number": kvk_number,
        "since": start_of(from_on),
        "before": end_of(to_on),
        "paid_before": end_of(to_on + PAID_WITHIN),
    }
    sums = {payout: Euros(int(cents)) for payout, cents in session.execute(_TURNOVER, facts)}
    return CoinTurnover(sums.pop(None, Euros(0)), list(sums.values()))


def check_other_euros(
    session: Session, kvk_number: str, amount: Euros, *, from_on: date, to_on: date
) -> None:
    """Let an invoice be for other euros than those. Raises InvoiceIsCoinTurnover."""
    turnover = of_supplier(session, kvk_number, from_on=from_on, to_on=to_on)
    is_paid_out = amount in turnover.payouts
    if is_paid_out or amount == turnover.taken:
        raise InvoiceIsCoinTurnover(amount=amount, is_paid_out=is_paid_out)


_TURNOVER = text("""
with shops as (
    select a.id from organisation o
    join merchant m on m.organisation_id = o.id
    join ledger.account a on a.owner_id = m.id and a.kind = 'merchant'
    where o.kvk_number = :kvk_number
),
legs as (
    select cast(null as uuid) as payout_id, t.cents from shops
    join ledger.transfer t on t.target_id = shops.id
    join ledger.account s on s.id = t.source_id and s.kind = 'purse'
    join ledger.posting p on p.id = t.posting_id
    where p.posted_at >= :since and p.posted_at < :before
    union all
    select null, -t.cents from shops
    join ledger.transfer t on t.source_id = shops.id
    join ledger.account d on d.id = t.target_id and d.kind = 'purse'
    join ledger.posting p on p.id = t.posting_id
    where p.posted_at >= :since and p.posted_at < :before
    union all
    select d.owner_id, t.cents from shops
    join ledger.transfer t on t.source_id = shops.id
    join ledger.account d on d.id = t.target_id and d.kind = 'payout'
    join ledger.posting p on p.id = t.posting_id
    where p.posted_at >= :since and p.posted_at < :paid_before
)
select payout_id, sum(cents) from legs group by payout_id
""")
"""Without a payout: what came in for goods, minus what went back."""
