"""A payment file as the bank reads it: valid against the official schema, and who gets what."""

from dataclasses import dataclass
from pathlib import Path

import sepaxml
from lxml import etree

SCHEMA = "pain.001.001.09"
_NAMESPACE = {"p": f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"}


@dataclass(frozen=True)
class Order:
    """One message with one batch; payments by the name of who is paid."""

    message_id: str
    amounts: dict[str, str]
    end_to_end_ids: dict[str, str]


def read(content: bytes) -> Order:
    """Check the file against the XSD that sepaxml ships, and read it."""
    schema = etree.XMLSchema(file=str(Path(sepaxml.__file__).parent / f"schemas/{SCHEMA}.xsd"))
    document = etree.fromstring(content)
    schema.assertValid(document)
    payments = document.findall(".//p:CdtTrfTxInf", _NAMESPACE)
    return Order(
        message_id=_text(document, ".//p:GrpHdr/p:MsgId"),
        amounts={_payee(each): _text(each, "p:Amt/p:InstdAmt") for each in payments},
        end_to_end_ids={_payee(each): _text(each, "p:PmtId/p:EndToEndId") for each in payments},
    )


def _payee(payment: etree._Element) -> str:
    return _text(payment, "p:Cdtr/p:Nm")


def _text(element: etree._Element, path: str) -> str:
    text = element.findtext(path, namespaces=_NAMESPACE)
    assert text, f"the payment file has no {path}"
    return str(text)
