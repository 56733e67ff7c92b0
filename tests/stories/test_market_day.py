"""A market day: sales, reversals, rewards and a settlement all at once, and every cent is right."""

from collections.abc import Iterator
from random import Random
from uuid import uuid4

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import build
from tests.bad_input.town import Town, build_town
from tests.build import Phone
from tests.stories import crowd, proof
from wallet import clock
from wallet.ledger import accounts
from wallet.ledger.accounts import AccountKind

SHOPPERS = 8
EACH = 100_00
OWED_ELSEWHERE = 12_00
"""Cents. The town knows a sale at another shop, which is paid with the others."""


def test_a_busy_hour_leaves_every_cent_where_it_belongs(
    committed: Session, app: Flask, engine: Engine
) -> None:
    town = build_town(committed, app)
    phones = [_a_shopper(town) for _ in range(SHOPPERS)]
    town.session.commit()

    answers = [
        answer
        for round_number in range(3)
        for answer in crowd.at_once([*_visits(town, phones, round_number), *_office(town)])
    ]

    unheard_of = [each.text for each in answers if each.status_code not in (200, 201, 409)]
    assert unheard_of == []
    assert [answer for answer in answers if answer.status_code == 201]
    proof.is_clean(engine)
    assert _held(town, phones) + _owed(town) == SHOPPERS * EACH + OWED_ELSEWHERE


def _a_shopper(town: Town) -> Phone:
    """With coins of two funds, so that sales cross."""
    phone = build.a_phone(town.session)
    build.a_registration(town.session, town.members["coordinator"], town.programme, phone.wallet)
    today = clock.day_of(clock.now())
    for fund in (town.fund, build.a_fund(town.session, town.programme)):
        until = today.replace(year=today.year + 1, day=1)
        build.give(town.session, phone.wallet, fund, EACH // 2, expires_on=until)
    return phone


def _visits(town: Town, phones: list[Phone], round_number: int) -> Iterator[crowd.Request]:
    """Everybody pays, and every other sale is given back at once."""
    random = Random(round_number)  # noqa: S311 - the same hour every time
    for number, phone in enumerate(phones):
        sale = {
            "request_id": str(uuid4()),
            "code": phone.code(clock.now(), steps=round_number - 1),
            "price_cents": random.randrange(1, 60_00),
        }
        yield _visit(town, sale, is_mistake=bool(number % 2))


def _visit(town: Town, sale: dict[str, object], *, is_mistake: bool) -> crowd.Request:
    program, headers = town.program(), town.headers("till")

    def pay() -> TestResponse:
        paid = program.post("/api/redemptions", json=sale, headers=headers)
        if not is_mistake:
            return paid
        path = f"/api/redemptions/{sale['request_id']}/reversal"
        return program.post(path, headers=headers)

    return pay


def _office(town: Town) -> Iterator[crowd.Request]:
    """Meanwhile shops are paid."""
    asked = {"programme_id": str(town.programme.id), "reason": "Market day"}
    for who in ("treasurer", "second treasurer"):
        program, headers = town.program(), town.headers(who)
        yield lambda program=program, headers=headers: program.post(
            "/api/settlements", json=asked, headers=headers
        )


def _held(town: Town, phones: list[Phone]) -> int:
    wallets = [accounts.balances(town.session, AccountKind.PURSE, p.wallet.id) for p in phones]
    return sum(balance.cents for held in wallets for balance in held.values())


def _owed(town: Town) -> int:
    """To the shop, or set aside for a payout to it."""
    owed = accounts.balances(town.session, AccountKind.MERCHANT, town.shop.id)
    settlements = town.program().get("/api/settlements", headers=town.headers("treasurer")).json
    drawn_up = sum(each["total_cents"] for each in settlements)
    return sum(balance.cents for balance in owed.values()) + int(drawn_up)
