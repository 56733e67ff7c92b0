"""python-accounting as its documentation uses it: a journal entry with one line, posted.

It hashes each entry with the one before, and numbers transactions by counting them; it knows no
floor and no cause.
"""

import sys
from datetime import datetime
from decimal import Decimal

import rounds
from python_accounting.database.session import get_session
from python_accounting.models import Account, Base, Currency, Entity, LineItem
from python_accounting.transactions import JournalEntry
from sqlalchemy import URL, create_engine

where = URL.create(
    "postgresql+psycopg2", sys.argv[2], database=sys.argv[3], query={"host": sys.argv[1]}
)
engine = create_engine(where)
Base.metadata.create_all(engine)
session = get_session(engine)

entity = Entity(name="Bench")
session.add(entity)
session.commit()
currency = Currency(name="Euro", code="EUR", entity_id=entity.id)
session.add(currency)
session.commit()


def _open_accounts(name: str, kind: Account.AccountType, count: int) -> list[int]:
    accounts = [
        Account(
            name=f"{name} {number}",
            account_type=kind,
            currency_id=currency.id,
            entity_id=entity.id,
        )
        for number in range(count)
    ]
    session.add_all(accounts)
    session.commit()
    return [account.id for account in accounts]


purse_ids = _open_accounts("Purse", Account.AccountType.RECEIVABLE, rounds.PURSES)
shop_ids = _open_accounts("Shop", Account.AccountType.PAYABLE, rounds.SHOPS)
entity_id = entity.id


def post(purse: int, shop: int) -> None:
    entry = JournalEntry(
        narration="Sale",
        transaction_date=datetime.now(),  # noqa: DTZ005 - its dates have no zone
        account_id=purse_ids[purse],
        entity_id=entity_id,
    )
    session.add(entry)
    session.flush()
    line = LineItem(
        narration="Sale", account_id=shop_ids[shop], amount=Decimal("0.01"), entity_id=entity_id
    )
    session.add(line)
    session.flush()
    entry.line_items.add(line)
    session.add(entry)
    entry.post(session)  # commits


rounds.answer(post)
