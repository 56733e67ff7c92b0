"""Everybody may ask whether the euros are there."""

from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.settlement import debts, files
from tests.settlement.bank_days import BankDays
from wallet.money import Euros


def test_books_and_bank_are_compared_without_an_account(client: Client, committed: Session) -> None:
    fund = build.a_fund(committed, cents=125_00)
    committed.commit()

    answer = client.get("/api/backing")

    assert answer.status_code == 200
    assert answer.json["as_of"] == build.TODAY.isoformat()
    assert answer.json["closing_balance_cents"] == answer.json["books_cents"] == 125_00
    assert answer.json["difference_cents"] == answer.json["unexplained_cents"] == 0
    assert answer.json["verdict"] == "agrees"
    assert [one["id"] for one in answer.json["funds"]] == [str(fund.id)]
    assert answer.json["funds"][0]["received_cents"] == 125_00
    assert answer.json["funds"][0]["spent_cents"] == 0


def test_without_a_statement_there_is_nothing_to_compare(
    client: Client, committed: Session
) -> None:
    build.a_fund(committed)
    committed.commit()

    answer = client.get("/api/backing")

    assert answer.json["as_of"] is None
    assert (answer.json["verdict"], answer.json["difference_cents"]) == ("blocked", 0)


def test_a_difference_names_its_candidates(client: Client, committed: Session) -> None:
    programme = build.a_programme(committed)
    debit = files.a_debit(7_00, name="Bank charges")
    files.take_in(committed, programme, debts.a_statement(committed, programme, debit))
    committed.commit()

    proof = client.get("/api/backing").json

    assert (proof["verdict"], proof["unexplained_cents"]) == ("differs", -7_00)
    [account] = proof["accounts"]
    assert account["candidates"] == [{"kind": "went-out", "amount_cents": -7_00}]
    assert "Bank charges" not in client.get("/api/backing").text


def test_a_missing_statement_leaves_it_unproven(client: Client, committed: Session) -> None:
    bank = BankDays(committed, build.a_programme(committed), opening=Euros(0))
    for cents in (5_00, 7_00, 2_00):
        bank.book(files.a_credit(cents))
        bank.end_day(arrives=cents != 7_00)
    committed.commit()

    proof = client.get("/api/backing").json

    assert proof["verdict"] == "blocked"
    [account] = proof["accounts"]
    assert [gap["missing_cents"] for gap in account["gaps"]] == [7_00]
    assert account["candidates"][0] == {"kind": "gap", "amount_cents": 7_00}


def test_a_proof_is_read_only(client: Client) -> None:
    assert client.post("/api/backing").status_code == 405
