"""A market day for the trial of the till: shops with paired tills, people with phones and cards."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from random import Random

from flask import Flask
from sqlalchemy.orm import Session

from tests import build
from tests.build import HeldCard, Phone
from tests.client import Client
from tests.world.cards import a_sheets_numbers
from trials.customers import PIN, CardHolder, Customer, Habit, PhoneOwner
from trials.till_client import Credentials
from wallet import clock
from wallet.codes import card_handovers
from wallet.codes.card_stock import MOST_PAGES
from wallet.funds.funds import Fund
from wallet.identity.memberships import Membership
from wallet.merchants import pairings
from wallet.merchants.merchants import Merchant
from wallet.merchants.tills import Till
from wallet.wallets import pins
from wallet.wallets.wallets import Wallet

SHOPS = 5
PHONES_A_WALLET = 50
WITH_CARD, ABOVE_FLOOR = 0.06, 0.10
USUAL, LARGE, BY_CARD = (50, 20_00), (25_01, 60_00), (50, 30_00)
"""Cents. Above 25.00 a phone is asked first; above 10.00 a card's holder types the PIN."""
ON_PHONE = {Habit.RIGHT: 70, Habit.NO: 15, Habit.WRONG: 10, Habit.NOTHING: 5}
BY_HAND = {Habit.RIGHT: 85, Habit.WRONG: 10, Habit.NOTHING: 5}
"""Out of a hundred."""
COOKIES = ("wallet", "wallet_device")


@dataclass(frozen=True)
class Market:
    """Each phone and card is used once: two sales of one would be seen as a double."""

    tills: list[Credentials]
    customers: list[Customer]


def open_market(session: Session, app: Flask, *, sales: int, tills: int, chance: Random) -> Market:
    """Some wallets hold too little for all their phones: partly paid and refused sales too."""
    programme = build.a_programme(session)
    fund = build.a_fund(session, programme)
    coordinator = build.a_coordinator(session, programme)
    shops = [build.a_merchant(session, programme) for _ in range(SHOPS)]
    cards = the_cards(session, coordinator, fund, chance, round(sales * WITH_CARD))
    customers = [a_card_holder(card, chance) for card in cards]
    while len(customers) < sales:
        phones = the_phones(session, coordinator, fund, chance)
        customers += [a_phone_owner(phone, chance) for phone in phones]
    paired = [a_tablet(session, app, shops[number % SHOPS]) for number in range(tills)]
    chance.shuffle(customers)
    return Market(paired, customers[:sales])


def the_phones(
    session: Session, coordinator: Membership, fund: Fund, chance: Random
) -> list[Phone]:
    """All of one wallet, whose owner chose a PIN."""
    wallet = build.a_registration(session, coordinator, fund.programme)
    give(session, wallet, fund, chance.randrange(200_00, 900_00))
    phones = [build.a_phone(session, wallet) for _ in range(PHONES_A_WALLET)]
    pins.choose(session, phones[0].device, pin=PIN, now=clock.now())
    return phones


def the_cards(
    session: Session, coordinator: Membership, fund: Fund, chance: Random, count: int
) -> list[HeldCard]:
    """Each of somebody else, handed over with a PIN."""
    numbers, held = list[str](), list[HeldCard]()
    while len(numbers) < count:
        sheet = build.a_sheet(session, coordinator, fund.programme, pages=MOST_PAGES)
        numbers += a_sheets_numbers(session, sheet)
    for number in numbers[:count]:
        wallet = build.a_registration(session, coordinator, fund.programme)
        give(session, wallet, fund, chance.randrange(2_00, 40_00))
        handed = {"number": number, "pin": PIN, "now": clock.now()}
        card = card_handovers.hand_over(session, coordinator, wallet.id, **handed)
        held.append(HeldCard(card, number, wallet, coordinator))
    return held


def give(session: Session, wallet: Wallet, fund: Fund, cents: int) -> None:
    lapses_on = clock.day_of(clock.now() + timedelta(days=200))
    build.give(session, wallet, fund, cents, expires_on=lapses_on)


def a_card_holder(card: HeldCard, chance: Random) -> Customer:
    return CardHolder(a_price(BY_CARD, chance), a_habit(BY_HAND, chance), card)


def a_phone_owner(phone: Phone, chance: Random) -> Customer:
    is_asked = chance.random() < ABOVE_FLOOR
    price = a_price(LARGE if is_asked else USUAL, chance)
    return PhoneOwner(price, a_habit(ON_PHONE, chance), phone, is_asked)


def a_price(between: tuple[int, int], chance: Random) -> str:
    return f"{chance.randrange(*between) / 100:.2f}"


def a_habit(shares: dict[Habit, int], chance: Random) -> Habit:
    return chance.choices([*shares], [*shares.values()])[0]


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
