"""Why a bank's file is refused, whole: each refusal names the line and the element."""

from datetime import date

from wallet.errors import Invalid
from wallet.money import Euros


class StatementFault(Invalid):
    """A bank file that cannot be taken in. `line` counts from 1.

    `element` is the XML tag, or the field of an MT940 file such as `:61:`.
    """

    def __init__(self, sentence: str, *, line: int, element: str) -> None:
        super().__init__(f"line {line}, <{element}>: {sentence}")
        self.line = line
        self.element = element


class StatementTooLarge(StatementFault):
    """More bytes than a statement needs."""

    def __init__(self, *, byte_count: int, limit: int) -> None:
        super().__init__(f"{byte_count} bytes, at most {limit}", line=1, element="Document")
        self.byte_count = byte_count
        self.limit = limit


class StatementBroken(StatementFault):
    """Neither well-formed XML nor MT940: cut off, or something else altogether."""

    def __init__(self, *, line: int, element: str = "Document") -> None:
        super().__init__("not a whole file", line=line, element=element)


class StatementCarriesDtd(StatementFault):
    """A document type declaration: bank files have none, attacks do (XXE, XML bombs)."""

    def __init__(self, *, line: int, element: str) -> None:
        super().__init__("a document type declaration", line=line, element=element)


class StatementOfUnknownKind(StatementFault):
    """XML, but neither camt.053.001.02 nor camt.053.001.08."""

    def __init__(self, *, line: int, element: str, found: str) -> None:
        super().__init__(f"not camt.053.001.02 or .08 but {found!r}", line=line, element=element)
        self.found = found[:100]


class StatementElementMissing(StatementFault):
    """An element the standard or this import needs is not there; `line` is its parent's."""

    def __init__(self, *, line: int, element: str) -> None:
        super().__init__("missing", line=line, element=element)


class StatementElementWrong(StatementFault):
    """An element holds what it must not hold: no date, three decimals, another code."""

    def __init__(self, *, line: int, element: str, found: str) -> None:
        super().__init__(f"cannot be {found!r}", line=line, element=element)
        self.found = found[:100]


class StatementNotInEuros(StatementFault):
    """An amount in another currency."""

    def __init__(self, *, line: int, element: str, currency: str) -> None:
        super().__init__(f"in {currency!r}", line=line, element=element)
        self.currency = currency[:10]


class StatementDoesNotAddUp(StatementFault):
    """The opening balance and the entries do not make the closing balance."""

    def __init__(
        self, *, line: int, element: str, opening: Euros, entries: Euros, closing: Euros
    ) -> None:
        super().__init__(f"{opening} and {entries} is not {closing}", line=line, element=element)
        self.opening = opening
        self.entries = entries
        self.closing = closing


class StatementEntryTwice(StatementFault):
    """One statement gives the same bank reference to two entries."""

    def __init__(self, *, line: int, element: str, entry_reference: str) -> None:
        super().__init__(f"{entry_reference!r} twice", line=line, element=element)
        self.entry_reference = entry_reference


class StatementOfAnotherAccount(StatementFault):
    """The statement is of an account that is not known here, or not yours."""

    def __init__(self, *, line: int, element: str, iban: str) -> None:
        super().__init__(f"another account: {iban}", line=line, element=element)
        self.iban = iban


class StatementContradictsEarlier(StatementFault):
    """What the bank said before about this entry or statement, it now says differently."""

    def __init__(
        self, *, line: int, element: str, reference: str, earlier: Euros, booked_on: date
    ) -> None:
        super().__init__(
            f"{reference!r} was {earlier} of {booked_on} before", line=line, element=element
        )
        self.reference = reference
        self.earlier = earlier
        self.booked_on = booked_on


class StatementInAnotherFormat(StatementFault):
    """These days came in before, as camt.053 what is MT940 now or the other way round."""

    def __init__(self, *, line: int, element: str, from_on: date, to_on: date) -> None:
        super().__init__(
            f"{from_on} to {to_on} came in as another format", line=line, element=element
        )
        self.from_on = from_on
        self.to_on = to_on
