"""The self-billed invoice of a payout: UBL 2.1 by EN 16931, document type 389.

The programme writes it in the name of the shop, which asked for it. A coin is a multi-purpose
voucher: VAT is due at the till, by the shop's own receipts; the payout itself is outside its scope
(category O of UNCL5305, no VAT numbers: rules BR-O-01 to BR-O-14 of EN 16931).
Structure: OASIS UBL-Invoice-2.1.

The identifiers are those of NLCIUS 1.0 (KvK number under scheme 0106). The document does not claim
to be NLCIUS: that asks for street, town and postcode of both parties (BR-NL-3, BR-NL-4), which are
not kept here. EN 16931 itself asks for the country only (BR-08 to BR-11).
"""

from typing import Any

from lxml import etree

from wallet import clock
from wallet.identity.organisations import Organisation
from wallet.money import Euros
from wallet.settlement.payout_statements import LineKind, PayoutStatement

CUSTOMIZATION = "urn:cen.eu:en16931:2017"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
SELF_BILLED_INVOICE = "389"
"""UNTDID 1001, as NLCIUS allows it."""

_KVK = "0106"
"""The Dutch Chamber of Commerce in ISO 6523."""
_SEPA_CREDIT_TRANSFER = "58"
_OUTSIDE_SCOPE = "VATEX-EU-O"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_NAMESPACES = {
    None: f"{_UBL}:Invoice-2",
    "cac": f"{_UBL}:CommonAggregateComponents-2",
    "cbc": f"{_UBL}:CommonBasicComponents-2",
}


def write(statement: PayoutStatement, *, words: dict[LineKind, str]) -> bytes:
    """One line for each kind of line of the statement; `words` is what each is called."""
    payout, programme = statement.payout, statement.settlement.programme
    document = etree.Element(f"{{{_NAMESPACES[None]}}}Invoice", nsmap=_NAMESPACES)
    issued_on = clock.day_of(statement.settlement.drawn_up_at).isoformat()
    first, last = (day.isoformat() for day in statement.period)
    _add(document, "cbc:CustomizationID", CUSTOMIZATION)
    _add(document, "cbc:ProfileID", PROFILE)
    _add(document, "cbc:ID", statement.number)
    _add(document, "cbc:IssueDate", issued_on)
    _add(document, "cbc:DueDate", issued_on)
    _add(document, "cbc:InvoiceTypeCode", SELF_BILLED_INVOICE)
    _add(document, "cbc:DocumentCurrencyCode", "EUR")
    _add(document, "cbc:BuyerReference", programme.name)
    period = _add(document, "cac:InvoicePeriod")
    _add(period, "cbc:StartDate", first)
    _add(period, "cbc:EndDate", last)
    _party(document, "cac:AccountingSupplierParty", payout.merchant.organisation)
    _party(document, "cac:AccountingCustomerParty", programme.operator)
    _means(document, statement)
    _tax(document, statement.total)
    _totals(document, statement.total)
    kinds = [kind for kind in LineKind if statement.count_of(kind)]
    for number, kind in enumerate(kinds, start=1):
        _line(document, number, words[kind], statement.sum_of(kind))
    return bytes(
        etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    )


def _party(document: Any, role: str, organisation: Organisation) -> None:
    """By KvK number where there is one; the address is no more than the country."""
    party = _add(_add(document, role), "cac:Party")
    number = organisation.kvk_number
    if number:
        _add(party, "cbc:EndpointID", number).set("schemeID", _KVK)
    _add(_add(party, "cac:PostalAddress"), "cac:Country/cbc:IdentificationCode", "NL")
    legal = _add(party, "cac:PartyLegalEntity")
    _add(legal, "cbc:RegistrationName", organisation.name)
    if number:
        _add(legal, "cbc:CompanyID", number).set("schemeID", _KVK)


def _means(document: Any, statement: PayoutStatement) -> None:
    means = _add(document, "cac:PaymentMeans")
    _add(means, "cbc:PaymentMeansCode", _SEPA_CREDIT_TRANSFER)
    _add(means, "cbc:PaymentID", statement.payout.end_to_end_id)
    account = _add(means, "cac:PayeeFinancialAccount")
    _add(account, "cbc:ID", statement.payout.iban)


def _tax(document: Any, total: Euros) -> None:
    tax = _add(document, "cac:TaxTotal")
    _amount(tax, "cbc:TaxAmount", Euros(0))
    part = _add(tax, "cac:TaxSubtotal")
    _amount(part, "cbc:TaxableAmount", total)
    _amount(part, "cbc:TaxAmount", Euros(0))
    category = _add(part, "cac:TaxCategory")
    _add(category, "cbc:ID", "O")
    _add(category, "cbc:TaxExemptionReasonCode", _OUTSIDE_SCOPE)
    _add(category, "cac:TaxScheme/cbc:ID", "VAT")


def _totals(document: Any, total: Euros) -> None:
    totals = _add(document, "cac:LegalMonetaryTotal")
    for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount"):
        _amount(totals, f"cbc:{name}", total)
    _amount(totals, "cbc:PayableAmount", total)


def _line(document: Any, number: int, name: str, amount: Euros) -> None:
    """One piece of what is paid; what is kept back is minus one piece, for no price is negative."""
    sign = "-1" if amount < Euros(0) else "1"
    line = _add(document, "cac:InvoiceLine")
    _add(line, "cbc:ID", str(number))
    _add(line, "cbc:InvoicedQuantity", sign).set("unitCode", "C62")
    _amount(line, "cbc:LineExtensionAmount", amount)
    item = _add(line, "cac:Item")
    _add(item, "cbc:Name", name)
    category = _add(item, "cac:ClassifiedTaxCategory")
    _add(category, "cbc:ID", "O")
    _add(category, "cac:TaxScheme/cbc:ID", "VAT")
    _amount(line, "cac:Price/cbc:PriceAmount", -amount if amount < Euros(0) else amount)


def _amount(parent: Any, path: str, amount: Euros) -> None:
    _add(parent, path, amount.decimal).set("currencyID", "EUR")


def _add(parent: Any, path: str, text: str | None = None) -> Any:
    """A new element at the end of its parent, and those on the way to it."""
    for tag in path.split("/"):
        prefix, _, name = tag.partition(":")
        parent = etree.SubElement(parent, f"{{{_NAMESPACES[prefix]}}}{name}")
    parent.text = text
    return parent
