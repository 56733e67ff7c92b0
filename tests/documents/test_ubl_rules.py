"""A payment request between two known organisations keeps every rule; each rule has teeth."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from tests.documents import ubl_rules
from wallet.funds import payment_request_invoices
from wallet.money import Euros


def a_document(kvk_number: str | None = "12345678") -> etree._Element:
    organisation = SimpleNamespace(name="Gemeente Demostad", kvk_number=kvk_number)
    account = SimpleNamespace(iban="NL04BNGH0285170000", holder="Stichting Doetegoed")
    programme = SimpleNamespace(operator=organisation, bank_account=account)
    request: Any = SimpleNamespace(
        reference="RF06911170238134",
        requested_at=datetime(2026, 3, 16, tzinfo=UTC),
        amount=Euros(1_250_50),
        fund=SimpleNamespace(name="Parks", sponsor=organisation, programme=programme),
    )
    return etree.fromstring(
        payment_request_invoices.write(request, note="No VAT", terms="No last day", line="Coins")
    )


def test_every_rule_is_kept() -> None:
    assert ubl_rules.broken_by(a_document()) == []
    assert ubl_rules.broken_by(a_document(None)) == ubl_rules.WITHOUT_KVK_NUMBERS


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("cac:PaymentTerms", "BR-CO-25"),
        ("cbc:BuyerReference", "BR-NL-2"),
        ("cac:AccountingSupplierParty/cac:Party/cac:PostalAddress", "BR-09"),
        ("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode", "BR-O-10"),
        ("cac:InvoiceLine/cac:Price", "BR-26"),
    ],
)
def test_what_is_missing_breaks_its_rule(path: str, rule: str) -> None:
    document = a_document()
    found = document.find(path, ubl_rules.NAMES)
    assert found is not None
    found.getparent().remove(found)

    assert rule in ubl_rules.broken_by(document)
