"""The rules an electronic invoice must keep, each by its id, as far as ours can break them.

BR-* and BR-CO-*, BR-O-*: EN 16931-1:2017, as in the validation artefacts of CEN/TC 434. BR-NL-*:
NLCIUS 1.0, gebruiksinstructie basisfactuur (STPE); its advice (BR-NL-19 to -35) is kept as well.
Written here from those texts; no validator of a third party runs. Order of elements: OASIS
UBL-Invoice-2.1.
"""

from decimal import Decimal

from lxml import etree

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
SELLER, BUYER = ("cac:AccountingSupplierParty", "cac:AccountingCustomerParty")
ORDER = {
    "Invoice": "CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note"
    " DocumentCurrencyCode BuyerReference InvoicePeriod AccountingSupplierParty"
    " AccountingCustomerParty PaymentMeans PaymentTerms TaxTotal LegalMonetaryTotal InvoiceLine",
    "Party": "EndpointID PostalAddress PartyLegalEntity",
    "PartyLegalEntity": "RegistrationName CompanyID",
    "PostalAddress": "StreetName CityName PostalZone Country",
    "PaymentMeans": "PaymentMeansCode PaymentID PayeeFinancialAccount",
    "TaxSubtotal": "TaxableAmount TaxAmount TaxCategory",
    "TaxCategory": "ID TaxExemptionReason TaxScheme",
    "LegalMonetaryTotal": "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount PayableAmount",
    "InvoiceLine": "ID InvoicedQuantity LineExtensionAmount Item Price",
    "Item": "Name ClassifiedTaxCategory",
    "ClassifiedTaxCategory": "ID TaxScheme",
}
NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
"""What a document says of itself; BR-NL-* are asked of no other (SI-UBL 2.0)."""

NECESSARY = {
    "BR-01": "cbc:CustomizationID",
    "BR-02": "cbc:ID",
    "BR-03": "cbc:IssueDate",
    "BR-04": "cbc:InvoiceTypeCode",
    "BR-05": "cbc:DocumentCurrencyCode",
    "BR-06": f"{SELLER}/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "BR-07": f"{BUYER}/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "BR-09": f"{SELLER}/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    "BR-11": f"{BUYER}/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    "BR-16": "cac:InvoiceLine",
    "BR-49": "cac:PaymentMeans/cbc:PaymentMeansCode",
    "BR-50": "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID",
    "BR-CO-18": "cac:TaxTotal/cac:TaxSubtotal",
    "BR-CO-25": "cbc:DueDate|cac:PaymentTerms/cbc:Note",
    "BR-CO-26": f"{SELLER}/cac:Party/cac:PartyLegalEntity/cbc:CompanyID",
    "BR-O-10": "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason",
    "BR-62": f"{SELLER}/cac:Party/cbc:EndpointID[@schemeID]",
    "BR-63": f"{BUYER}/cac:Party/cbc:EndpointID[@schemeID]",
    "BR-NL-2": "cbc:BuyerReference",
    "BR-NL-11": "cac:PaymentMeans",
}
IN_A_LINE = {
    "BR-21": "cbc:ID",
    "BR-22": "cbc:InvoicedQuantity",
    "BR-23": "cbc:InvoicedQuantity[@unitCode='C62']",
    "BR-24": "cbc:LineExtensionAmount",
    "BR-25": "cac:Item/cbc:Name",
    "BR-26": "cac:Price/cbc:PriceAmount",
    "BR-CO-04": "cac:Item/cac:ClassifiedTaxCategory/cbc:ID",
}


