"""Everybody may ask whether the euros are there."""

from sqlalchemy.orm import Session

from tests import build
from tests.client import Client


def test_books_and_bank_are_compared_without_an_account(client: Client, committed: Session) -> None:
    fund = build.a_fund(committed, cents=125_00)
    committed.commit()

    answer = client.get("/api/backing")

    assert answer.status_code == 200
    assert answer.json["as_of"] == build.TODAY.isoformat()
    assert answer.json["closing_balance_cents"] == answer.json["books_cents"] == 125_00
    assert answer.json["difference_cents"] == 0
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
    assert answer.json["difference_cents"] == 0


def test_a_proof_is_read_only(client: Client) -> None:
    assert client.post("/api/backing").status_code == 405
