"""A day of sales at the tills, and those that are undone. In bulk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert

from bench.town import draws, pasts
from bench.town.residents import Participant, Purse, Shop, Town
from wallet import clock
from wallet.identity.tokens import CROCKFORD
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move
from wallet.merchants import redemptions
from wallet.merchants.redemptions import Redemption
from wallet.merchants.reversals import Reversal
from wallet.merchants.selling import RECEIPT_LENGTH
from wallet.money import Euros

PRICES = (1_85, 2_40, 3_20, 3_95, 4_75, 5_50, 6_10, 7_25, 8_90, 12_60)
TRIES = 200
SAVES = 20
"""One in so many never buys anything: what they earn lapses."""
REMEMBERED = 2_000
MINUTES = 60


@dataclass(frozen=True, slots=True)
class Sale:
    """One that may still be undone."""

    id: UUID
    till_id: UUID
    parts: list[tuple[Purse, int, int]]
    """Purse, the shop's account and cents."""


class Tills:
    """All tills of the town. They remember the last sales, because some are undone later."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._participants = [
            one for number, one in enumerate(town.participants) if number % SAVES != 0
        ]
        self._recent: list[Sale] = []

    def sell(self, count: int, *, now: datetime) -> int:
        """So many sales in the hour before this moment; returns how many there were."""
        town, rows, causes = self._town, [], {}
        pasts.it_is(town.session, now)
        for _ in range(count):
            customer, held = self._customer(now)
            if not held:
                break
            shop = town.random.choice(town.shops)
            price = town.random.choice(PRICES)
            sale = Sale(draws.uuid(town.random), shop.till_id, list(self._pay(shop, held, price)))
            rows.append(self._row(sale, shop, customer, price, now))
            causes[redemptions.cause_of(sale.id)] = [
                Move(Account(id=purse.account_id), Account(id=account_id), Euros(cents))
                for purse, account_id, cents in sale.parts
            ]
            self._recent.append(sale)
        if rows:
            postings.post_all(town.session, causes)
            town.session.execute(insert(Redemption), rows)
        del self._recent[:-REMEMBERED]
        return len(rows)

    def undo(self, count: int, *, now: datetime) -> None:
        """Some of the last sales were mistakes, of which shops may have been paid already."""
        session, rows, causes = self._town.session, [], {}
        for _ in range(min(count, len(self._recent))):
            sale = self._recent.pop(self._town.random.randrange(len(self._recent)))
            rows.append({"redemption_id": sale.id, "reversed_at": now, "till_id": sale.till_id})
            causes[f"reversal:{sale.id}"] = [
                Move(Account(id=account_id), Account(id=purse.account_id), Euros(cents))
                for purse, account_id, cents in reversed(sale.parts)
            ]
            for purse, _, cents in sale.parts:
                purse.cents += cents
        if rows:
            pasts.it_is(session, now)
            postings.post_all(session, causes)
            session.execute(insert(Reversal), rows)

    def _customer(self, now: datetime) -> tuple[Participant | None, list[Purse]]:
        """Anybody with coins. Nobody when that is hard to find."""
        today = clock.day_of(now)
        for _ in range(TRIES):
            one = self._town.random.choice(self._participants)
            if held := one.spendable(today):
                return one, held
        return None, []

    def _pay(self, shop: Shop, held: list[Purse], price: int) -> Iterator[tuple[Purse, int, int]]:
        """As far as the coins reach, the soonest to lapse first."""
        for purse in held:
            part = min(price, purse.cents)
            if part:
                yield purse, self._account(shop, purse.book_id), part
                purse.cents -= part
                price -= part

    def _account(self, shop: Shop, book_id: int) -> int:
        if book_id not in shop.account_ids:
            opened = accounts.open_account(
                self._town.session, book_id, AccountKind.MERCHANT, shop.merchant.id
            )
            shop.account_ids[book_id] = opened.id
        return shop.account_ids[book_id]

    def _row(
        self, sale: Sale, shop: Shop, customer: Participant | None, price: int, now: datetime
    ) -> dict[str, object]:
        assert customer is not None
        random = self._town.random
        return {
            "id": sale.id,
            "till_id": shop.till_id,
            "merchant_id": shop.merchant.id,
            "request_id": draws.uuid(random),
            "wallet_id": customer.wallet_id,
            "device_id": customer.device_id,
            "card_id": None,
            "price": Euros(price),
            "paid": Euros(sum(cents for _, _, cents in sale.parts)),
            "receipt": "".join(random.choices(CROCKFORD, k=RECEIPT_LENGTH)),
            "redeemed_at": now - timedelta(seconds=random.randrange(MINUTES * 60)),
        }
