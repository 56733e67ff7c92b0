"""Everybody may see whether the money is there."""

import base64
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from lxml import html
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.client import Client
from wallet.ledger.seal_keys import SigningKey
from wallet.settlement import backing_days

ROOT = Path(__file__).parents[3]
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


def test_a_cent_that_went_out_unasked_is_a_no(client: Client, committed: Session) -> None:
    treasury.open_treasury(committed).an_unmatched_entry(1, is_credit=False)

    assert verdict(client) == "No. There is a difference of -€0.01."
    page = client.get("/backing", headers=ENGLISH).text
    assert "A payment that nobody ordered here" in page
    assert "Explains all of it" in page


def test_a_cent_that_nobody_placed_yet_is_named(client: Client, committed: Session) -> None:
    fund = build.a_fund(committed)
    build.a_bank_entry(committed, fund.programme, 1)
    committed.commit()

    assert verdict(client) == "Yes. Every coin is covered."
    assert "There is €0.01 more in the bank." in client.get("/backing", headers=ENGLISH).text


def test_without_a_statement_there_is_nothing_to_compare(
    client: Client, committed: Session
) -> None:
    build.a_fund(committed)
    committed.commit()

    assert verdict(client) == "There is nothing to compare yet."


def test_the_front_page_leads_everywhere(client: Client) -> None:
    links = html.fromstring(client.get("/").text).xpath("//main//a/@href")

    assert {"/enrol", "/sign-in/", "/backing", "/till/pair"} <= set(links)


def test_each_day_is_listed_and_can_be_checked_offline(
    client: Client, committed: Session, tmp_path: Path
) -> None:
    build.a_fund(committed, cents=125_00)
    key = SigningKey(bytes(range(32)))
    for days in range(3):
        backing_days.prove(committed, key, now=build.NOW + timedelta(days=days))
    committed.commit()

    page = client.get("/backing/days", headers=ENGLISH).text
    days = client.get("/backing/days.json").json
    days["public_keys"] = {key.id: base64.b64encode(key.public).decode()}
    good, forged = tmp_path / "days.json", tmp_path / "forged.json"
    good.write_text(json.dumps(days), "utf-8")
    days["days"][1]["lines"][0] = "total 2026-06-01 1 1 0 agrees"
    forged.write_text(json.dumps(days), "utf-8")

    assert page.count("Yes, to the cent") == 3
    assert "3 days, signed and in one chain" in _verify(good).stdout
    assert "NOT PROVEN" in _verify(forged).stderr


def test_a_day_that_is_no_day_is_not_found(client: Client) -> None:
    assert client.get("/backing/days?before=yesterday").status_code == 404


def _verify(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "docs" / "verify_backing.py"), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
