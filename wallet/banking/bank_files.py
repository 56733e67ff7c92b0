"""A bank's file, whichever of the formats it is in."""

from wallet.banking import camt053, mt940, mt940_fields
from wallet.banking.stated import Statement


def read(content: bytes) -> list[Statement]:
    """The statements of a camt.053 file, or of an MT940 file: all of them or none.

    Raises:
        StatementFault: one of its kinds, with line and element.
    """
    if mt940_fields.looks_like(content):
        return mt940.read(content)
    return camt053.read(content)
