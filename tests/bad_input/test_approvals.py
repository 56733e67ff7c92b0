"""Two people who approve at the same second: one does, the other hears who was first."""

from collections.abc import Callable
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from tests import build
from tests.bad_input import answers
from tests.bad_input.town import Town
from tests.settlement import debts
from tests.social_return import agreements
from tests.stories import crowd
from wallet import clock
from wallet.settlement import settlements

TREASURERS = ("treasurer", "second treasurer")
OFFICERS = ("officer", "second officer")


@pytest.fixture(scope="module")
def town(town: Town) -> Town:
    """With something to pay: drawing up is no part of these tests."""
    debts.owe(town.session, town.shop, town.fund, 7_50)
    town.session.commit()
    return town


@pytest.fixture(scope="module")
def drawn_up(town: Town) -> Callable[[], UUID]:
    """Settlements that only wait for somebody else to approve."""
    maker = town.members["admin"].person

    def draw_up() -> UUID:
        debts.owe(town.session, town.shop, town.fund, 1_00)
        made = settlements.draw_up(
            town.session, town.programme, by=maker, now=clock.now(), reason="To be spoiled"
        )
        town.session.commit()
        return made.id

    waiting = [draw_up() for _ in range(3)]
    return waiting.pop


def test_two_treasurers_of_the_api(town: Town, drawn_up: Callable[[], UUID]) -> None:
    path = f"/api/settlements/{drawn_up()}/approval"

    both = crowd.at_once([_by_program(town, who, path) for who in TREASURERS])

    assert crowd.statuses(both) == [201, 409]
    late = max(both, key=lambda answer: answer.status_code)
    assert answers.problem(late, 409)["type"] == "/problems/settlement-already-approved"
    assert "Treasurer" in late.json["title"]


def test_two_treasurers_at_their_pages(town: Town, drawn_up: Callable[[], UUID]) -> None:
    path = f"/treasurer/settlements/{drawn_up()}/approval"

    both = crowd.at_once([_at_a_page(town, who, path) for who in TREASURERS])

    assert crowd.statuses(both) == [302, 409]
    answers.refusal(max(both, key=lambda answer: answer.status_code), 409)


def test_one_treasurer_twice(town: Town, drawn_up: Callable[[], UUID]) -> None:
    path = f"/api/settlements/{drawn_up()}/approval"

    both = crowd.at_once([_by_program(town, "treasurer", path)] * 2)

    assert crowd.statuses(both) == [201, 409]


def test_two_officers_on_one_plan(town: Town) -> None:
    path = f"/api/plans/{town.plan.id}/approval"

    both = crowd.at_once([_by_program(town, who, path) for who in OFFICERS])

    assert crowd.statuses(both) == [201, 409]
    late = max(both, key=lambda answer: answer.status_code)
    assert answers.problem(late, 409)["type"] == "/problems/plan-already-decided"


def test_two_plans_for_one_fund(town: Town) -> None:
    """One euro serves one obligation only, whoever approves what."""
    fund = build.a_fund(town.session, town.programme)
    first, second = (
        agreements.a_plan(
            town.session, fund, agreements.an_obligation(town.session, fund.sponsor, officer)
        )
        for officer in (town.members["officer"], town.members["second officer"])
    )
    town.session.commit()

    both = crowd.at_once(
        [
            _by_program(town, who, f"/api/plans/{plan.id}/approval")
            for who, plan in zip(OFFICERS, (first, second), strict=True)
        ]
    )

    assert crowd.statuses(both) == [201, 409]
    late = max(both, key=lambda answer: answer.status_code)
    assert answers.problem(late, 409)["type"] == "/problems/fund-serves-another-obligation"


def _by_program(town: Town, who: str, path: str) -> crowd.Request:
    program, headers = town.program(), town.headers(who)
    return lambda: program.post(path, headers=headers)


def _at_a_page(town: Town, who: str, path: str) -> crowd.Request:
    visitor = town.visitor(who)
    token = answers.csrf_token(visitor)

    def press() -> TestResponse:
        return visitor.post(path, data={"csrf_token": token})

    return press
