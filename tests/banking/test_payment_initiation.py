"""The file a bank carries out."""

from datetime import UTC, date, datetime

import pytest
from lxml import etree

from wallet.banking import payment_initiation
from wallet.banking.payment_initiation import Payer, Payment, Version
from wallet.money import Euros

NAMESPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
PAYER = Payer(name="Gemeente Demostad", iban="NL44RABO0123456789", bic="RABONL2U")


def payments() -> list[Payment]:
    return [
        Payment("UIT-0001", "Café 't Hoekje & Zoon", "NL02ABNA0123456789", Euros(12_34), "Week 10"),
        Payment("UIT-0002", "Łódź // 店", "NL73SNSB0923456789", Euros(7), "Week 10"),
    ]


def write(payer: Payer = PAYER) -> bytes:
    return payment_initiation.write(
        payer,
        payments(),
        message_id="SET-20260310-1",
        made_at=datetime(2026, 3, 10, 9, 0, tzinfo=UTC),
        execute_on=date(2026, 3, 11),
    )


def found(document: etree._Element, path: str) -> list[str]:
    return [element.text for element in document.iterfind(f".//{path}", NAMESPACE)]


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert write() == write()


def test_the_file_pays_each_payment_once_and_sums_are_right() -> None:
    document = etree.fromstring(write())

    assert found(document, "p:CtrlSum") == ["12.41", "12.41"]
    assert found(document, "p:NbOfTxs") == ["2", "2"]
    assert found(document, "p:EndToEndId") == ["UIT-0001", "UIT-0002"]
    assert found(document, "p:InstdAmt") == ["12.34", "0.07"]
    assert found(document, "p:MsgId") == found(document, "p:PmtInfId") == ["SET-20260310-1"]
    assert found(document, "p:CreDtTm") == ["2026-03-10T10:00:00"]
    assert found(document, "p:ReqdExctnDt/p:Dt") == ["2026-03-11"]
    assert found(document, "p:PstlAdr") == []


def test_names_are_written_in_the_characters_every_bank_takes() -> None:
    names = found(etree.fromstring(write()), "p:Cdtr/p:Nm")

    assert names == ["Cafe 't Hoekje + Zoon", "Lodz // Dian"]


def test_without_a_bic_the_bank_is_known_by_the_iban() -> None:
    document = etree.fromstring(write(Payer(name="Gemeente Demostad", iban=PAYER.iban)))

    assert found(document, "p:DbtrAgt/p:FinInstnId/p:Othr/p:Id") == ["NOTPROVIDED"]


@pytest.mark.parametrize("text", ["", "//", "\x00", "店", "&" * 200])
def test_every_name_becomes_something_the_schema_takes(text: str) -> None:
    assert 1 <= len(payment_initiation.sepa_text(text, 70)) <= 70


def test_the_version_before_follows_its_own_schema() -> None:
    """`write` validates by the official XSD of the version; here what differs is looked at."""
    before = payment_initiation.write(
        PAYER,
        payments(),
        message_id="SET-20260310-1",
        made_at=datetime(2026, 3, 10, 9, 0, tzinfo=UTC),
        execute_on=date(2026, 3, 11),
        version=Version.BEFORE,
    )
    document, names = etree.fromstring(before), Version.BEFORE.names

    assert document.tag == f"{{{names['p']}}}Document"
    assert document.findtext(".//p:ReqdExctnDt", namespaces=names) == "2026-03-11"
    assert document.findtext(".//p:DbtrAgt//p:BIC", namespaces=names) == "RABONL2U"
    assert document.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=names) == "12.41"
