"""The chart of accounts: whatever no event of this world does, the database refuses."""

from itertools import product
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import build
from tests.database import TestDatabase
from tests.ledger.reference import TARGETS
from tests.ledger.test_postings import a_budget_account, a_merchant_account, a_purse, pot_of
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move, PostingMalformed
from wallet.money import Euros

KINDS = [str(kind) for kind in AccountKind]
OFF_CHART = [pair for pair in product(KINDS, repeat=2) if pair[1] not in TARGETS[pair[0]]]
CHART = text("select ledger.is_in_chart(:source, :target)")


@pytest.mark.parametrize(("source", "target"), list(product(KINDS, repeat=2)))
def test_the_chart_is_the_one_of_the_reference(
    database: TestDatabase, source: str, target: str
) -> None:
    with database.superuser.connect() as owner:
        said = owner.scalar(CHART, {"source": source, "target": target})

    assert said is (target in TARGETS[source])


def two_of_each(session: Session, pot: Account) -> dict[str, list[Account]]:
    """Two accounts of each kind, as full as each may be; a book has one bank and one pot."""
    book_id = pot.book_id
    shops = [a_merchant_account(session, book_id) for _ in range(2)]
    payouts = [
        accounts.open_account(session, book_id, AccountKind.PAYOUT, uuid4()) for _ in range(2)
    ]
    for shop, payout in zip(shops, payouts, strict=True):
        sold = [Move(a_purse(session, pot, 2_00), shop, Euros(2_00))]
        postings.post(session, f"redemption:{uuid4()}", sold)
        postings.post(session, f"payout:{uuid4()}", [Move(shop, payout, Euros(1_00))])
    budgets = [a_budget_account(session, book_id) for _ in range(2)]
    allotted = [Move(pot, budget, Euros(1_00)) for budget in budgets]
    postings.post(session, f"allotment:{uuid4()}", allotted)
    bank = accounts.open_account(session, book_id, AccountKind.BANK)
    return {
        "bank": [bank, bank],
        "pot": [pot, pot],
        "budget": budgets,
        "purse": [a_purse(session, pot, 1_00) for _ in range(2)],
        "merchant": shops,
        "payout": payouts,
    }


@pytest.mark.parametrize(("source", "target"), [pair for pair in OFF_CHART if len({*pair}) == 2])
@pytest.mark.parametrize("is_one_of_several", [False, True])
def test_what_no_event_does_is_refused(
    session: Session, source: str, target: str, *, is_one_of_several: bool
) -> None:
    pot = pot_of(session, build.a_fund(session, cents=50_00).book_id)
    places = two_of_each(session, pot)
    moves = [Move(places[source][0], places[target][1], Euros(1))]
    if is_one_of_several:
        moves.append(Move(pot, places["budget"][0], Euros(1)))

    with pytest.raises(PostingMalformed, match="chart_of_accounts"):
        postings.post(session, "x:1", moves)


@pytest.mark.parametrize("kind", ["budget", "purse", "merchant", "payout"])
def test_nothing_moves_between_two_of_a_kind(session: Session, kind: str) -> None:
    """No coins from one participant to another, no debt from one shop to another."""
    pot = pot_of(session, build.a_fund(session, cents=50_00).book_id)
    one, other = two_of_each(session, pot)[kind]

    with pytest.raises(PostingMalformed, match="chart_of_accounts"):
        postings.post(session, "x:1", [Move(one, other, Euros(1))])
