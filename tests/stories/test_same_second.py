"""Programs that ask at the same second: every coin moves once, and nobody waits in vain."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import build
from tests.bad_input.town import BALANCE, Town, build_town
from tests.client import bearer
from tests.stories import crowd, proof

CROWD = 16


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


def balance(town: Town) -> int:
    return int(
        town.program().get("/api/wallet", headers=town.headers("phone")).json["balance_cents"]
    )


def test_one_code_with_sixteen_request_ids_pays_once(town: Town) -> None:
    sale = town.a_sale()
    sales = [sale | {"request_id": str(uuid4())} for _ in range(CROWD)]

    answers = crowd.at_once([asking(town, "till", "/api/redemptions", json=one) for one in sales])

    assert crowd.statuses(answers) == [201] + [409] * (CROWD - 1)
    assert balance(town) == BALANCE - 100


def test_one_request_id_sixteen_times_gives_one_answer(town: Town) -> None:
    sale = town.a_sale()

    answers = crowd.at_once([asking(town, "till", "/api/redemptions", json=sale)] * CROWD)

    assert crowd.statuses(answers) == [200] * (CROWD - 1) + [201]
    assert len({answer.text for answer in answers}) == 1
    assert balance(town) == BALANCE - 100


def test_one_code_at_sixteen_tills_pays_once(town: Town) -> None:
    shops = [build.a_till(town.session, merchant=town.shop) for _ in range(CROWD)]
    tokens = [build.a_till_token(town.session, till) for till in shops]
    town.session.commit()
    sale, programs = town.a_sale(), [town.program() for _ in tokens]

    answers = crowd.at_once(
        [
            lambda program=program, token=token: program.post(
                "/api/redemptions", json=sale, headers=bearer(token)
            )
            for program, token in zip(programs, tokens, strict=True)
        ]
    )

    assert crowd.statuses(answers) == [201] + [409] * (CROWD - 1)
    assert balance(town) == BALANCE - 100


def test_till_and_merchant_reverse_one_sale_once(town: Town) -> None:
    sale = town.a_sale(price_cents=700)
    asking(town, "till", "/api/redemptions", json=sale)()
    path = f"/api/redemptions/{sale['request_id']}/reversal"

    answers = crowd.at_once(
        [asking(town, who, path) for who in ("till", "shopkeeper") for _ in range(CROWD // 2)]
    )

    assert crowd.statuses(answers) == [200] * (CROWD - 1) + [201]
    assert len({answer.text for answer in answers}) == 1
    assert balance(town) == BALANCE


def test_a_till_that_gives_up_while_it_asks_never_loses_coins(town: Town) -> None:
    """Whichever comes first, in the end nothing is paid."""
    sale = town.a_sale(price_cents=700)
    path = f"/api/redemptions/{sale['request_id']}/reversal"

    crowd.at_once([asking(town, "till", "/api/redemptions", json=sale), asking(town, "till", path)])
    asked_again = asking(town, "till", "/api/redemptions", json=sale)()

    assert asked_again.status_code in (200, 409)
    assert balance(town) == BALANCE


def test_two_colleagues_verify_one_morning_once(town: Town) -> None:
    path = f"/api/participations/{town.participation.id}/verification"

    answers = crowd.at_once(
        [asking(town, who, path) for who in ("colleague", "second colleague")] * 4
    )

    assert crowd.statuses(answers) == [201] + [409] * 7
    assert balance(town) == BALANCE + 300


def test_one_verifies_while_another_rejects(town: Town) -> None:
    path = f"/api/participations/{town.participation.id}"

    answers = crowd.at_once(
        [
            asking(town, "colleague", f"{path}/verification"),
            asking(town, "second colleague", f"{path}/rejection", json={"reason": "Nobody came"}),
        ]
    )

    assert crowd.statuses(answers) == [201, 409]
    assert balance(town) in (BALANCE, BALANCE + 300)