def broken_by(document: etree._Element) -> list[str]:
    """The ids of the rules this document does not keep."""
    broken = [rule for rule, path in NECESSARY.items() if not _texts(document, path)]
    for line in document.findall("cac:InvoiceLine", NAMES):
        broken += [rule for rule, path in IN_A_LINE.items() if not _texts(line, path)]
        broken += ["BR-27"] * any(price < 0 for price in _sums(line, "cac:Price/cbc:PriceAmount"))
    held = {
        "BR-CO-10": _total(document, "LineExtensionAmount")
        == sum(_sums(document, "cac:InvoiceLine/cbc:LineExtensionAmount")),
        "BR-CO-13": _total(document, "TaxExclusiveAmount")
        == _total(document, "LineExtensionAmount"),
        "BR-CO-14": _sums(document, "cac:TaxTotal/cbc:TaxAmount")
        == [sum(_sums(document, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount"))],
        "BR-CO-15": _total(document, "TaxInclusiveAmount")
        == _total(document, "TaxExclusiveAmount")
        + sum(_sums(document, "cac:TaxTotal/cbc:TaxAmount")),
        "BR-CO-16": _total(document, "PayableAmount") == _total(document, "TaxInclusiveAmount"),
        "BR-O-02": not document.findall(".//cac:PartyTaxScheme", NAMES),
        "BR-O-05": not document.findall(".//cac:ClassifiedTaxCategory/cbc:Percent", NAMES),
        "BR-O-08": _sums(document, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount")
        == [_total(document, "LineExtensionAmount")],
        "BR-O-09": _sums(document, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount") == [0],
        "BR-O-11": len(document.findall("cac:TaxTotal/cac:TaxSubtotal", NAMES)) == 1,
        "SI-UBL 2.0": _texts(document, "cbc:CustomizationID") == [NLCIUS],
        "BR-NL-1": _has_dutch_number(document, SELLER),
        "BR-NL-3": _has_address(document, SELLER),
        "BR-NL-4": _has_address(document, BUYER) or _country(document, BUYER) != ["NL"],
        "BR-NL-7": _texts(document, "cbc:InvoiceTypeCode")[0] in {"380", "381", "384", "389"},
        "BR-NL-10": _has_dutch_number(document, BUYER) or _country(document, BUYER) != ["NL"],
        "BR-NL-12": _texts(document, "cac:PaymentMeans/cbc:PaymentMeansCode") == ["58"],
        "BR-NL-27": not document.findall(".//cac:AddressLine", NAMES),
        "BR-NL-28": not document.findall(".//cbc:CountrySubentity", NAMES),
        "BR-NL-29": not document.findall("cac:PaymentMeans/cbc:PaymentMeansCode[@name]", NAMES),
        "BR-NL-35": not document.findall(".//cbc:TaxExemptionReasonCode", NAMES),
        "BR-NL-30": not document.findall(".//cac:PayeeFinancialAccount/cbc:Name", NAMES),
    }
    return (
        broken + [rule for rule, is_kept in held.items() if not is_kept] + _out_of_order(document)
    )


def _out_of_order(element: etree._Element) -> list[str]:
    """The elements whose children are not the known ones in their order."""
    name, children = _name(element), [_name(child) for child in element]
    found = [wrong for child in element for wrong in _out_of_order(child)]
    if name in ORDER:
        known = ORDER[name].split()
        places = [known.index(child) if child in known else -1 for child in children]
        found += [f"order in {name}"] * (places != sorted(places) or -1 in places)
    return found


def _has_dutch_number(document: etree._Element, party: str) -> bool:
    found = document.findall(f"{party}/cac:Party/cac:PartyLegalEntity/cbc:CompanyID", NAMES)
    return [each.get("schemeID") for each in found] in (["0106"], ["0190"])


def _has_address(document: etree._Element, party: str) -> bool:
    names = ("StreetName", "CityName", "PostalZone")
    return all(_texts(document, f"{party}/cac:Party/cac:PostalAddress/cbc:{n}") for n in names)


def _country(document: etree._Element, party: str) -> list[str]:
    path = f"{party}/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode"
    return _texts(document, path)


def _total(document: etree._Element, name: str) -> Decimal:
    [amount] = _sums(document, f"cac:LegalMonetaryTotal/cbc:{name}")
    return amount


def _sums(element: etree._Element, path: str) -> list[Decimal]:
    return [Decimal(text) for text in _texts(element, path)]


def _texts(element: etree._Element, paths: str) -> list[str]:
    """What stands there, where it is not empty; an element with children counts as well."""
    found = [each for path in paths.split("|") for each in element.findall(path, NAMES)]
    return [each.text or "-" for each in found if (each.text or "").strip() or len(each)]


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
