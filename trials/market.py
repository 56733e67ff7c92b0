"""A market day for the trial of the till: shops with paired tills, and phones with coins."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from random import Random

from flask import Flask
from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from tests.client import Client
from trials.till_client import Credentials
from wallet import clock
from wallet.merchants import pairings
from wallet.merchants.merchants import Merchant
from wallet.merchants.tills import Till

SHOPS = 5
PHONES_A_WALLET = 50
COOKIES = ("wallet", "wallet_device")


@dataclass(frozen=True)
class Market:
    """Each phone is used once, so that two sales of one phone would be seen as a double."""

    tills: list[Credentials]
    phones: list[Phone]


def open_market(session: Session, app: Flask, *, sales: int, tills: int, chance: Random) -> Market:
    """Some wallets hold too little for all their phones: partly paid and refused sales too."""
    programme = build.a_programme(session)
    fund = build.a_fund(session, programme)
    shops = [build.a_merchant(session, programme) for _ in range(SHOPS)]
    lapses_on = clock.day_of(clock.now() + timedelta(days=200))
    phones: list[Phone] = []
    while len(phones) < sales:
        wallet = build.a_wallet(session)
        phones += [build.a_phone(session, wallet) for _ in range(PHONES_A_WALLET)]
        build.give(session, wallet, fund, chance.randrange(200_00, 800_00), expires_on=lapses_on)
    paired = [a_tablet(session, app, shops[number % SHOPS]) for number in range(tills)]
    return Market(paired, chance.sample(phones, sales))


def a_tablet(session: Session, app: Flask, shop: Merchant) -> Credentials:
    """Pair a tablet with a new till of this shop, as somebody in a browser would."""
    till: Till = build.a_till(session, merchant=shop)
    code = pairings.issue(session, till, by=build.a_person(session), now=clock.now())
    session.commit()
    tablet = app.test_client()
    assert isinstance(tablet, Client)
    assert tablet.submit("/till/pair", code=code).status_code == HTTPStatus.FOUND
    csrf = tablet.get("/till/state", headers={"Accept": "application/json"}).get_json()["csrf"]
    kept = [(name, tablet.get_cookie(name)) for name in COOKIES]
    return Credentials("; ".join(f"{name}={one.value}" for name, one in kept if one), csrf)
