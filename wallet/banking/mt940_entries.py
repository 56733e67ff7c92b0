"""The entries of an MT940 statement: what :61: books and :86: tells about it."""

import re
from dataclasses import dataclass
from datetime import date

from wallet.banking import mt940_fields, references
from wallet.banking.camt_elements import Direction
from wallet.banking.mt940_fields import Field
from wallet.banking.stated import LONGEST_TEXT, StatedEntry, reference_or_none
from wallet.banking.statement_faults import StatementElementWrong

_BOOKED = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?(?P<mark>R?[CD])[A-Z]?(?P<amount>\d{1,15},\d{0,2})"
    r"(?P<kind>[A-Z][A-Z0-9]{3})(?P<owner>.*?)(?://(?P<bank>.*))?",
    re.ASCII,
)
_SLASHED = re.compile(
    r"/(TRTP|IBAN|BIC|NAME|REMI|EREF|BENM|ORDP|ADDR|ISDT|CSID|MARF|SVCL|CNTP|PREF|RTRN|RTYP"
    r"|ULTC|ULTB|ULTD|PURP|ID|CREF|IREF|KREF|TRCD|EXCH|CHGS|OCMT|COAM|ACCW|NRTX|PIND)/"
)
_NUMBERED = re.compile(r"\?(\d{2})")
_PURPOSE = {*(f"{number}" for number in range(20, 30)), *(f"{number}" for number in range(60, 64))}
_IN_PURPOSE = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+")
_STRUCTURED = re.compile(r"(?:USTD//|STRD/(?:CUR|SCOR|ISO)/|STRD//?)?(.*)", re.DOTALL)
_ONLY_AN_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
_NEARLY_A_YEAR = 300


@dataclass(frozen=True, slots=True)
class Told:
    """What :86: says of an entry."""

    remittance: str = ""
    end_to_end_id: str | None = None
    batch_reference: str | None = None
    name: str | None = None
    iban: str | None = None
    is_return: bool = False


def read(field: Field, told: Field | None) -> tuple[StatedEntry, str | None]:
    """An entry, and the bank's own reference of it if there is one.

    Raises:
        StatementElementWrong
    """
    first, *more = field.lines
    match = _BOOKED.fullmatch(first.rstrip())
    if match is None:
        raise StatementElementWrong(line=field.line, element=field.name, found=first)
    about = _told(told) if told else Told(remittance=_plain("".join(more)))
    mark = match["mark"]
    whole = references.normalise(about.remittance)
    entry = StatedEntry(
        entry_reference="",
        booked_on=_booked_on(match["value"], match["entry"], field),
        amount=mt940_fields.euros(match["amount"]),
        direction=Direction.CREDIT if mark in {"C", "RD"} else Direction.DEBIT,
        end_to_end_id=about.end_to_end_id,
        batch_reference=about.batch_reference,
        structured_reference=whole if references.is_valid(whole) else None,
        remittance=about.remittance,
        counterparty_name=about.name,
        counterparty_iban=about.iban or _iban_of(match["owner"]),
        is_return=mark.startswith("R") or about.is_return,
        line=field.line,
    )
    return entry, reference_or_none(_plain(match["bank"] or "") or None)


def _booked_on(value: str, entry: str | None, field: Field) -> date:
    """The booking day; :61: gives it without a year: that of the value day, or next to it."""
    value_on = mt940_fields.day(value, field)
    if entry is None:
        return value_on
    booked_on = mt940_fields.day(value[:2] + entry, field)
    apart = (booked_on - value_on).days
    if abs(apart) > _NEARLY_A_YEAR:
        years = value_on.year + (1 if apart < 0 else -1)
        return mt940_fields.day(f"{years % 100:02d}{entry}", field)
    return booked_on


def _told(field: Field) -> Told:
    if _SLASHED.match(field.lines[0]):
        return _slashed(field.text)
    if _NUMBERED.search(field.lines[0][:6]):
        return _numbered(field.text)
    return Told(remittance=_plain(" ".join(field.lines)))


def _slashed(text: str) -> Told:
    """Dutch: `/TRTP/SEPA OVERBOEKING/IBAN/NL../NAME/../REMI/../EREF/..`, or ING's `/CNTP/`."""
    codes = _SLASHED.split(text)[1:]
    said: dict[str, str] = {}
    for code, words in zip(codes[::2], codes[1::2], strict=True):
        said.setdefault(code, words)
    iban, name = said.get("IBAN", ""), said.get("NAME", "")
    if "CNTP" in said:
        iban, _bic, name, *_rest = [*said["CNTP"].split("/"), "", "", ""]
    match = _STRUCTURED.fullmatch(said.get("REMI", ""))
    return Told(
        remittance=_plain((match[1] if match else "").rstrip("/")),
        end_to_end_id=_reference(said.get("EREF", "")),
        batch_reference=_reference(said.get("PREF", "")),
        name=_plain(name) or None,
        iban=_iban(iban),
        is_return="RTRN" in said or "RTYP" in said,
    )


def _numbered(text: str) -> Told:
    """`166?00SEPA?20EREF+..?21SVWZ+..?31NL..?32NAME`, as banks with German roots write it."""
    parts = _NUMBERED.split(text)[1:]
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    purpose = "".join(words for number, words in pairs if number in _PURPOSE)
    pieces = _IN_PURPOSE.split(purpose)
    said = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    return Told(
        remittance=_plain(said.get("SVWZ", purpose)),
        end_to_end_id=_reference(said.get("EREF", "")),
        batch_reference=_reference(said.get("KREF", "")),
        name=_plain("".join(words for number, words in pairs if number in {"32", "33"})) or None,
        iban=_iban("".join(words for number, words in pairs if number == "31")),
    )


def _plain(words: str) -> str:
    return " ".join(words.split())[:LONGEST_TEXT]


def _reference(words: str) -> str | None:
    return reference_or_none(_plain(words).strip("/ ") or None)


def _iban(words: str) -> str | None:
    return words.replace(" ", "").strip("/").upper()[:34] or None


def _iban_of(owner: str) -> str | None:
    """Rabobank gives the other side's account where others give a reference."""
    return owner.strip() if _ONLY_AN_IBAN.fullmatch(owner.strip()) else None
