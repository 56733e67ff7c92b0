"""Seals: what makes the past checkable by strangers. `sql/seals.sql` guards them.

A seal closes off a run of transfers in id order under one Merkle root, names the seal before it,
and is signed. Its roots are public; whoever kept one copy of them sees any later change.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    func,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base
from wallet.ledger import canonical, merkle
from wallet.ledger.seal_keys import SigningKey

LONGEST_RUN = 65_536
"""Transfers under one root: bounds the memory of sealing, auditing and proving."""
PATIENCE = timedelta(seconds=10)
"""How long sealing waits for postings that have begun."""
NO_HASH = bytes(merkle.HASH_BYTES)
"""What the first seal names as the hash of the one before it."""


class PostingInFlight(Exception):
    """A transaction that posts has not ended yet; nothing at or after it can be sealed."""


class SealedMeanwhile(Exception):
    """Somebody else sealed these transfers first."""


class SealNotFound(LookupError):
    """There is no seal with this number."""


class TransferNotSealed(LookupError):
    """The transfer is in no seal: there is none, or it is too new."""


class TransferDiffersFromSeal(Exception):
    """The transfer is no longer what was sealed: the audit has more to say."""


class Seal(Base):
    """A closed run of transfers. Only `ledger.seal` adds one, and nothing changes it."""

    __tablename__ = "seal"
    __table_args__ = (
        CheckConstraint("id > 0", name="number"),
        CheckConstraint("transfer_count between 1 and 65536", name="run"),
        CheckConstraint("length(root) = 32 and length(previous_hash) = 32", name="hashes"),
        CheckConstraint("length(signature) = 64", name="signature"),
        {"schema": "ledger"},
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    first_transfer_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("ledger.transfer.id"), unique=True
    )
    last_transfer_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("ledger.transfer.id"), unique=True
    )
    transfer_count: Mapped[int]
    root: Mapped[bytes]
    previous_hash: Mapped[bytes] = mapped_column(unique=True)
    leaves: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    signature: Mapped[bytes]
    key_id: Mapped[str]
    sealed_at: Mapped[datetime]

    @property
    def message(self) -> bytes:
        """What is signed: `docs/ledger-format.md` has it field by field."""
        facts = (
            "wallet-seal:1",
            self.id,
            self.first_transfer_id,
            self.last_transfer_id,
            self.transfer_count,
            self.root.hex(),
            self.previous_hash.hex(),
            canonical.instant(self.sealed_at),
        )
        return "\n".join(map(str, facts)).encode()

    @property
    def hash(self) -> bytes:
        """What the next seal names."""
        return sha256(self.message).digest()


@dataclass(frozen=True)
class Proof:
    """That one transfer is under a seal's root, for somebody who sees nothing else."""

    transfer: dict[str, str]
    """The fields of its canonical text, in order."""
    index: int
    path: list[bytes]
    seal: Seal


def seal(session: Session, key: SigningKey, *, patience: timedelta = PATIENCE) -> Seal | None:
    """Seal the next run of transfers; none when everything is sealed.

    Never past a transfer that may still appear: it waits for postings that have begun.

    Raises:
        PostingInFlight: one of them did not end within `patience`.
        SealedMeanwhile: somebody else was first.
    """
    with _explained():
        settled = select(func.ledger.settle(patience), func.clock_timestamp())
        newest, now = session.execute(settled).one()
        last = latest(session)
        after = last.last_transfer_id if last else 0
        if newest is None or newest <= after:
            return None
        leaves = canonical.leaves(session.connection(), after=after, until=newest, most=LONGEST_RUN)
        hashed = canonical.unpack(leaves)
        sealed = Seal(
            id=last.id + 1 if last else 1,
            first_transfer_id=hashed[0].transfer_id,
            last_transfer_id=hashed[-1].transfer_id,
            transfer_count=len(hashed),
            root=merkle.root([each.hash for each in hashed]),
            previous_hash=last.hash if last else NO_HASH,
            leaves=leaves,
            key_id=key.id,
            sealed_at=now,
        )
        sealed.signature = key.sign(sealed.message)
        facts = {c.key: getattr(sealed, c.key) for c in Seal.__table__.columns}
        session.execute(text(_SEAL), facts)
    return session.get_one(Seal, sealed.id)


def latest(session: Session) -> Seal | None:
    return session.scalars(select(Seal).order_by(Seal.id.desc()).limit(1)).one_or_none()


def newest_first(session: Session, *, before: int | None = None, most: int = 50) -> list[Seal]:
    """Seals, the last one first, or those before the one with this number."""
    query = select(Seal).order_by(Seal.id.desc()).limit(most)
    return list(session.scalars(query if before is None else query.where(Seal.id < before)))


def oldest_first(session: Session, *, after: int = 0, most: int = 1000) -> list[Seal]:
    """Seals in the order of their chain, from the one after this number on."""
    return list(session.scalars(select(Seal).where(Seal.id > after).order_by(Seal.id).limit(most)))


def prove(session: Session, transfer_id: int) -> Proof:
    """Prove that a transfer stands under the root of its seal.

    Raises:
        TransferNotSealed: no seal covers it.
        TransferDiffersFromSeal: somebody changed it since.
    """
    sealed = session.scalars(
        select(Seal).where(Seal.last_transfer_id >= transfer_id).order_by(Seal.id).limit(1)
    ).one_or_none()
    found = canonical.lines(session.connection(), after=transfer_id - 1, until=transfer_id)
    if sealed is None or not found:
        raise TransferNotSealed(transfer_id)
    hashed = canonical.unpack(sealed.leaves)
    line = found[0][1]
    mine = canonical.Leaf(transfer_id, merkle.leaf(line.encode()))
    if mine not in hashed:
        raise TransferDiffersFromSeal(transfer_id)
    index = hashed.index(mine)
    path = merkle.path([each.hash for each in hashed], index)
    return Proof(canonical.fields(line), index, path, sealed)


_SEAL = """
select ledger.seal(:id, :first_transfer_id, :last_transfer_id, :transfer_count, :root,
    :previous_hash, :leaves, :signature, :key_id, :sealed_at)
"""


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        rule = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        if rule == "posting_in_flight":
            raise PostingInFlight from error
        if rule in {"seal_follows", "seal_is_complete"}:
            raise SealedMeanwhile from error
        raise
