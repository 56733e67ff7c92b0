"""What a bank states, whichever format it wrote: statements, balances and booked entries."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wallet.banking import camt_elements
from wallet.banking.camt_elements import Direction
from wallet.banking.statement_faults import StatementDoesNotAddUp, StatementEntryTwice
from wallet.money import Euros, total

_NO_REFERENCE = {"NONREF", "NOTPROVIDED", "NOTPROVIDED.", "NOT PROVIDED", "N/A"}
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class StatedEntry:
    """One booked movement as the bank states it; `amount` is positive, `line` its place.

    `batch_reference` is the message or payment id of the batch file it belongs to, `is_return`
    says that it undoes an earlier movement.
    """

    entry_reference: str
    booked_on: date
    amount: Euros
    direction: Direction
    end_to_end_id: str | None
    batch_reference: str | None
    structured_reference: str | None
    remittance: str
    counterparty_name: str | None
    counterparty_iban: str | None
    is_return: bool
    line: int
    return_reason: str | None = None
    """The bank's code for why it brings a payment back, such as `AC04`: a closed account."""

    @property
    def signed(self) -> Euros:
        return camt_elements.signed(self.amount, self.direction)


@dataclass(frozen=True, slots=True)
class Balance:
    """What stood in the account on a day; below zero when overdrawn."""

    amount: Euros
    on: date


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account: opening balance plus entries is closing balance."""

    iban: str
    reference: str
    sequence_number: int | None
    opening: Balance
    closing: Balance
    from_on: date
    entries: tuple[StatedEntry, ...]
    line: int

    def check(self, *, balance: str, entry: str) -> None:
        """That it agrees with itself; `balance` and `entry` are what the format calls them.

        Raises:
            StatementDoesNotAddUp, StatementEntryTwice
        """
        opening, closing = self.opening.amount, self.closing.amount
        moved = total([each.signed for each in self.entries])
        if opening + moved != closing:
            raise StatementDoesNotAddUp(
                line=self.line, element=balance, opening=opening, entries=moved, closing=closing
            )
        seen: set[str] = set()
        for each in self.entries:
            if each.entry_reference in seen:
                raise StatementEntryTwice(
                    line=each.line, element=entry, entry_reference=each.entry_reference
                )
            seen.add(each.entry_reference)


def reference_or_none(words: str | None) -> str | None:
    """A reference, unless it only says that there is none."""
    return None if words is None or words.upper() in _NO_REFERENCE else words


def numbered(
    parts: Sequence[StatedEntry], reference: str | None, seen: Counter[str]
) -> Iterator[StatedEntry]:
    """The bank's reference for a single movement, `reference/1`, `/2`, ... within a batch.

    `seen` counts the entries of this statement that the bank gave no reference.
    """
    base = reference or _fingerprint(parts, seen)
    for number, part in enumerate(parts, start=1):
        suffix = f"/{number}" if len(parts) > 1 else ""
        yield replace(part, entry_reference=base + suffix)


def _fingerprint(parts: Sequence[StatedEntry], seen: Counter[str]) -> str:
    """A reference for an entry the bank gave none: what it says, and its turn among its equals.

    `NtryRef` will not do, some banks number from 1 in every statement. A statement covers whole
    days, so the turn is the same in a daily and in a weekly file: nothing is counted twice.
    """
    said = "\n".join(_saying(part) for part in parts)
    digest = hashlib.sha256(said.encode()).hexdigest()[:24]
    seen[digest] += 1
    return f"sha256:{digest}:{seen[digest]}"


def _saying(part: StatedEntry) -> str:
    """What makes an entry this one. Never change it: a new fingerprint would count it again."""
    facts = (
        part.booked_on.isoformat(),
        str(part.amount.cents),
        part.direction.value,
        part.end_to_end_id,
        part.structured_reference,
        part.remittance,
        part.counterparty_name,
        part.counterparty_iban,
    )
    return "\t".join(fact or "" for fact in facts)
