"""What the audit asks of seals: is every sealed transfer still what was sealed?

It rebuilds each root from the transfers themselves, follows the chain, and checks the signatures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from wallet.ledger import canonical, merkle, seals
from wallet.ledger.canonical import Leaf
from wallet.ledger.seal_keys import PublicKeys
from wallet.ledger.seals import NO_HASH, Seal, SealNotFound

MOST = 10
"""Differences named for one seal."""


@dataclass
class SealsReport:
    """How much is sealed, and what is no longer what was sealed."""

    seals: int = 0
    transfers: int = 0
    unchecked_signatures: int = 0
    differences: list[str] = field(default_factory=list)


def last_transfer_of(connection: Connection, seal_id: int | None) -> int:
    """The last transfer under this seal; 0 for no seal.

    Raises:
        SealNotFound: there is no such seal.
    """
    if seal_id is None:
        return 0
    last = connection.scalar(select(Seal.last_transfer_id).where(Seal.id == seal_id))
    if last is None:
        raise SealNotFound(seal_id)
    return last


def check(connection: Connection, keys: PublicKeys, *, since: int | None) -> SealsReport:
    """Check the chain and signatures of all seals, and the transfers of those after `since`."""
    report = SealsReport()
    with Session(connection, join_transaction_mode="rollback_only") as session:
        number, hash_, last = 0, NO_HASH, 0
        while chain := seals.oldest_first(session, after=number, most=100):
            for seal in chain:
                report.seals += 1
                report.transfers += seal.transfer_count
                report.unchecked_signatures += not keys
                report.differences += _links(seal, keys, number=number + 1, previous_hash=hash_)
                if since is None or seal.id > since:
                    leaves = canonical.leaves(connection, after=last, until=seal.last_transfer_id)
                    report.differences += list(_contents(seal, leaves))[:MOST]
                number, hash_, last = seal.id, seal.hash, seal.last_transfer_id
            session.expunge_all()
    return report


def _links(seal: Seal, keys: PublicKeys, *, number: int, previous_hash: bytes) -> Iterator[str]:
    if seal.id != number:
        yield f"seal {number} is missing"
    if seal.previous_hash != previous_hash:
        yield f"seal {seal.id} does not name the seal before it: one of the two was changed"
    if keys and not keys.signed(seal.message, seal.signature, key_id=seal.key_id):
        yield f"seal {seal.id} is not signed by a key of ours"


def _contents(seal: Seal, leaves: bytes) -> Iterator[str]:
    """Compare the transfers with what the seal's list and its root say."""
    is_list_kept = seal.leaves == leaves
    is_root_kept = bool(leaves) and seal.root == merkle.root(canonical.hashes(leaves))
    first = int.from_bytes(leaves[: canonical.ID_BYTES]) if leaves else None
    count = len(leaves) // canonical.SIZE
    if not is_list_kept and is_root_kept:
        yield f"the list of leaves of seal {seal.id} was changed"
    elif not is_list_kept:
        yield from _named(seal, canonical.unpack(seal.leaves), canonical.unpack(leaves))
    elif not is_root_kept:
        yield f"the root of seal {seal.id} is not that of its transfers"
    if (seal.first_transfer_id, seal.transfer_count) != (first, count):
        yield f"seal {seal.id} is not of as many transfers as it says, or not from where it says"


def _named(seal: Seal, listed: Sequence[Leaf], found: Sequence[Leaf]) -> Iterator[str]:
    """Each transfer that differs, in id order."""
    before, now = dict(listed), dict(found)
    for id_ in sorted(before.keys() | now.keys()):
        if id_ not in now:
            yield f"transfer {id_} is gone; seal {seal.id} closed it off"
        elif id_ not in before:
            yield f"transfer {id_} was added to what seal {seal.id} closed off"
        elif before[id_] != now[id_]:
            yield f"transfer {id_} is not what seal {seal.id} closed off"
