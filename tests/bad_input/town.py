"""A town where everything can go wrong: a thing of each kind, and somebody of each role."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy.orm import Session

from tests import build
from tests.bad_input.declared import Declared, build_declared
from tests.build import Phone
from tests.client import Client, bearer
from tests.social_return import agreements
from tests.world.cards import HeldCard, hand_over
from wallet import clock
from wallet.activities.activities import Activity
from wallet.activities.participations import Participation
from wallet.funds.funds import Fund
from wallet.identity import access_tokens, organisations
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role
from wallet.merchants import offers, tills
from wallet.merchants.merchants import Merchant
from wallet.merchants.offers import Offer
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.social_return.obligations import Obligation
from wallet.social_return.plans import Plan
from wallet.wallets import device_tokens

BALANCE = 50_00
"""Cents on the phone."""


@dataclass(frozen=True)
class Town:
    """Ids and tokens stay good while a module runs: what is bad must change nothing."""

    app: Flask
    session: Session
    members: dict[str, Membership]
    programme: Programme
    fund: Fund
    shop: Merchant
    phone: Phone
    activity: Activity
    participation: Participation
    builder: Organisation
    """With a number in the trade register, so that contracts can be awarded to it."""
    obligation: Obligation
    plan: Plan
    offer: Offer
    card: HeldCard
    blank_number: str
    declared: Declared
    tokens: dict[str, str]

    @property
    def iban(self) -> str:
        return self.programme.bank_account.iban

    def program(self) -> Client:
        """Something that speaks HTTP, with no cookies yet."""
        client = self.app.test_client()
        assert isinstance(client, Client)
        return client

    def headers(self, who: str) -> dict[str, str]:
        return bearer(self.tokens[who])

    def visitor(self, who: str) -> Client:
        """A browser in which a member of staff, the phone, a till or nobody is signed in."""
        client = self.program()
        if who in self.members:
            client.sign_in(self.members[who])
        elif who == "phone":
            client.sign_in_device(self.phone.device.id)
        elif who != "nobody":
            client.sign_in_till(self.tokens[who])
        return client

    def a_sale(self, **changes: Any) -> dict[str, Any]:
        """What a till asks; `changes` spoil it."""
        sale = {
            "request_id": str(uuid4()),
            "code": self.phone.code(clock.now()),
            "price_cents": 100,
        }
        return sale | changes


def build_town(session: Session, app: Flask) -> Town:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=100_00)
    fund = build.a_fund(session, programme, cents=1_000_00)
    shop = build.a_merchant(session, programme)
    operator = programme.operator
    members = {
        "admin": build.a_member(session, Role.ADMIN, operator),
        "treasurer": build.a_member(session, Role.TREASURER, operator),
        "second treasurer": build.a_member(session, Role.TREASURER, operator),
        "officer": build.a_member(session, Role.OFFICER, operator),
        "second officer": build.a_member(session, Role.OFFICER, operator),
        "sponsor": agreements.a_sponsor(session, fund),
        "coordinator": coordinator,
        "colleague": build.a_colleague(session, coordinator),
        "second colleague": build.a_colleague(session, coordinator),
        "shopkeeper": build.a_member(session, Role.MERCHANT, shop.organisation),
    }
    declared = build_declared(session, programme, members)
    members["contractor"] = declared.contractor
    phone = _a_phone(session, coordinator, programme, fund)
    activity = build.an_activity(session, coordinator, programme)
    obligation = agreements.an_obligation(session, fund.sponsor, members["officer"])
    town = Town(
        app=app,
        session=session,
        members=members,
        programme=programme,
        fund=fund,
        shop=shop,
        phone=phone,
        activity=activity,
        participation=build.a_participation(
            session, coordinator, programme, wallet=phone.wallet, activity=activity
        ),
        builder=organisations.register(session, name="Builder", kvk_number="68750110"),
        obligation=obligation,
        plan=agreements.a_plan(session, fund, obligation),
        offer=_an_offer(session, shop, programme),
        card=hand_over(session, coordinator, programme, phone.wallet),
        blank_number=build.a_blank_number(session, coordinator, programme),
        declared=declared,
        tokens=_tokens(session, members, shop, phone),
    )
    session.commit()
    return town


def _a_phone(session: Session, coordinator: Membership, programme: Programme, fund: Fund) -> Phone:
    """A participant's, with coins until next year."""
    phone = build.a_phone(session)
    build.a_registration(session, coordinator, programme, phone.wallet)
    until = clock.day_of(clock.now()) + timedelta(days=365)
    build.give(session, phone.wallet, fund, Euros(BALANCE).cents, expires_on=until)
    return phone


def _an_offer(session: Session, shop: Merchant, programme: Programme) -> Offer:
    """One that waits for the programme."""
    return offers.submit(
        session,
        shop,
        programme_id=programme.id,
        name="Bread",
        prices=(Euros(300), Euros(350)),
        by=build.a_person(session),
        now=build.NOW,
    )


def _tokens(
    session: Session, members: dict[str, Membership], shop: Merchant, phone: Phone
) -> dict[str, str]:
    tokens = {
        who: access_tokens.issue(session, member, now=build.NOW) for who, member in members.items()
    }
    open_till, blocked_till = (
        build.a_till(session, merchant=shop),
        build.a_till(session, merchant=shop),
    )
    tokens["till"] = build.a_till_token(session, open_till)
    tokens["blocked till"] = build.a_till_token(session, blocked_till)
    tills.block(session, blocked_till, by=members["shopkeeper"].person, now=build.NOW)
    tokens["phone"] = device_tokens.make(phone.secret, phone.device.handle)
    return tokens
