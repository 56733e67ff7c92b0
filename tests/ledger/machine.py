"""The real ledger and the reference side by side: every operation is done on both and compared.

An operation draws what it needs from a `Random`: Hypothesis brings one that it can shrink, the
trial of a million operations one with a seed. So both try exactly the same things.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build
from tests.ledger import sums_by_hand
from tests.ledger.machine_draws import Draws
from tests.ledger.reference import Reason, ReferenceLedger, Step
from wallet.banking.camt_elements import Direction
from wallet.errors import WalletError
from wallet.ledger import accounts, books, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move, Posted, Posting, Transfer
from wallet.money import Euros

OPERATIONS = {
    "open_book": 1,
    "open_account": 8,
    "close_account": 1,
    "top_up": 6,
    "post": 61,
    "post_again": 8,
    "post_all": 10,
    "reverse": 5,
}
"""The methods of `Machine` that are operations, and how often each comes in a hundred."""

MOST_BOOKS = 30
MOST_CLOSED = 10
"""At most one in so many accounts is closed."""


class Machine:
    """Operations on both ledgers. Who owns the session decides when to commit."""

    def __init__(self, session: Session, name: str, *, most_accounts: int = 300) -> None:
        """Begin with one book and a first sponsor's euros; `name` begins all its causes."""
        self.session = session
        self.reference = ReferenceLedger()
        self.refused = 0
        self._draws = Draws(self.reference, name)
        self._most_accounts = most_accounts
        self._programme = build.a_programme(session)
        self.open_book()
        entry_id = self._bank_entry(5_000_00, Direction.CREDIT)
        bank, pot = self.reference.balance_of
        self._post({f"{name}:0": [Step(bank, pot, 5_000_00, entry_id)]})

    def open_book(self, _: Random | None = None) -> None:
        if len(self.reference.accounts_in) >= MOST_BOOKS:
            return
        book_id = books.open_book(self.session)
        for kind in (AccountKind.BANK, AccountKind.POT):
            account = accounts.open_account(self.session, book_id, kind)
            self.reference.open_account(account.id, book_id, kind)

    def open_account(self, random: Random) -> None:
        """Open a fresh account, or find an open one again."""
        book_id = self._draws.book(random)
        kind = AccountKind(random.choice(("budget", "purse", "purse", "merchant", "payout")))
        is_full = len(self.reference.book_of) >= self._most_accounts
        owner_id = self._draws.owner(random, is_full=is_full)
        expires_on = build.LAPSES_ON + timedelta(random.randint(0, 2)) if kind == "purse" else None
        account = accounts.open_account(self.session, book_id, kind, owner_id, expires_on)
        if account.id not in self.reference.book_of:
            self.reference.open_account(account.id, book_id, kind)

    def close_account(self, random: Random) -> None:
        """Close an account, which only works when nothing is on it."""
        if len(self.reference.closed) > self._most_accounts // MOST_CLOSED:
            return
        account_id = self._draws.account(random)
        held = self.reference.balance_of[account_id]
        account = self.session.get_one(Account, account_id)
        if held == 0 or account_id in self.reference.closed:
            accounts.close_account(self.session, account)
            self.reference.closed.add(account_id)
        else:
            reason = ("account-not-empty", account_id, held)
            self._check_refused({reason}, lambda: accounts.close_account(self.session, account))

    def top_up(self, random: Random) -> None:
        """Take in the euros of a bank entry: all, a part, again, or more than came in."""
        if random.random() < 0.3:
            direction = random.choice((*[Direction.CREDIT] * 9, Direction.DEBIT))
            entry_id = self._bank_entry(random.randint(1, 10_000_00), direction)
        else:
            entry_id = self._draws.entry(random)
        self._post({self._draws.cause(random): [self._draws.top_up(random, entry_id)]})

    def post(self, random: Random) -> None:
        self._post({self._draws.cause(random): self._draws.steps(random)})

    def post_again(self, random: Random) -> None:
        """Ask once more with an earlier cause, and mostly with the same moves."""
        cause = self._draws.earlier(random)
        says_the_same = random.random() < 0.7
        steps = self.reference.postings[cause] if says_the_same else self._draws.steps(random)
        self._post({cause: steps})

    def post_all(self, random: Random) -> None:
        """Several postings in one call, in any order, some of which may be repeats."""
        asked: dict[str, Sequence[Step]] = {}
        for _ in range(random.randint(0, 8)):
            asked[self._draws.cause(random)] = self._draws.steps(random)
        if random.random() < 0.3:
            earlier = self._draws.earlier(random)
            asked[earlier] = self.reference.postings[earlier]
        shuffled = list(asked)
        random.shuffle(shuffled)
        asked = {cause: asked[cause] for cause in shuffled}
        moves = {cause: _moves(steps) for cause, steps in asked.items()}
        if self._may(asked, lambda: postings.post_all(self.session, moves)):
            self.reference.post(asked)
            assert list(postings.post_all(self.session, moves)) == shuffled

    def reverse(self, random: Random) -> None:
        """Move everything of an earlier posting back."""
        earlier, cause = self._draws.earlier(random), self._draws.cause(random)
        back = [
            Step(step.target, step.source, step.cents)
            for step in reversed(self.reference.postings[earlier])
        ]
        original = postings.find(self.session, earlier)
        assert original is not None
        self._compare({cause: back}, lambda: postings.reverse(self.session, cause, of=original))

    def check_accounts(self) -> None:
        """Compare account by account, and book by book."""
        of_ours = select(Account).where(Account.book_id.in_(self.reference.accounts_in))
        found = {
            account.id: accounts.balance(self.session, account).cents
            for account in self.session.scalars(of_ours)
        }
        assert found == self.reference.balance_of
        sums_by_hand.check(self.session, self.reference)

    def check_transfers(self) -> None:
        """Compare everything that was ever posted, in the order in which it was."""
        told = select(
            Posting.cause,
            Transfer.source_id,
            Transfer.target_id,
            Transfer.amount,
            Transfer.bank_entry_id,
        )
        rows = self.session.execute(
            told.join(Posting, Posting.id == Transfer.posting_id)
            .where(Transfer.book_id.in_(self.reference.accounts_in))
            .order_by(Transfer.id)
            .execution_options(yield_per=10_000)
        )
        expected = (
            (cause, step)
            for cause in self.reference.causes
            for step in self.reference.postings[cause]
        )
        with closing(rows):
            for cause, source, target, amount, entry in rows:
                assert (cause, Step(source, target, amount.cents, entry)) == next(expected, None)
        assert next(expected, None) is None

    def _post(self, asked: Mapping[str, Sequence[Step]]) -> None:
        [(cause, steps)] = asked.items()
        self._compare(asked, lambda: postings.post(self.session, cause, _moves(steps)))

    def _compare(self, asked: Mapping[str, Sequence[Step]], post: Callable[[], Posted]) -> None:
        """Post one posting on both, and compare the answer with what the reference holds."""
        if not self._may(asked, post):
            return
        [(cause, steps)] = asked.items()
        is_repeat = cause in self.reference.postings
        self.reference.post(asked)
        posted = post()
        assert posted.is_repeat == is_repeat
        assert len(posted.transfer_ids) == len(steps)
        ends = {account for step in steps for account in (step.source, step.target)}
        changed = set() if is_repeat else set(filter(self.reference.has_floor, ends))
        assert posted.balances == {id_: Euros(self.reference.balance_of[id_]) for id_ in changed}

    def _may(self, asked: Mapping[str, Sequence[Step]], post: Callable[[], object]) -> bool:
        """Whether the reference has no reason against it; if it has, the real one must as well."""
        reasons = self.reference.reasons_against(asked)
        if not reasons:
            return True
        self._check_refused(reasons, post)
        return False

    def _check_refused(self, reasons: set[Reason], work: Callable[[], object]) -> None:
        with pytest.raises(WalletError) as refusal, self.session.begin_nested():
            work()
        told = _told(refusal.value)
        assert told in reasons, f"{told}, not {reasons}"
        self.refused += 1

    def _bank_entry(self, cents: int, direction: Direction) -> UUID:
        entry = build.a_bank_entry(self.session, self._programme, cents, direction)
        self.reference.received[entry.id] = cents if direction == Direction.CREDIT else 0
        return entry.id


def _moves(steps: Sequence[Step]) -> list[Move]:
    return [
        Move(Account(id=step.source), Account(id=step.target), Euros(step.cents), step.entry)
        for step in steps
    ]


def _told(refusal: WalletError) -> Reason:
    """The code of a refusal and its facts, amounts in cents."""
    facts = (fact.cents if isinstance(fact, Euros) else fact for fact in refusal.facts.values())
    return (refusal.code, *facts)
