"""Causes: what a reward is posted under in the ledger, and the way back from there."""

from uuid import UUID

_BEFORE = "reward:"
_LENGTH = len(_BEFORE) + 36
"""With a UUID in its usual form."""


def of(participation_id: UUID) -> str:
    return f"{_BEFORE}{participation_id}"


def participation_in(cause: str) -> str:
    """SQL for the id of the participation in this column; null where it is no reward's cause.

    The other way around, a text made of each reward's id, would find no index.
    """
    return (
        f"case when {cause} like '{_BEFORE}%' and length({cause}) = {_LENGTH}"
        f" then cast(substr({cause}, {len(_BEFORE) + 1}) as uuid) end"
    )
