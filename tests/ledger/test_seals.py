"""Seals: every transfer once, in order, chained and signed, and none that may still move."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from tests import build
from tests.database import TestDatabase
from tests.ledger.test_postings import a_budget_account, pot_of
from wallet.ledger import canonical, merkle, postings, seals
from wallet.ledger.accounts import Account
from wallet.ledger.postings import Move, Transfer
from wallet.ledger.seal_keys import PublicKeys, SigningKey
from wallet.ledger.seals import PostingInFlight, Seal, TransferNotSealed
from wallet.money import Euros

KEY = SigningKey(bytes(range(32)))
SOON = timedelta(milliseconds=50)


@pytest.fixture
def nothing_yet(database: TestDatabase) -> None:
    """A ledger without a single transfer, whatever ran before."""
    database.wipe()


@pytest.fixture
def ends(nothing_yet: None, committed: Session) -> Iterator[tuple[Account, Account]]:
    """A pot with money and a budget, both really there."""
    book_id = build.a_fund(committed, cents=100_00).book_id
    both = pot_of(committed, book_id), a_budget_account(committed, book_id)
    committed.commit()
    yield both
    committed.rollback()


def allot(session: Session, ends: tuple[Account, Account], name: str) -> int:
    """Post one transfer and return its id."""
    pot, budget = ends
    posted = postings.post(session, f"allotment:{name}", [Move(pot, budget, Euros(1))])
    return posted.transfer_ids[0]


def transfer_ids(session: Session) -> list[int]:
    return list(session.scalars(select(Transfer.id).order_by(Transfer.id)))


def sealed_ids(session: Session) -> list[int]:
    """The transfers that seals cover, by the lists they keep."""
    kept = session.scalars(select(Seal.leaves).order_by(Seal.id))
    return [leaf.transfer_id for packed in kept for leaf in canonical.unpack(packed)]


def test_seals_cover_every_transfer_once_in_order(
    committed: Session, ends: tuple[Account, Account]
) -> None:
    for round_ in "abc":
        for number in range(5):
            allot(committed, ends, f"{round_}{number}")
        committed.commit()
        assert seals.seal(committed, KEY) is not None
        committed.commit()

    assert sealed_ids(committed) == transfer_ids(committed)
    assert [seal.transfer_count for seal in seals.oldest_first(committed)] == [6, 5, 5]
    assert seals.seal(committed, KEY) is None


def test_a_seal_is_signed_and_names_the_one_before(
    committed: Session, ends: tuple[Account, Account]
) -> None:
    first = seals.seal(committed, KEY)
    allot(committed, ends, "later")
    second = seals.seal(committed, KEY)

    assert first is not None
    assert second is not None
    assert first.previous_hash == bytes(32)
    assert second.previous_hash == first.hash
    known = PublicKeys([KEY.public])
    assert known.signed(second.message, second.signature, key_id=KEY.id)
    assert not known.signed(first.message, second.signature, key_id=KEY.id)
    other = PublicKeys([SigningKey(bytes(32)).public])
    assert not other.signed(second.message, second.signature, key_id=KEY.id)


def test_a_posting_in_flight_is_neither_skipped_nor_sealed_early(
    engine: Engine, committed: Session, ends: tuple[Account, Account]
) -> None:
    """Somebody drew a lower transfer id and has not committed yet."""
    seals.seal(committed, KEY)
    committed.commit()
    before = sealed_ids(committed)
    other_pot = pot_of(committed, build.a_fund(committed, cents=5_00).book_id)
    other = (other_pot, a_budget_account(committed, other_pot.book_id))
    committed.commit()
    with Session(engine) as slow:
        held = allot(slow, ends, "slow")
        quick = allot(committed, other, "quick")
        committed.commit()
        assert held < quick

        with pytest.raises(PostingInFlight):
            seals.seal(committed, KEY, patience=SOON)
        committed.rollback()
        assert sealed_ids(committed) == before

        slow.commit()

    seals.seal(committed, KEY, patience=SOON)
    committed.commit()
    assert sealed_ids(committed) == transfer_ids(committed)
    assert {held, quick} <= set(sealed_ids(committed))


def test_sealing_waits_for_a_posting_that_ends_soon(
    engine: Engine, committed: Session, ends: tuple[Account, Account]
) -> None:
    with Session(engine) as slow:
        held = allot(slow, ends, "slow")
        threading.Timer(0.2, slow.commit).start()

        sealed = seals.seal(committed, KEY)

        assert sealed is not None
        time.sleep(0.05)
        again = seals.seal(committed, KEY)
    assert held in sealed_ids(committed)
    assert again is None or again.id == 2


def test_a_posting_undone_leaves_a_gap_that_is_no_hole(
    engine: Engine, committed: Session, ends: tuple[Account, Account]
) -> None:
    with Session(engine) as undone:
        missing = allot(undone, ends, "undone")
        undone.rollback()
    last = allot(committed, ends, "kept")

    sealed = seals.seal(committed, KEY, patience=SOON)

    assert sealed is not None
    assert sealed.last_transfer_id == last
    assert missing not in sealed_ids(committed)


def test_an_unrelated_transaction_holds_nobody_up(
    engine: Engine, committed: Session, ends: tuple[Account, Account]
) -> None:
    with Session(engine) as slow:
        build.an_organisation(slow)

        assert seals.seal(committed, KEY, patience=SOON) is not None


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"id": 3}, "seal_follows"),
        ({"previous_hash": bytes(32)}, "seal_follows"),
        ({"sealed_at": "2020-01-01"}, "seal_follows"),
        ({"sealed_at": "2999-01-01"}, "sealed_now"),
        ({"first_transfer_id": 0}, "seal_is_complete"),
        ({"transfer_count": 1, "leaves": bytes(40)}, "seal_is_complete"),
        ({"last_transfer_id": 10**9}, "posting_in_flight"),
        ({"root": bytes(31)}, "ck_seal_hashes"),
        ({"leaves": bytes(40)}, "ck_seal_hashes"),
        ({"signature": b""}, "ck_seal_signature"),
    ],
)
def test_the_database_refuses_a_seal_that_does_not_fit(
    session: Session, change: dict[str, object], rule: str
) -> None:
    """Whoever holds the application's password can add only the seal that comes next."""
    pot = pot_of(session, build.a_fund(session, cents=1_00).book_id)
    first = seals.seal(session, KEY)
    assert first is not None
    budget = a_budget_account(session, pot.book_id)
    ids = [allot(session, (pot, budget), name) for name in "ab"]
    facts = {
        "id": first.id + 1,
        "first_transfer_id": ids[0],
        "last_transfer_id": ids[1],
        "transfer_count": 2,
        "root": bytes(32),
        "previous_hash": first.hash,
        "leaves": bytes(80),
        "signature": bytes(64),
        "key_id": "x",
        "sealed_at": session.scalar(select(func.clock_timestamp())),
    }
    seal = text(seals._SEAL)

    with pytest.raises(DBAPIError) as refusal, session.begin_nested():
        session.execute(seal, facts | change)
    session.execute(seal, facts)  # without the change it fits

    assert refusal.value.orig.diag.constraint_name == rule  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "attempt",
    [
        "insert into ledger.seal select * from ledger.seal",
        "update ledger.seal set root = previous_hash",
        "delete from ledger.seal",
    ],
)
def test_the_application_cannot_touch_seals(session: Session, attempt: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), session.begin_nested():
        session.execute(text(attempt))


