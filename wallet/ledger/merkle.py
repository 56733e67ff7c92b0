"""Merkle trees as in RFC 6962, section 2.1: one hash for many transfers, short proofs for one.

A leaf and a node are hashed with different first bytes, so that neither passes for the other.
"""

from collections.abc import Sequence
from hashlib import sha256

LEAF, NODE = b"\x00", b"\x01"
HASH_BYTES = 32


def leaf(content: bytes) -> bytes:
    return sha256(LEAF + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The hash over all leaf hashes, of which there is at least one."""
    return _levels(leaves)[-1][0]


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The sibling hashes from this leaf up to the root: the proof that it is under it."""
    siblings = []
    for level in _levels(leaves)[:-1]:
        if index ^ 1 < len(level):
            siblings.append(level[index ^ 1])
        index //= 2
    return siblings


def _levels(leaves: Sequence[bytes]) -> list[Sequence[bytes]]:
    """From the leaves up; the last of an odd number goes up unchanged, as in the RFC's tree."""
    if not leaves:
        raise ValueError("a tree has at least one leaf")
    levels = [leaves]
    while len(below := levels[-1]) > 1:
        paired = list(map(node, below[::2], below[1::2]))
        levels.append(paired + list(below[len(paired) * 2 :]))
    return levels
