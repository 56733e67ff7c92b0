"""Everybody may see whether the money is there."""

from lxml import html
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client

ENGLISH = {"Accept-Language": "en"}


def verdict(client: Client, language: dict[str, str] = ENGLISH) -> str:
    page = html.fromstring(client.get("/backing", headers=language).text)
    return str(page.xpath("string(//section[contains(@class, 'verdict')]/h2)"))


def test_books_that_equal_the_bank_are_a_yes(client: Client, committed: Session) -> None:
    fund = build.a_fund(committed, cents=125_00)
    committed.commit()

    assert verdict(client) == "Yes. Every coin is covered."
    assert verdict(client, {"Accept-Language": "nl"}) == "Ja. Elke munt is gedekt."
    page = client.get("/backing", headers=ENGLISH).text
    assert fund.name in page
    assert "€125.00" in page
    assert fund.sponsor.name not in page


def test_a_cent_of_difference_is_a_no(client: Client, committed: Session) -> None:
    fund = build.a_fund(committed)
    build.a_bank_entry(committed, fund.programme, 1)  # nobody placed it yet
    committed.commit()

    assert verdict(client) == "No. There is a difference of €0.01."


def test_without_a_statement_there_is_nothing_to_compare(
    client: Client, committed: Session
) -> None:
    build.a_fund(committed)
    committed.commit()

    assert verdict(client) == "There is nothing to compare yet."


def test_the_front_page_leads_everywhere(client: Client) -> None:
    links = html.fromstring(client.get("/").text).xpath("//main//a/@href")

    assert {"/enrol", "/sign-in/", "/backing", "/till/pair"} <= set(links)
