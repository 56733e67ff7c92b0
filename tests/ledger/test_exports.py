"""An export is the ledger at one instant, line by line."""

import json
from collections import Counter

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_budget_account, a_merchant_account, a_purse, pot_of
from tests.ledger.test_seals import KEY
from wallet.ledger import accounts, exports, postings, seals
from wallet.ledger.postings import Move
from wallet.money import Euros


def test_every_line_says_what_it_is(engine: Engine, committed: Session) -> None:
    pot = pot_of(committed, build.a_fund(committed, cents=10_00).book_id)
    shop = a_merchant_account(committed, pot.book_id)
    empty = a_budget_account(committed, pot.book_id)
    cause = 'x:"quoted" \\ and\nbroken'
    purse = a_purse(committed, pot, 3_20)
    posted = postings.post(committed, cause, [Move(purse, shop, Euros(3_20))])
    accounts.close_account(committed, empty)
    sealed = seals.seal(committed, KEY)
    committed.commit()

    with engine.connect() as connection:
        lines = [json.loads(line) for line in exports.lines(connection)]

    assert sealed is not None
    assert Counter(line["type"] for line in lines) == {
        "export": 1, "seal": 1, "account": 6, "transfer": 4, "end": 1,
    }  # fmt: skip
    assert lines[1]["root"] == sealed.root.hex()
    balances = {line["id"]: line["balance_cents"] for line in lines if line["type"] == "account"}
    assert (balances[pot.id], balances[shop.id]) == (6_80, 3_20)
    assert [line["id"] for line in lines if line.get("is_closed")] == [empty.id]
    assert lines[-2]["cause"] == cause
    assert lines[-2]["posting_id"] == posted.posting_id
    assert lines[-1] == {"type": "end", "seals": 1, "accounts": 6, "transfers": 4}


def test_what_is_posted_meanwhile_is_not_in_it(engine: Engine, committed: Session) -> None:
    pot = pot_of(committed, build.a_fund(committed, cents=10_00).book_id)
    budget = a_budget_account(committed, pot.book_id)
    committed.commit()

    with engine.connect() as connection:
        lines = exports.lines(connection)
        first = next(lines)
        postings.post(committed, "x:1", [Move(pot, budget, Euros(3_20))])
        committed.commit()
        rest = [json.loads(line) for line in lines]

    assert json.loads(first)["type"] == "export"
    assert rest[-1]["transfers"] == 1
    assert [line["balance_cents"] for line in rest if line.get("kind") == "pot"] == [10_00]
