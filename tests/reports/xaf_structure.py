"""The structure of an XML Auditfile Financieel, as far as we write it: our own reading of it.

3.2: XmlAuditfileFinancieel3.2.xsd (namespace http://www.auditfiles.nl/XAF/3.2). 4.0: XMLAuditfile
Financieel 4.0.3 of https://odb.belastingdienst.nl, its functional hierarchy and its rules [0004] to
[0010]. For each element: which others it holds and in which order, which are optional ("?") or
repeated ("*", at least once "+"), and what a text may be. No schema of a third party runs.
"""

import re
from decimal import Decimal

from lxml import etree

TOTALS = "linesCount totalDebit totalCredit"
BOTH = {
    "periods": "period*",
    "obLine": "nr accID amnt amntTp",
    "transactions": f"{TOTALS} journal*",
    "journal": "jrnID desc jrnTp? offsetAccID? transaction*",
    "generalLedger": "ledgerAccount+",
}
IN_COMPANY = "generalLedger? vatCodes? periods? openingBalance transactions?"
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
        "period": "periodNumber periodDesc? startDatePeriod endDatePeriod",
        "openingBalance": f"opBalDate opBalDesc? {TOTALS} obLine*",
        "transaction": "nr desc? periodNumber trDt amnt? amntTp? sourceID? userID? trLine*",
        "trLine": "nr accID docRef effDate desc? amnt amntTp",
    },
    "4.0": BOTH
    | {
        "auditfile": "header company",
        "header": f"{HEADER} RGSVersion?",
        "company": f"Commercenr? companyName taxRegistrationCountry taxRegIdent {IN_COMPANY}",
        "ledgerAccount": "accID accDesc accTp RGScode?",
        "period": "periodNumber startDatePeriod endDatePeriod",
        "openingBalance": f"{TOTALS} obLine*",
        "transaction": "nr desc? periodNumber trDt Source? User? trLine*",
        "trLine": "nr accID docRef effDate settDate? desc? amnt amntTp",
    },
}

DAY, AMOUNT = r"\d{4}-\d\d-\d\d", r"-?\d{1,18}\.\d\d"
IDENTIFICATION = r"(?s).{1,35}"
ANY = {
    "fiscalYear": r"\d{4}(-\d{4})?",
    "startDate": DAY,
    "endDate": DAY,
    "curCode": "EUR",
    "dateCreated": DAY,
    "softwareDesc": ".{1,50}",
    "softwareVersion": ".{1,20}",
    "taxRegistrationCountry": "NL",
    "taxRegIdent": ".{1,30}",
    "accID": IDENTIFICATION,
    "accTp": "B|P",
    "periodNumber": r"\d{1,3}",
    "startDatePeriod": DAY,
    "endDatePeriod": DAY,
    "linesCount": r"\d{1,10}",
    "totalDebit": AMOUNT,
    "totalCredit": AMOUNT,
    "nr": IDENTIFICATION,
    "amnt": AMOUNT,
    "amntTp": "C|D",
    "jrnID": IDENTIFICATION,
    "jrnTp": "[BCGMOPSTYZ]",
    "desc": "(?s).+",
    "trDt": DAY,
    "effDate": DAY,
}
TEXTS = {
    "3.2": ANY
    | {
        "companyIdent": IDENTIFICATION,
        "companyName": ".{1,999}",
        "accDesc": ".{1,999}",
        "taxoRef": ".+",
        "entryPointRef": ".+",
        "conceptRef": "[BW][A-Za-z]{3,}",
        "opBalDate": DAY,
        "opBalDesc": ".{1,999}",
        "docRef": ".{1,999}",
    },
    "4.0": ANY
    | {
        "RGSVersion": ".{1,20}",
        "Commercenr": ".{1,100}",
        "companyName": ".{1,255}",
        "accDesc": ".{1,255}",
        "RGScode": "[BW][A-Za-z]{3,254}",
        "docRef": ".{1,255}",
    },
}
UNIQUE = ("ledgerAccount/accID", "period/periodNumber", "journal/jrnID")
REFERRING = {"obLine/accID": UNIQUE[0], "trLine/accID": UNIQUE[0]} | {
    "transaction/periodNumber": UNIQUE[1]
}


def check(root: etree._Element, version: str) -> None:
    """Every element is in its place, says what it may, refers to what is there, and adds up."""
    _check(root, version)
    for path in UNIQUE:
        assert len(_texts(root, path)) == len(set(_texts(root, path))), f"{path} twice"
    for path, other in REFERRING.items():
        assert set(_texts(root, path)) <= set(_texts(root, other)), f"{path} refers to nothing"
    for holder, lines in (("openingBalance", "obLine"), ("transactions", "trLine")):
        [element] = root.iter(f"{{*}}{holder}")
        _check_totals(element, list(element.iter(f"{{*}}{lines}")))
    for transaction in root.iter("{*}transaction"):
        found = list(transaction.iter("{*}trLine"))
        assert _sum(found, "D") == _sum(found, "C"), "[0010]"
        numbers = [line.findtext("{*}nr") for line in found]
        assert len(numbers) == len(set(numbers))
    numbers = _texts(root, "transaction/nr")
    assert len(numbers) == len(set(numbers))


def _check(element: etree._Element, version: str) -> None:
    name, children = local(element), [local(child) for child in element]
    if name not in STRUCTURE[version]:
        assert not children, f"{name} has no place in {version}"
        text = element.text or ""
        assert name in TEXTS[version], f"{name} has no place in {version}"
        assert re.fullmatch(TEXTS[version][name], text), f"{name} cannot be {text!r}"
        return
    at = 0
    for wanted in STRUCTURE[version][name].split():
        kind, ending = wanted.rstrip("?*+"), wanted[-1]
        count = 0
        while at < len(children) and children[at] == kind:
            at, count = at + 1, count + 1
        assert count or ending in "?*", f"{name} lacks {kind}"
        assert count <= 1 or ending in "*+", f"{name} has {count} times {kind}"
    assert at == len(children), f"{children[at]} is not in its place in {name}"
    for child in element:
        _check(child, version)


def _check_totals(element: etree._Element, lines: list[etree._Element]) -> None:
    """[0004] to [0009]: the totals at the top are those of the lines, and each other's."""
    assert element.findtext("{*}linesCount") == str(len(lines))
    debit, credit = _sum(lines, "D"), _sum(lines, "C")
    assert Decimal(element.findtext("{*}totalDebit") or "x") == debit == credit
    assert Decimal(element.findtext("{*}totalCredit") or "x") == credit


def _sum(lines: list[etree._Element], side: str) -> Decimal:
    return sum(
        (
            Decimal(line.findtext("{*}amnt") or "x")
            for line in lines
            if line.findtext("{*}amntTp") == side
        ),
        Decimal(0),
    )


def _texts(root: etree._Element, path: str) -> list[str]:
    parent, name = path.split("/")
    return [one.findtext(f"{{*}}{name}") or "" for one in root.iter(f"{{*}}{parent}")]


def local(element: etree._Element) -> str:
    return etree.QName(element).localname
