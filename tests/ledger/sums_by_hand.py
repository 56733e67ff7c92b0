"""Sums once more, by hand: every step the reference knows, added up."""

from collections import Counter

from sqlalchemy.orm import Session

from tests.ledger.reference import ReferenceLedger
from wallet.ledger import sums
from wallet.ledger.accounts import AccountKind
from wallet.money import Euros

SUMMED = {"bank", "merchant"}
"""The kinds without a live balance: what went to and from them, `sums` knows."""


def check(session: Session, reference: ReferenceLedger) -> None:
    """Compare what stands on each kind of account, and what went between kinds, book by book."""
    moved: Counter[tuple[int, str, str]] = Counter()
    for steps in reference.postings.values():
        for step in steps:
            source, target = (reference.kind_of[each] for each in (step.source, step.target))
            moved[reference.book_of[step.source], source, target] += step.cents
    for book_id, read in sums.of_books(session, list(reference.accounts_in)).items():
        for kind in AccountKind:
            accounts = reference.accounts_in[book_id]
            on_them = [
                reference.balance_of[id_] for id_ in accounts if reference.kind_of[id_] == kind
            ]
            assert read.held[kind] == Euros(sum(on_them))
            for other in AccountKind:
                if SUMMED & {kind, other}:
                    assert read.moved(kind, other) == Euros(moved[book_id, kind, other])
