"""Treasurers and colleagues who ask at the same second: no euro is counted, or given, twice."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import build
from tests.bad_input.town import Town, build_town
from tests.settlement import debts
from tests.stories import bank_files, crowd, proof
from wallet import clock
from wallet.activities.activities import Activity
from wallet.funds import payment_requests
from wallet.money import Euros

TAKEN_IN = {"entries": 3, "matched": 2, "unmatched": 1}


@pytest.fixture
def town(committed: Session, app: Flask) -> Town:
    return build_town(committed, app)


@pytest.fixture(autouse=True)
def books_stay_clean(town: Town, engine: Engine) -> Iterator[None]:
    yield
    proof.is_clean(engine)


def asking(town: Town, who: str, path: str, **asked: Any) -> crowd.Request:
    program, headers = town.program(), town.headers(who)
    return lambda: program.post(path, headers=headers, **asked)


def a_statement(town: Town) -> bytes:
    """EUR 1,250.00 came in for the town's fund."""
    request = payment_requests.request(
        town.session,
        town.fund,
        amount=Euros(1250_00),
        by=town.members["sponsor"].person,
        now=clock.now(),
    )
    town.session.commit()
    return bank_files.top_up("08", iban=town.iban, reference=request.reference)


def test_one_statement_four_times_fills_the_pot_once(town: Town) -> None:
    statement, before = a_statement(town), pot(town)

    answers = crowd.at_once([asking(town, "treasurer", "/api/bank-statements", data=statement)] * 4)

    assert crowd.statuses(answers) == [200, 200, 200, 201]
    assert [answer.json for answer in answers] == [TAKEN_IN] * 4
    assert pot(town) == before + 1250_00


def test_the_same_entries_in_four_files_fill_the_pot_once(town: Town) -> None:
    """A bank that sends a day again, with other blanks in the file."""
    statement, before = a_statement(town), pot(town)
    files = [statement + b"\n" * number for number in range(4)]

    answers = crowd.at_once(
        [asking(town, "treasurer", "/api/bank-statements", data=file) for file in files]
    )

    assert crowd.statuses(answers) == [201] * 4
    assert [answer.json for answer in answers] == [TAKEN_IN] * 4
    assert pot(town) == before + 1250_00


def test_two_treasurers_assign_one_entry_once(town: Town) -> None:
    """EUR 25.40 came without a reference."""
    statement, before = a_statement(town), pot(town)
    asking(town, "treasurer", "/api/bank-statements", data=statement)()
    program, headers = town.program(), town.headers("treasurer")
    unmatched = program.get("/api/bank-statements/unmatched", headers=headers).json
    (entry,) = (each for each in unmatched if each["amount_cents"] == 25_40)
    path = f"/api/funds/{town.fund.id}/payment-requests"
    request_id = program.get(path, headers=headers).json[0]["id"]

    answers = crowd.at_once(
        [
            asking(
                town,
                who,
                f"/api/bank-entries/{entry['id']}/assignment",
                json={"payment_request_id": request_id},
            )
            for who in ("treasurer", "second treasurer")
        ]
    )

    assert crowd.statuses(answers) == [201, 409]
    assert pot(town) == before + 1275_40


def test_the_pot_is_allotted_once(town: Town) -> None:
    """EUR 600.00 twice, and EUR 1,000.00 is there."""
    gardeners = str(town.members["coordinator"].organisation_id)
    asked = {"organisation_id": gardeners, "amount_cents": 600_00}
    path = f"/api/funds/{town.fund.id}/allotments"

    answers = crowd.at_once([asking(town, "treasurer", path, json=asked)] * 2)

    assert crowd.statuses(answers) == [201, 409]
    assert pot(town) == 400_00


def test_what_shops_are_owed_is_drawn_up_once(town: Town) -> None:
    """EUR 7.50, beside the EUR 12.00 of the sale the town knows already."""
    debts.owe(town.session, town.shop, town.fund, 7_50)
    town.session.commit()
    asked = {"programme_id": str(town.programme.id), "reason": "Both at once"}

    answers = crowd.at_once(
        [
            asking(town, who, "/api/settlements", json=asked)
            for who in ("treasurer", "second treasurer")
        ]
    )

    assert crowd.statuses(answers) == [201, 409]
    drawn_up = min(answers, key=lambda answer: answer.status_code).json
    assert drawn_up["total_cents"] == 19_50


def pot(town: Town) -> int:
    path = f"/api/funds/{town.fund.id}"
    return int(town.program().get(path, headers=town.headers("sponsor")).json["pot_cents"])


def test_one_budget_pays_for_one_of_two_mornings(town: Town) -> None:
    """EUR 60.00 each, and EUR 100.00 is left."""
    coordinator = town.members["coordinator"]
    garden = build.an_activity(town.session, coordinator, town.programme, coins=5)
    paths = [f"/api/participations/{_half_a_day(town, garden)}/verification" for _ in range(2)]

    answers = crowd.at_once([asking(town, "colleague", path) for path in paths])

    assert crowd.statuses(answers) == [201, 409]
    late = max(answers, key=lambda answer: answer.status_code)
    assert late.json["type"] == "/problems/budget-empty"


def _half_a_day(town: Town, activity: Activity) -> str:
    """Of somebody new, for twelve hours."""
    done = build.a_participation(
        town.session,
        town.members["coordinator"],
        town.programme,
        activity=activity,
        minutes=720,
    )
    town.session.commit()
    return str(done.id)
