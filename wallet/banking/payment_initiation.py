"""A payment file for the bank: SEPA credit transfers by pain.001, no postal addresses.

Version .09 is what banks ask for now; .03 is its predecessor, for a bank portal that is behind.

Unstructured addresses are rejected from November 2026 and a SEPA transfer needs none.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import sepaxml
from lxml import etree
from sepaxml import SepaTransfer
from text_unidecode import unidecode

from wallet import clock
from wallet.money import Euros


class Version(StrEnum):
    """Of the message. The official XSD of each is what a file is checked by."""

    NOW = "pain.001.001.09"
    BEFORE = "pain.001.001.03"

    @property
    def names(self) -> dict[str, str]:
        """Its XML namespace, as `p`."""
        return {"p": f"urn:iso:std:iso:20022:tech:xsd:{self}"}


_NOT_SEPA = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


@dataclass(frozen=True, slots=True)
class Payer:
    """The account that is debited."""

    name: str
    iban: str
    bic: str | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """One transfer; its `end_to_end_id` (at most 35 characters) comes back on the statement."""

    end_to_end_id: str
    payee: str
    iban: str
    amount: Euros
    remittance: str


def write(
    payer: Payer,
    payments: list[Payment],
    *,
    message_id: str,
    made_at: datetime,
    execute_on: date,
    version: Version = Version.NOW,
) -> bytes:
    """One message with one batch. The same arguments give the same bytes, for ever."""
    assert payments, "a payment file pays somebody"
    assert all(payment.amount.cents > 0 for payment in payments)
    config = {"name": sepa_text(payer.name, 70), "IBAN": payer.iban, "currency": "EUR"}
    if payer.bic:
        config["BIC"] = payer.bic
    transfer = SepaTransfer({**config, "batch": True}, schema=version)
    for payment in payments:
        transfer.add_payment(_as_sepaxml(payment, execute_on))
    document = etree.fromstring(transfer.export(validate=False))
    _fix_what_is_random(document, version, message_id=message_id, made_at=made_at)
    if not payer.bic:
        _say_that_the_bank_is_known_by_the_iban(document, version)
    _schema(version).assertValid(document)
    return bytes(etree.tostring(document, xml_declaration=True, encoding="UTF-8"))


def sepa_text(text: str, length: int) -> str:
    """A text in the character set every bank takes (EPC217-08): é becomes e, & becomes +."""
    plain = _NOT_SEPA.sub(" ", unidecode(text.replace("&", "+")))
    return " ".join(plain.split())[:length].strip().lstrip("/") or "-"


def _as_sepaxml(payment: Payment, execute_on: date) -> dict[str, Any]:
    return {
        "name": sepa_text(payment.payee, 70),
        "IBAN": payment.iban,
        "amount": payment.amount.cents,
        "execution_date": execute_on,
        "description": sepa_text(payment.remittance, 140),
        "endtoend_id": payment.end_to_end_id,
    }


def _fix_what_is_random(
    document: Any, version: Version, *, message_id: str, made_at: datetime
) -> None:
    """The library draws ids and reads the clock; a file made twice must be the same file."""
    local = made_at.astimezone(clock.AMSTERDAM).replace(tzinfo=None, microsecond=0)
    document.find(".//p:GrpHdr/p:MsgId", version.names).text = message_id
    document.find(".//p:GrpHdr/p:CreDtTm", version.names).text = local.isoformat()
    document.find(".//p:PmtInf/p:PmtInfId", version.names).text = message_id


def _say_that_the_bank_is_known_by_the_iban(document: Any, version: Version) -> None:
    agent = document.find(".//p:DbtrAgt/p:FinInstnId", version.names)
    other = etree.SubElement(agent, f"{{{version.names['p']}}}Othr")
    etree.SubElement(other, f"{{{version.names['p']}}}Id").text = "NOTPROVIDED"


@cache
def _schema(version: Version) -> Any:
    """The official XSD, as sepaxml ships it."""
    folder = Path(sepaxml.__file__).parent / "schemas"
    return etree.XMLSchema(etree.parse(str(folder / f"{version}.xsd")))
