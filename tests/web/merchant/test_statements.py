"""The statement of a payout: on the page, as PDF, CSV and UBL; only of the own shop, no persons."""

import csv
import io

import pypdfium2
import pytest
from lxml import etree

from tests import build
from tests.client import Client
from tests.documents import ubl_rules
from tests.web.merchant.conftest import Shop
from wallet.documents import pdf
from wallet.edge import payout_papers
from wallet.programmes import programmes
from wallet.settlement import settlements
from wallet.settlement.payouts import Payout

UBL = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


@pytest.fixture
def payout(shop: Shop) -> Payout:
    programme = programmes.get(shop.session, shop.merchant.programme_ids[0])
    by = build.a_person(shop.session, name="Treasurer")
    settlement = settlements.draw_up(shop.session, programme, by=by, now=build.NOW)
    shop.session.commit()
    return settlement.payouts[0]


@pytest.fixture
def owner(client: Client, shop: Shop) -> Client:
    client.sign_in(shop.owner)
    return client


def path_of(shop: Shop, payout: Payout) -> str:
    return f"{shop.path}/payouts/{payout.id}"


def test_the_page_adds_up_and_masks_the_account(owner: Client, shop: Shop, payout: Payout) -> None:
    text = owner.get(path_of(shop, payout)).text

    assert "2026-0001" in text
    assert shop.sale.receipt in text
    assert text.count("3,20") == 3  # its line, the sum of sales, the total
    assert payout.iban not in text
    assert payout.iban[-4:] in text
    assert shop.wallet.person.name not in text


def test_the_pdf_says_the_same_and_stays_the_same(
    owner: Client, shop: Shop, payout: Payout
) -> None:
    path = f"{path_of(shop, payout)}/statement.pdf"
    first, again = owner.get(path), owner.get(path)

    assert (first.mimetype, first.data) == ("application/pdf", again.data)
    document = pypdfium2.PdfDocument(first.data)
    words = document[0].get_textpage().get_text_range()
    for word in ("2026-0001", shop.sale.receipt, "3,20", payout.payee, "btw"):
        assert word in words
    assert payout.iban not in words
    assert b"<pdfaid:part>2</pdfaid:part>" in first.data


def test_the_csv_has_a_row_for_each_line(owner: Client, shop: Shop, payout: Payout) -> None:
    answer = owner.get(f"{path_of(shop, payout)}/statement.csv")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][3:] == [shop.sale.receipt, "3,20"]
    assert rows[-1][3:] == ["2026-0001", "3,20"]
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-2", "@sum(a1)", "\t=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert payout_papers.harmless(cell) == f"'{cell}"
    assert payout_papers.harmless("Bakery") == "Bakery"


def test_the_invoice_is_there_for_who_asked(owner: Client, shop: Shop, payout: Payout) -> None:
    path = f"{path_of(shop, payout)}/invoice.xml"
    assert owner.get(path).status_code == 404
    owner.submit(f"{shop.path}/payouts/", form="form[contains(@action, 'self-billing')]")

    refused = owner.get(path)
    assert refused.status_code == 409
    assert shop.merchant.organisation.name in refused.text
    build.an_address(shop.session, shop.merchant.organisation)
    [programme_id] = shop.merchant.programme_ids
    operator = programmes.get(shop.session, programme_id).operator
    build.an_address(shop.session, operator)
    shop.session.commit()

    document = etree.fromstring(owner.get(path).data)

    assert document.findtext(f"{UBL}InvoiceTypeCode") == "389"
    assert ubl_rules.broken_by(document) == []
    assert document.findtext(f".//{UBL}PayableAmount") == "3.20"
    lines = [float(each.text) for each in document.iterfind(f".//{UBL}LineExtensionAmount")]
    assert lines == [3.2, 3.2]
    assert document.findtext(f".//{UBL}TaxAmount") == "0.00"
    owner.submit(f"{shop.path}/payouts/", form="form[contains(@action, 'self-billing')]")
    assert owner.get(path).status_code == 404


@pytest.mark.parametrize("ending", ["", "/statement.pdf", "/statement.csv", "/invoice.xml"])
def test_a_statement_of_another_shop_is_not_there(
    client: Client, shop: Shop, payout: Payout, ending: str
) -> None:
    other = build.a_merchant(shop.session)
    stranger = build.a_member(shop.session, shop.owner.role, other.organisation)
    shop.session.commit()
    client.sign_in(stranger)

    assert client.get(f"{path_of(shop, payout)}{ending}").status_code == 404
    assert client.get(f"/merchant/{other.id}/payouts/{payout.id}{ending}").status_code == 404


def test_each_later_page_says_whose_it_is() -> None:
    names = {"from": ["Doetegoed"], "to": ["Bakker Bram"], "title": "Specificatie 2026-0001"}
    texts = {key: key for key in ("sums_title", "lines_title", "vat")}
    lines = [["16 maart 10:00", "Verkoop", f"7K2M9X{number:02}", "3,20"] for number in range(80)]
    rows = {"facts": [], "sums": [], "total": ["", ""], "lines": lines}
    heads = {"sums_head": ["", "", ""], "head": ["", "", "", ""], "lang": "nl"}

    made = pdf.typeset(payout_papers.TEMPLATE, names | texts | rows | heads, made_at=build.NOW)

    first, *later = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    assert first.count("Specificatie 2026-0001") == 1
    assert later
    assert all(page.startswith("Bakker Bram") for page in later)
    assert all("Specificatie 2026-0001" in page for page in later)
