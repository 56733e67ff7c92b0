"""A payment request as an electronic document: UBL 2.1 by EN 16931, type 380.

For sponsors whose bookkeeping takes nothing else. It is no invoice for a supply: coins are a
multi-purpose voucher (Directive 2006/112/EC, art. 30a and 30b), so VAT is due when a shop takes
them, not when a fund is filled. Hence category O, "outside the scope", without VAT numbers (rules
BR-O-01 to BR-O-14 of EN 16931), and a note that says so. NLCIUS knows 380, 381, 384 and 389 only,
therefore 380 and not 386. Structure: OASIS UBL-Invoice-2.1.

The identifiers are those of NLCIUS 1.0 (KvK number under scheme 0106). The document does not claim
to be NLCIUS: that asks for street, town and postcode of both parties (BR-NL-3, BR-NL-4), which are
not kept here. EN 16931 itself asks for the country only (BR-08 to BR-11).
"""

from typing import Any

from lxml import etree

from wallet.clock import day_of
from wallet.funds.payment_requests import PaymentRequest
from wallet.identity.organisations import Organisation
from wallet.money import Euros

CUSTOMIZATION = "urn:cen.eu:en16931:2017"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
INVOICE = "380"

_KVK = {"schemeID": "0106"}
"""The Dutch Chamber of Commerce in ISO 6523."""
_EUROS = {"currencyID": "EUR"}
_SEPA_CREDIT_TRANSFER = "58"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_NAMESPACES = {
    None: f"{_UBL}:Invoice-2",
    "cac": f"{_UBL}:CommonAggregateComponents-2",
    "cbc": f"{_UBL}:CommonBasicComponents-2",
}


def write(request: PaymentRequest, *, note: str, terms: str, line: str) -> bytes:
    """`note` says why there is no VAT, `terms` until when to pay, `line` what is paid for."""
    document = etree.Element(f"{{{_NAMESPACES[None]}}}Invoice", nsmap=_NAMESPACES)
    day = day_of(request.requested_at).isoformat()
    _head(document, request, day, note)
    _party(document, "cac:AccountingSupplierParty", request.fund.programme.operator)
    _party(document, "cac:AccountingCustomerParty", request.fund.sponsor)
    _means(document, request)
    _add(document, "cac:PaymentTerms/cbc:Note", terms)
    _sums(document, request.amount)
    _line(document, request.amount, line)
    return bytes(
        etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    )


def _head(document: Any, request: PaymentRequest, day: str, note: str) -> None:
    for name, words in (
        ("CustomizationID", CUSTOMIZATION),
        ("ProfileID", PROFILE),
        ("ID", request.reference),
        ("IssueDate", day),
        ("InvoiceTypeCode", INVOICE),
        ("Note", note),
        ("DocumentCurrencyCode", "EUR"),
        ("BuyerReference", request.fund.name),
    ):
        _add(document, f"cbc:{name}", words)


def _party(document: Any, role: str, organisation: Organisation) -> None:
    """By KvK number where there is one."""
    party = _add(document, f"{role}/cac:Party")
    number = organisation.kvk_number
    if number:
        _add(party, "cbc:EndpointID", number, _KVK)
    _add(party, "cac:PostalAddress/cac:Country/cbc:IdentificationCode", "NL")
    legal = _add(party, "cac:PartyLegalEntity")
    _add(legal, "cbc:RegistrationName", organisation.name)
    if number:
        _add(legal, "cbc:CompanyID", number, _KVK)


def _means(document: Any, request: PaymentRequest) -> None:
    """A SEPA transfer with the RF reference, by which the euros find their fund."""
    account = request.fund.programme.bank_account
    means = _add(document, "cac:PaymentMeans")
    _add(means, "cbc:PaymentMeansCode", _SEPA_CREDIT_TRANSFER)
    _add(means, "cbc:PaymentID", request.reference)
    payee = _add(means, "cac:PayeeFinancialAccount")
    _add(payee, "cbc:ID", account.iban)


def _sums(document: Any, amount: Euros) -> None:
    tax = _add(document, "cac:TaxTotal")
    _add(tax, "cbc:TaxAmount", "0.00", _EUROS)
    part = _add(tax, "cac:TaxSubtotal")
    _add(part, "cbc:TaxableAmount", amount.decimal, _EUROS)
    _add(part, "cbc:TaxAmount", "0.00", _EUROS)
    category = _add(part, "cac:TaxCategory")
    _add(category, "cbc:ID", "O")
    _add(category, "cbc:TaxExemptionReasonCode", "VATEX-EU-O")
    _add(category, "cac:TaxScheme/cbc:ID", "VAT")
    totals = _add(document, "cac:LegalMonetaryTotal")
    names = ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount")
    for name in names:
        _add(totals, f"cbc:{name}", amount.decimal, _EUROS)


def _line(document: Any, amount: Euros, words: str) -> None:
    line = _add(document, "cac:InvoiceLine")
    _add(line, "cbc:ID", "1")
    _add(line, "cbc:InvoicedQuantity", "1", {"unitCode": "C62"})
    _add(line, "cbc:LineExtensionAmount", amount.decimal, _EUROS)
    item = _add(line, "cac:Item")
    _add(item, "cbc:Name", words)
    category = _add(item, "cac:ClassifiedTaxCategory")
    _add(category, "cbc:ID", "O")
    _add(category, "cac:TaxScheme/cbc:ID", "VAT")
    _add(line, "cac:Price/cbc:PriceAmount", amount.decimal, _EUROS)


def _add(
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
