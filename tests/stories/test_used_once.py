"""What is good for one use is used once, however many try at the same second."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import build
from tests.bad_input.answers import csrf_token
from tests.bad_input.town import Town, build_town
from tests.settlement import debts
from tests.stories import crowd
from wallet import clock
from wallet.identity import sign_in
from wallet.merchants import pairings
from wallet.settlement import approvals, settlements
from wallet.wallets import enrolments

CROWD = 8


@pytest.fixture
def town(committed: Session, app: Flask) -> Town:
    return build_town(committed, app)


def test_one_start_code_makes_one_phone(town: Town) -> None:
    coordinator = town.members["coordinator"].person
    code = enrolments.issue(town.session, town.phone.wallet, by=coordinator, now=clock.now())
    town.session.commit()

    answers = crowd.at_once([_trying(town, "/api/enrolments", code)] * CROWD)

    assert crowd.statuses(answers) == [201] + [409] * (CROWD - 1)


def test_one_pairing_code_makes_one_till(town: Town) -> None:
    till = build.a_till(town.session, merchant=town.shop)
    owner = town.members["shopkeeper"].person
    code = pairings.issue(town.session, till, by=owner, now=clock.now())
    town.session.commit()

    answers = crowd.at_once([_trying(town, "/api/tills/pairings", code)] * CROWD)

    assert crowd.statuses(answers) == [201] + [409] * (CROWD - 1)


def test_one_sign_in_link_signs_one_browser_in(town: Town) -> None:
    token = sign_in.issue(town.session, town.members["treasurer"].person, now=clock.now())
    town.session.commit()
    browsers = [town.program() for _ in range(CROWD)]
    csrf_tokens = [csrf_token(browser) for browser in browsers]

    answers = crowd.at_once(
        [
            lambda browser=browser, csrf=csrf: browser.post(
                f"/sign-in/{token}", data={"csrf_token": csrf}
            )
            for browser, csrf in zip(browsers, csrf_tokens, strict=True)
        ]
    )

    assert crowd.statuses(answers) == [302] + [409] * (CROWD - 1)
    signed_in = [browser for browser in browsers if browser.get("/treasurer/").status_code == 200]
    assert len(signed_in) == 1


def test_one_settlement_is_one_payment_file(town: Town) -> None:
    settlement_id = _an_approved_settlement(town)
    path = f"/api/settlements/{settlement_id}/payment-file"
    program, headers = town.program(), town.headers("treasurer")

    def make() -> TestResponse:
        return program.post(path, headers=headers)

    answers = crowd.at_once([make] * CROWD)

    assert crowd.statuses(answers) == [200] * (CROWD - 1) + [201]
    assert len({answer.data for answer in answers}) == 1


def _trying(town: Town, path: str, code: str) -> crowd.Request:
    program = town.program()
    return lambda: program.post(path, json={"code": code})


def _an_approved_settlement(town: Town) -> UUID:
    debts.owe(town.session, town.shop, town.fund, 7_50)
    maker, other = (town.members[who].person for who in ("treasurer", "second treasurer"))
    settlement = settlements.draw_up(
        town.session, town.programme, by=maker, now=clock.now(), reason="Story"
    )
    approvals.approve(town.session, settlement, by=other, now=clock.now())
    town.session.commit()
    return settlement.id
