"""The structure of an XML Auditfile Financieel, as far as we write it, in the order it must have.

3.2 follows the official XSD (namespace http://www.auditfiles.nl/XAF/3.2): the parts we use, with
their order, and which are optional ("?") or repeated ("*"). 4.0 follows the functional description
of XAF 4.0.3 as published by the tax authority's ODB; its XSD could not be had here, so this check
is written from the documentation.
"""

from lxml import etree

TOTALS = "linesCount totalDebit totalCredit"
BOTH = {
    "periods": "period*",
    "obLine": "nr accID amnt amntTp",
    "transactions": f"{TOTALS} journal*",
    "journal": "jrnID desc jrnTp transaction*",
    "generalLedger": "ledgerAccount*",
    "trLine": "nr accID docRef effDate desc? amnt amntTp",
    "period": "periodNumber periodDesc? startDatePeriod endDatePeriod",
}
IN_COMPANY = "generalLedger vatCodes? periods openingBalance transactions"
HEADER = "fiscalYear startDate endDate curCode dateCreated softwareDesc softwareVersion"
STRUCTURE = {
    "3.2": BOTH
    | {
        "auditfile": "header company",
        "header": HEADER,
        "company": f"companyIdent? companyName taxRegistrationCountry taxRegIdent {IN_COMPANY}",
        "ledgerAccount": "accID accDesc accTp leadReference? taxonomy*",
        "taxonomy": "taxoRef entryPoint*",
        "entryPoint": "entryPointRef conceptRef",
        "openingBalance": f"opBalDate opBalDesc? {TOTALS} obLine*",
        "transaction": "nr desc? periodNumber trDt sourceID? userID? trLine*",
    },
    "4.0": BOTH
    | {
        "auditfile": "header company",
        "header": f"{HEADER} RGSVersion?",
        "company": f"Commercenr companyName taxRegistrationCountry taxRegIdent {IN_COMPANY}",
        "ledgerAccount": "accID accDesc accTp RGScode?",
        "openingBalance": f"{TOTALS} obLine*",
        "transaction": "nr desc? periodNumber trDt Source? User? trLine*",
    },
}


def check(element: etree._Element, version: str) -> None:
    """Every element with children has the ones it may have, in their order, and all it must."""
    name, children = local(element), [local(child) for child in element]
    if not children:
        return
    assert name in STRUCTURE[version], f"{name} has no place in {version}"
    at = 0
    for wanted in STRUCTURE[version][name].split():
        kind, ending = wanted.rstrip("?*"), wanted[-1]
        count = 0
        while at < len(children) and children[at] == kind:
            at, count = at + 1, count + 1
        assert count or ending in "?*", f"{name} lacks {kind}"
        assert count <= 1 or ending == "*", f"{name} has {count} times {kind}"
    assert at == len(children), f"{children[at]} is not in its place in {name}"
    for child in element:
        check(child, version)


def local(element: etree._Element) -> str:
    return etree.QName(element).localname
