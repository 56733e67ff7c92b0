"""Sealed figures: what was added up of sealed history is kept in memory, for it never changes.

A figure that is a sum over every transfer of some books is read on from the last seal: a seal takes
in only what can get no transfer in between any more. Each process keeps its own figures, in
`session.info["sealed_figures"]`; without them, and at the first look, everything is read.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from sqlalchemy.orm import Session

from wallet.ledger import seals
from wallet.ledger.seals import Seal

LAST_OF_ALL = 2**63 - 1
MOST = 200
"""Figures kept by a process; the one that was kept first goes first."""

Figure = TypeVar("Figure")
Key = tuple[str, tuple[int, ...]]
"""Which figure, of which books."""


class Kept(NamedTuple):
    """A figure of all transfers up to a seal."""

    seal_id: int
    root: bytes
    last_transfer_id: int
    figure: Any


def read_on(
    session: Session,
    key: Key,
    nothing: Figure,
    add: Callable[[Figure, int, int], Figure],
) -> Figure:
    """The figure of every transfer there is: `nothing` is that of no transfer.

    `add` makes a new figure of one and of the transfers above one id, up to and with another; the
    figure it gets stays as it is.
    """
    memory: dict[Key, Kept] = session.info.get("sealed_figures", {})
    seal = seals.latest(session)
    if seal is None:
        return add(nothing, 0, LAST_OF_ALL)
    kept = _kept(session, memory.get(key), seal)
    if kept is None or kept.seal_id != seal.id:
        figure, after = (kept.figure, kept.last_transfer_id) if kept else (nothing, 0)
        figure = add(figure, after, seal.last_transfer_id)
        kept = Kept(seal.id, seal.root, seal.last_transfer_id, figure)
        memory.pop(key, None)
        memory[key] = kept
        for oldest in list(memory)[:-MOST]:
            memory.pop(oldest, None)
    return add(kept.figure, kept.last_transfer_id, LAST_OF_ALL)


def _kept(session: Session, kept: Kept | None, latest: Seal) -> Kept | None:
    """Only while the seal it rests on is there: a database put back may have other history.

    Nor what another thread kept of a seal made after our look: it has transfers we still add.
    """
    if kept is None or kept.seal_id > latest.id:
        return None
    seal = latest if kept.seal_id == latest.id else session.get(Seal, kept.seal_id)
    return kept if seal is not None and seal.root == kept.root else None
