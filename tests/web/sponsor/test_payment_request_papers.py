"""A payment request on paper and for bookkeeping."""

import pypdfium2
import pytest
from lxml import etree
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.client import Client
from tests.documents import ubl_rules
from tests.treasury import Treasury
from wallet.banking import ibans
from wallet.funds.payment_requests import PaymentRequest
from wallet.identity.memberships import Membership

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


@pytest.fixture
def asked(office: Treasury) -> PaymentRequest:
    return office.a_request(1_250_50)


def a_sponsor(office: Treasury) -> Membership:
    sponsor = treasury.a_sponsor(office)
    office.session.commit()
    return sponsor


@pytest.mark.parametrize(
    ("language", "title", "amount"),
    [("nl", "Betaalverzoek", "€ 1.250,50"), ("en", "Payment request", "€1,250.50")],
)
def test_a_sponsor_gets_a_page_to_pay_from(
    client: Client,
    office: Treasury,
    asked: PaymentRequest,
    *,
    language: str,
    title: str,
    amount: str,
) -> None:
    client.sign_in(a_sponsor(office))
    build.an_address(office.session, office.fund.sponsor)
    office.session.commit()
    path = f"/sponsor/funds/payment-requests/{asked.id}.pdf"

    answer = client.get(path, headers={"Accept-Language": language})
    document = pypdfium2.PdfDocument(answer.data)
    words = document[0].get_textpage().get_text_range().replace("\u00a0", " ")

    assert answer.mimetype == "application/pdf"
    assert len(document) == 1
    assert title in words
    assert amount in words
    assert "Marktplein 12-a" in words
    assert f"KvK {office.fund.sponsor.kvk_number}" in words
    assert ibans.in_groups(asked.reference) in words
    assert ibans.in_groups(asked.iban) in words


def test_bookkeeping_gets_a_document_without_vat(
    client: Client, office: Treasury, asked: PaymentRequest
) -> None:
    client.sign_in(a_sponsor(office))
    path = f"/sponsor/funds/payment-requests/{asked.id}.xml"
    build.an_address(office.session, office.programme.operator)
    office.session.commit()

    refused = client.get(path)
    assert refused.status_code == 409
    assert f"Het adres van {office.fund.sponsor.name} is niet bekend" in refused.text
    build.an_address(office.session, office.fund.sponsor)
    office.session.commit()
    answer = client.get(path)
    document = etree.fromstring(answer.data)

    def said(path: str) -> str | None:
        found = document.find(path, NAMES)
        return None if found is None else found.text

    assert ubl_rules.broken_by(document) == []
    assert said("cbc:InvoiceTypeCode") == "380"
    assert said("cac:PaymentMeans/cbc:PaymentID") == asked.reference
    assert said("cac:LegalMonetaryTotal/cbc:PayableAmount") == "1250.50"
    assert said("cac:TaxTotal/cbc:TaxAmount") == "0.00"
    assert said(".//cac:TaxCategory/cbc:ID") == "O"


@pytest.mark.parametrize("kind", ["pdf", "xml"])
def test_a_request_to_somebody_else_is_not_there(
    client: Client, committed: Session, asked: PaymentRequest, kind: str
) -> None:
    client.sign_in(a_sponsor(treasury.open_treasury(committed)))

    answer = client.get(f"/sponsor/funds/payment-requests/{asked.id}.{kind}")

    assert answer.status_code == 404
