"""The ledger's rules once more, in plain Python: dictionaries and obvious code.

It shares nothing with `wallet.ledger`. What it refuses it tells as tuples, a code and its facts,
as `tests.ledger.machine` reads them from the errors of the real ledger.
"""

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import NamedTuple, TypeAlias
from uuid import UUID

WITHOUT_FLOOR = {"bank", "merchant"}
TARGETS = {
    "bank": {"pot", "payout"},
    "pot": {"budget", "bank"},
    "budget": {"purse", "pot"},
    "purse": {"merchant", "pot"},
    "merchant": {"purse", "payout"},
    "payout": {"bank", "merchant"},
}
"""The chart of accounts: kind -> the kinds it may pay."""

MOST_CENTS = 10**12
SHORTEST_CAUSE, LONGEST_CAUSE = 3, 200

Reason: TypeAlias = tuple[object, ...]
"""`("insufficient-coins", account id, available cents, wanted cents)` and the like."""


class Step(NamedTuple):
    """One move: from which account to which, how much, and the bank entry it came in by."""

    source: int
    target: int
    cents: int
    entry: UUID | None = None


class ReferenceLedger:
    """What is on each account, and what each cause moved."""

    def __init__(self) -> None:
        self.accounts_in: dict[int, list[int]] = {}
        """Book -> its accounts: the bank first, then the pot, then the others as they came."""
        self.book_of: dict[int, int] = {}
        self.kind_of: dict[int, str] = {}
        self.balance_of: dict[int, int] = {}
        self.closed: set[int] = set()
        self.received: dict[UUID, int] = {}
        """Bank entry -> its cents that are not in the books yet; 0 when it went out."""
        self.paid: dict[tuple[int, int], int] = {}
        """Source and target -> the cents that went that way, less those that came back."""
        self.postings: dict[str, tuple[Step, ...]] = {}
        self.causes: list[str] = []

    def open_account(self, account: int, book: int, kind: str) -> None:
        self.accounts_in.setdefault(book, []).append(account)
        self.book_of[account] = book
        self.kind_of[account] = kind
        self.balance_of[account] = 0

    def has_floor(self, account: int) -> bool:
        return self.kind_of.get(account, "bank") not in WITHOUT_FLOOR

    def may_pay(self, source: int, target: int) -> bool:
        """Whether an event of the chart moves value this way."""
        return self.kind_of[target] in TARGETS[self.kind_of[source]]

    def may_close(self, account: int) -> bool:
        return account in self.closed or self.balance_of[account] == 0

    def is_repeat(self, cause: str) -> bool:
        return cause in self.postings

    def post(self, postings: Mapping[str, Sequence[Step]]) -> None:
        """Write down postings against which there is no reason, in the order of their causes."""
        for cause in sorted(postings, key=str.encode):
            if cause not in self.postings:  # a repeat changes nothing
                steps = postings[cause]
                self.postings[cause] = tuple(steps)
                self.causes.append(cause)
                for step in steps:
                    self.balance_of[step.source] -= step.cents
                    self.balance_of[step.target] += step.cents
                    _pay(self.paid, step)
                    if step.entry is not None:
                        self.received[step.entry] -= step.cents

    def reasons_against(self, postings: Mapping[str, Sequence[Step]]) -> set[Reason]:
        """Every reason to refuse these postings, together; the real ledger names one of them."""
        steps = [step for each in postings.values() for step in each]
        if any(step.cents >= 2**63 or step.cents < -(2**63) for step in steps):
            return {("posting-malformed", "amount_in_range")}
        if not postings or not all(postings.values()):
            return {("posting-malformed", "posting_moves_something")}
        reasons = self._against_causes(postings)
        fresh = {cause: postings[cause] for cause in sorted(postings, key=str.encode)}
        for known in fresh.keys() & self.postings.keys():
            del fresh[known]
        for step in (step for each in fresh.values() for step in each):
            reasons |= self._against_step(step)
        reasons |= self._against_entries(fresh) | self._against_floors(fresh)
        return reasons | self._against_merchants([step for each in fresh.values() for step in each])

    def _against_causes(self, postings: Mapping[str, Sequence[Step]]) -> set[Reason]:
        reasons: set[Reason] = set()
        for cause, steps in postings.items():
            if not SHORTEST_CAUSE <= len(cause) <= LONGEST_CAUSE:
                reasons.add(("posting-malformed", "ck_posting_cause"))
            if cause in self.postings and self.postings[cause] != tuple(steps):
                reasons.add(("cause-already-posted", cause))
        return reasons

    def _against_step(self, step: Step) -> set[Reason]:
        rules = set()
        reasons: set[Reason] = set()
        if step.source not in self.book_of:
            rules.add("account_exists")
        elif self.book_of[step.source] != self.book_of.get(step.target):
            rules.add("fk_transfer_target_id_book_id_account")
        elif not self.may_pay(step.source, step.target):
            rules.add("chart_of_accounts")
        if not 1 <= step.cents <= MOST_CENTS:
            rules.add("ck_transfer_cents")
        if step.source == step.target:
            rules.add("ck_transfer_two_accounts")
        if (self.kind_of.get(step.source) == "bank") != (step.entry is not None):
            rules.add("bank_entry_named")
        if step.entry is not None and step.entry not in self.received:
            rules.add("fk_transfer_bank_entry_id_bank_entry")
        reasons |= {("posting-malformed", rule) for rule in rules}
        ends = {step.source, step.target}
        return reasons | {("account-closed", account) for account in ends & self.closed}

    def _against_entries(self, postings: Mapping[str, Sequence[Step]]) -> set[Reason]:
        """All transfers of one bank entry together are no more than it brought in."""
        wanted: dict[UUID, int] = {}
        for step in (step for each in postings.values() for step in each):
            if step.entry is not None:
                wanted[step.entry] = wanted.get(step.entry, 0) + step.cents
        too_much = any(cents > self.received.get(entry, 0) for entry, cents in wanted.items())
        return {("bank-entry-already-used",)} if too_much else set()

    def _against_floors(self, postings: Mapping[str, Sequence[Step]]) -> set[Reason]:
        """After none of the postings, in the order of their causes, is a floor passed."""
        reasons: set[Reason] = set()
        changes: dict[int, int] = {}
        for steps in postings.values():
            for step in steps:
                changes[step.source] = changes.get(step.source, 0) - step.cents
                changes[step.target] = changes.get(step.target, 0) + step.cents
            for account, change in changes.items():
                available = self.balance_of.get(account, 0)
                if self.has_floor(account) and available + change < 0:
                    reasons.add(("insufficient-coins", account, available, -change))
        return reasons

    def _against_merchants(self, steps: Sequence[Step]) -> set[Reason]:
        """A purse gets back what it paid there; anything else is paid out of what is there."""
        rules = set()
        ends = {end for step in steps for end in (step.source, step.target)}
        paid = {way: self.paid.get(way, 0) for way in permutations(ends, 2)}
        balance_of = {end: self.balance_of.get(end, 0) for end in ends}
        for step in steps:
            _pay(paid, step)
            balance_of[step.source] -= step.cents
            balance_of[step.target] += step.cents
        for step in steps:
            if self.kind_of.get(step.source) == "merchant":
                if self.kind_of.get(step.target) != "purse":
                    rules |= {"merchant_paid_out_once"} if balance_of[step.source] < 0 else set()
                elif paid[step.target, step.source] < 0:
                    rules.add("returned_once")
        return {("posting-malformed", rule) for rule in rules}


def _pay(paid: dict[tuple[int, int], int], step: Step) -> None:
    """Count a step as paid one way, and as returned the other way."""
    there, back = (step.source, step.target), (step.target, step.source)
    paid[there] = paid.get(there, 0) + step.cents
    paid[back] = paid.get(back, 0) - step.cents