def test_a_frozen_snapshot_cannot_seal(engine: Engine) -> None:
    with (
        engine.connect().execution_options(isolation_level="REPEATABLE READ") as frozen,
        pytest.raises(DBAPIError, match="frozen snapshot"),
    ):
        frozen.execute(text("select ledger.settle('1 second')"))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 13])
def test_every_leaf_has_a_path_to_the_root(count: int) -> None:
    leaves = [merkle.leaf(bytes([number])) for number in range(count)]

    for index, leaf in enumerate(leaves):
        assert climb(leaf, index, count, merkle.path(leaves, index)) == merkle.root(leaves)


def climb(hash_: bytes, index: int, count: int, path: list[bytes]) -> bytes:
    """From a leaf to the root, as a stranger would."""
    siblings = iter(path)
    while count > 1:
        if index % 2:
            hash_ = merkle.node(next(siblings), hash_)
        elif index + 1 < count:
            hash_ = merkle.node(hash_, next(siblings))
        index, count = index // 2, (count + 1) // 2
    return hash_


def test_the_root_is_that_of_the_standard() -> None:
    """RFC 6962, 2.1.3: seven leaves, split at the largest power of two below their number."""

    def tree(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        split = 1 << (len(leaves) - 1).bit_length() - 1
        return merkle.node(tree(leaves[:split]), tree(leaves[split:]))

    for count in range(1, 40):
        leaves = [merkle.leaf(bytes([number])) for number in range(count)]
        assert merkle.root(leaves) == tree(leaves)


def test_a_transfer_not_sealed_has_no_proof(session: Session) -> None:
    pot = pot_of(session, build.a_fund(session, cents=1_00).book_id)
    seals.seal(session, KEY)
    late = allot(session, (pot, a_budget_account(session, pot.book_id)), "late")

    with pytest.raises(TransferNotSealed):
        seals.prove(session, late)
