"""What electronic invoices have in common: UBL 2.1 by NLCIUS 1.0, which narrows EN 16931.

Structure: OASIS UBL-Invoice-2.1. NLCIUS: https://stpe.nl, gebruiksinstructie basisfactuur 1.0.
"""

from dataclasses import dataclass
from typing import Any

from lxml import etree

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
SEPA_CREDIT_TRANSFER = "58"
"""One of the payment means NLCIUS allows (BR-NL-12)."""

_KVK = {"schemeID": "0106"}
"""The Dutch Chamber of Commerce in ISO 6523."""
_OUTSIDE_SCOPE = "Not subject to VAT"
"""As text: BR-O-10 asks for a reason, and BR-NL-35 would rather not have its code."""
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_NAMESPACES = {
    None: f"{_UBL}:Invoice-2",
    "cac": f"{_UBL}:CommonAggregateComponents-2",
    "cbc": f"{_UBL}:CommonBasicComponents-2",
}


@dataclass(frozen=True)
class Party:
    """Who sells or buys: everything the rules ask of an organisation (BR-NL-1, -3, -4, -10)."""

    name: str
    kvk_number: str
    street_line: str
    postcode: str
    town: str
    country: str


def invoice() -> Any:
    return etree.Element(f"{{{_NAMESPACES[None]}}}Invoice", nsmap=_NAMESPACES)


def written(document: Any) -> bytes:
    return bytes(
        etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    )


def add(
    parent: Any, path: str, words: str | None = None, attributes: dict[str, str] | None = None
) -> Any:
    """A new element at the end of its parent, and those on the way to it."""
    for tag in path.split("/"):
        prefix, _, name = tag.partition(":")
        parent = etree.SubElement(parent, f"{{{_NAMESPACES[prefix]}}}{name}")
    parent.text = words
    for name, value in (attributes or {}).items():
        parent.set(name, value)
    return parent


def amount(parent: Any, path: str, decimal: str) -> None:
    add(parent, path, decimal, {"currencyID": "EUR"})


def parties(document: Any, *, seller: Party, buyer: Party) -> None:
    _party(document, "cac:AccountingSupplierParty", seller)
    _party(document, "cac:AccountingCustomerParty", buyer)


def _party(document: Any, role: str, party: Party) -> None:
    inside = add(document, f"{role}/cac:Party")
    add(inside, "cbc:EndpointID", party.kvk_number, _KVK)
    address = add(inside, "cac:PostalAddress")
    add(address, "cbc:StreetName", party.street_line)
    add(address, "cbc:CityName", party.town)
    add(address, "cbc:PostalZone", party.postcode)
    add(address, "cac:Country/cbc:IdentificationCode", party.country)
    legal = add(inside, "cac:PartyLegalEntity")
    add(legal, "cbc:RegistrationName", party.name)
    add(legal, "cbc:CompanyID", party.kvk_number, _KVK)


def means(document: Any, *, reference: str, iban: str) -> None:
    """A SEPA transfer."""
    means = add(document, "cac:PaymentMeans")
    add(means, "cbc:PaymentMeansCode", SEPA_CREDIT_TRANSFER)
    add(means, "cbc:PaymentID", reference)
    add(means, "cac:PayeeFinancialAccount/cbc:ID", iban)


def sums_without_vat(document: Any, total: str) -> None:
    """Category O of UNCL5305, without VAT numbers (BR-O-01 to BR-O-14 of EN 16931)."""
    tax = add(document, "cac:TaxTotal")
    amount(tax, "cbc:TaxAmount", "0.00")
    part = add(tax, "cac:TaxSubtotal")
    amount(part, "cbc:TaxableAmount", total)
    amount(part, "cbc:TaxAmount", "0.00")
    category = add(part, "cac:TaxCategory")
    add(category, "cbc:ID", "O")
    add(category, "cbc:TaxExemptionReason", _OUTSIDE_SCOPE)
    add(category, "cac:TaxScheme/cbc:ID", "VAT")
    totals = add(document, "cac:LegalMonetaryTotal")
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount"):
        amount(totals, f"cbc:{name}", total)
    amount(totals, "cbc:PayableAmount", total)


def line(document: Any, number: int, name: str, decimal: str) -> None:
    """One piece of it; what is kept back is minus one piece, for no price is negative (BR-27)."""
    is_kept_back = decimal.startswith("-")
    line = add(document, "cac:InvoiceLine")
    add(line, "cbc:ID", str(number))
    add(line, "cbc:InvoicedQuantity", "-1" if is_kept_back else "1", {"unitCode": "C62"})
    amount(line, "cbc:LineExtensionAmount", decimal)
    item = add(line, "cac:Item")
    add(item, "cbc:Name", name)
    category = add(item, "cac:ClassifiedTaxCategory")
    add(category, "cbc:ID", "O")
    add(category, "cac:TaxScheme/cbc:ID", "VAT")
    amount(line, "cac:Price/cbc:PriceAmount", decimal.removeprefix("-"))
