"""Everybody wants the same thing at the same moment: exactly one gets it, again and again.

Each function asserts that in every round, and returns what everybody was told, counted.
"""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import (
    a_budget_account,
    a_merchant_account,
    a_purse,
    earn,
    pot_of,
)
from trials.crowds import Crowd
from wallet.errors import WalletError
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import BankEntryAlreadyUsed, InsufficientCoins, Move, Posted
from wallet.money import Euros

PRICE = Euros(5_00)
REPEAT = "the first posting again"


def for_one_sale(crowd: Crowd, session: Session, rounds: int) -> Counter[str]:
    """A purse with money for exactly one sale."""
    pot = pot_of(session, build.a_fund(session, cents=rounds * PRICE.cents).book_id)
    shop = a_merchant_account(session, pot.book_id)
    purse = a_purse(session, pot)
    told: Counter[str] = Counter()
    for _ in range(rounds):
        sale = f"sale:{uuid4()}"
        earn(session, pot, purse, PRICE.cents)
        session.commit()

        def sell(own: Session, number: int, sale: str = sale) -> Posted:
            return postings.post(own, f"{sale}:{number}", [Move(purse, shop, PRICE)])

        told += _one_only(crowd.at_once(sell), InsufficientCoins)
        assert accounts.balance(session, purse) == Euros(0)
    assert accounts.balance(session, shop) == Euros(rounds * PRICE.cents)
    return told


def for_one_bank_entry(crowd: Crowd, session: Session, rounds: int) -> Counter[str]:
    """Euros received once, which everybody takes into a book of its own."""
    programme = build.a_programme(session)
    books = [build.a_fund(session, programme).book_id for _ in range(crowd.size)]
    banks = [accounts.open_account(session, id_, AccountKind.BANK) for id_ in books]
    pots = [pot_of(session, id_) for id_ in books]
    told: Counter[str] = Counter()
    for _ in range(rounds):
        entry_id = build.a_bank_entry(session, programme, PRICE.cents).id
        session.commit()

        def receive(own: Session, number: int, entry_id: UUID = entry_id) -> Posted:
            move = Move(banks[number], pots[number], PRICE, entry_id)
            return postings.post(own, f"top-up:{entry_id}:{number}", [move])

        told += _one_only(crowd.at_once(receive), BankEntryAlreadyUsed)
    return told


def for_one_cause(crowd: Crowd, session: Session, rounds: int) -> Counter[str]:
    """The same request, sent by everybody: one posting, which everybody is told of."""
    pot = pot_of(session, build.a_fund(session, cents=rounds * PRICE.cents).book_id)
    budget = a_budget_account(session, pot.book_id)
    session.commit()
    told: Counter[str] = Counter()
    for _ in range(rounds):
        cause = f"x:{uuid4()}"

        def post(own: Session, _number: int, cause: str = cause) -> Posted:
            return postings.post(own, cause, [Move(pot, budget, PRICE)])

        answers = crowd.at_once(post)
        assert len({answer.posting_id for answer in answers if isinstance(answer, Posted)}) == 1
        told += _one_only(answers, Posted)
    assert accounts.balance(session, pot) == Euros(0)
    return told


def _one_only(
    answers: Iterable[Posted | WalletError], others: type[Posted] | type[WalletError]
) -> Counter[str]:
    """One posting, and for all others the same answer."""
    told = Counter(
        REPEAT if isinstance(answer, Posted) and answer.is_repeat else type(answer).__name__
        for answer in answers
    )
    other = REPEAT if others is Posted else others.__name__
    assert told == {Posted.__name__: 1, other: told.total() - 1}, told
    return told
