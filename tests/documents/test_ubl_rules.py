"""An electronic invoice keeps every rule; each rule has teeth; what is missing is refused."""

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from tests import build
from tests.documents import ubl_rules
from wallet.funds import payment_request_invoices, payment_requests
from wallet.funds.payment_request_invoices import Words
from wallet.funds.payment_requests import PaymentRequest
from wallet.identity import organisations, parties
from wallet.identity.parties import AddressMissing, KvkNumberMissing
from wallet.money import Euros

WORDS = Words(note="No VAT", terms="No last day", line="Coins")


def a_request(session: Session) -> PaymentRequest:
    fund = build.a_fund(session, build.a_programme(session))
    by = build.a_person(session)
    return payment_requests.request(session, fund, amount=Euros(1_250_50), by=by, now=build.NOW)


def a_document(session: Session) -> etree._Element:
    request = a_request(session)
    build.an_address(session, request.fund.sponsor)
    build.an_address(session, request.fund.programme.operator)
    return etree.fromstring(payment_request_invoices.write(session, request, WORDS))


def test_every_rule_is_kept(session: Session) -> None:
    assert ubl_rules.broken_by(a_document(session)) == []


def test_without_an_address_it_is_refused(session: Session) -> None:
    request = a_request(session)
    build.an_address(session, request.fund.programme.operator)

    with pytest.raises(AddressMissing) as refused:
        payment_request_invoices.write(session, request, WORDS)

    assert refused.value.organisation == request.fund.sponsor.name


def test_without_a_kvk_number_it_is_refused(session: Session) -> None:
    nameless = organisations.register(session, name="No number yet")
    build.an_address(session, nameless)

    with pytest.raises(KvkNumberMissing) as refused:
        parties.of(session, nameless, at=build.NOW)

    assert refused.value.organisation == "No number yet"


PARTY = "cac:AccountingSupplierParty/cac:Party"
OTHER = "cac:AccountingCustomerParty/cac:Party"


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("cac:PaymentTerms", "BR-CO-25"),
        ("cac:PaymentMeans", "BR-NL-11"),
        ("cbc:BuyerReference", "BR-NL-2"),
        (f"{PARTY}/cac:PostalAddress", "BR-09"),
        (f"{PARTY}/cac:PostalAddress/cbc:StreetName", "BR-NL-3"),
        (f"{PARTY}/cac:PostalAddress/cbc:CityName", "BR-NL-3"),
        (f"{OTHER}/cac:PostalAddress/cbc:PostalZone", "BR-NL-4"),
        (f"{PARTY}/cac:PartyLegalEntity/cbc:CompanyID", "BR-CO-26"),
        (f"{PARTY}/cac:PartyLegalEntity/cbc:CompanyID", "BR-NL-1"),
        (f"{OTHER}/cac:PartyLegalEntity/cbc:CompanyID", "BR-NL-10"),
        (f"{PARTY}/cbc:EndpointID", "BR-62"),
        ("cbc:CustomizationID", "SI-UBL 2.0"),
        ("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason", "BR-O-10"),
        ("cac:InvoiceLine/cac:Price", "BR-26"),
    ],
)
def test_what_is_missing_breaks_its_rule(session: Session, path: str, rule: str) -> None:
    document = a_document(session)
    found = document.find(path, ubl_rules.NAMES)
    assert found is not None
    parent = found.getparent()
    assert parent is not None
    parent.remove(found)

    assert rule in ubl_rules.broken_by(document)


@pytest.mark.parametrize(
    ("path", "tag", "rule"),
    [
        (f"{PARTY}/cac:PostalAddress", "CountrySubentity", "BR-NL-28"),
        ("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", "TaxExemptionReasonCode", "BR-NL-35"),
        ("cac:PaymentMeans/cac:PayeeFinancialAccount", "Name", "BR-NL-30"),
    ],
)
def test_what_is_advised_against_breaks_its_rule(
    session: Session, path: str, tag: str, rule: str
) -> None:
    document = a_document(session)
    found = document.find(path, ubl_rules.NAMES)
    assert found is not None
    etree.SubElement(found, f"{{{ubl_rules.NAMES['cbc']}}}{tag}").text = "x"

    assert rule in ubl_rules.broken_by(document)
