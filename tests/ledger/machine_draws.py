"""What the machine asks of the ledgers: mostly what makes sense, now and then what does not."""

from random import Random
from uuid import UUID, uuid4

from tests.ledger.reference import LONGEST_CAUSE, MOST_CENTS, ReferenceLedger, Step

NOWHERE = 10**15
"""The id of an account that does not exist."""

ODD_AMOUNTS = (0, -1, MOST_CENTS, MOST_CENTS + 1, 2**63 - 1, 2**63, -(2**63) - 1)
ODD_CAUSES = ("", "xy", "x" * 201, "é" * 201, "x" * 10_000)


class Draws:
    """Draws causes, moves and accounts that fit what the reference ledger knows."""

    def __init__(self, reference: ReferenceLedger, name: str) -> None:
        self._reference = reference
        self._name = name
        self._numbers = 0
        self._owners: list[UUID] = []

    def book(self, random: Random) -> int:
        return random.choice(list(self._reference.accounts_in))

    def account(self, random: Random) -> int:
        """One of the newest accounts of a book; never its bank."""
        return random.choice(self._reference.accounts_in[self.book(random)][1:][-20:])

    def owner(self, random: Random, *, is_full: bool) -> UUID:
        """An owner who has accounts already, or, as long as there is room, a new one."""
        if self._owners and (is_full or random.random() < 0.3):
            return random.choice(self._owners)
        self._owners.append(UUID(int=random.getrandbits(128), version=4))
        return self._owners[-1]

    def entry(self, random: Random) -> UUID:
        """A bank entry that was seen before; now and then one that nobody ever saw."""
        if random.random() < 0.05:
            return uuid4()
        return random.choice(list(self._reference.received)[-50:])

    def cause(self, random: Random) -> str:
        if random.random() < 0.02:
            return random.choice(ODD_CAUSES)
        self._numbers += 1
        cause = f"{self._name}:{self._numbers}"
        return cause.ljust(LONGEST_CAUSE, "é") if random.random() < 0.02 else cause

    def earlier(self, random: Random) -> str:
        return random.choice(self._reference.causes)

    def top_up(self, random: Random, entry: UUID) -> Step:
        bank, pot = self._reference.accounts_in[self.book(random)][:2]
        left = self._reference.received.get(entry, 1)
        cents = random.choice((left, left, left + 1, random.randint(1, max(left, 1))))
        return Step(bank, pot, cents, entry)

    def steps(self, random: Random) -> list[Step]:
        """One move or several, some of them odd; rarely none at all."""
        if random.random() < 0.01:
            return []
        count = random.choice((1, 1, 1, 2, 3, 4))
        return [self._step(random, is_odd=random.random() < 0.01) for _ in range(count)]

    def _step(self, random: Random, *, is_odd: bool) -> Step:
        source = self._source(random)
        beside = self._beside(source)
        in_chart = [other for other in beside if self._reference.may_pay(source, other)]
        target = random.choice(beside if is_odd or not in_chart else in_chart)
        step = Step(source, target, random.randint(1, max(1, self._spendable(source))))
        return self._made_odd(random, step) if is_odd else step

    def _made_odd(self, random: Random, step: Step) -> Step:
        elsewhere = self._reference.accounts_in[self.book(random)]
        return random.choice(
            (
                step._replace(cents=random.choice(ODD_AMOUNTS)),
                step._replace(cents=max(1, self._reference.balance_of[step.source] + 1)),
                step._replace(target=step.source),
                step._replace(target=random.choice(elsewhere)),
                step._replace(target=NOWHERE),
                step._replace(source=NOWHERE),
                step._replace(source=elsewhere[0]),
                step._replace(entry=self.entry(random)),
            )
        )

    def _source(self, random: Random) -> int:
        """An account that something can move from, if a few tries find one."""
        for _ in range(6):
            account = random.choice(self._reference.accounts_in[self.book(random)][1:])
            if self._spendable(account) > 0:
                break
        return account

    def _beside(self, account: int) -> list[int]:
        """The other accounts of its book, `bank` among them: euros go back, too."""
        book = self._reference.accounts_in[self._reference.book_of[account]]
        return [other for other in book if other != account]

    def _spendable(self, account: int) -> int:
        """A part of what is there, so that it lasts; a merchant may want more than that."""
        held = self._reference.balance_of[account]
        return -(-held // 4) if self._reference.has_floor(account) else max(held // 2, 10)
