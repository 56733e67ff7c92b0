"""Another account number, as the owner and the treasurer see it, with mails to everybody."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests import build
from tests.client import Client
from tests.web.merchant.conftest import Shop
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.notifications.outbox import Message
from wallet.programmes import programmes

NEW_IBAN = build.an_iban()
CALL_OFF = "form[contains(@action, 'call-off')]"
APPROVAL = "form[contains(@action, '/approval')]"


def at_a_browser(app: Flask, member: Membership) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.sign_in(member)
    return client


@pytest.fixture
def owner(app: Flask, shop: Shop) -> Client:
    return at_a_browser(app, shop.owner)


@pytest.fixture
def treasurer(app: Flask, shop: Shop) -> Client:
    programme = programmes.get(shop.session, shop.merchant.programme_ids[0])
    member = build.a_member(shop.session, Role.TREASURER, programme.operator)
    shop.session.commit()
    return at_a_browser(app, member)


def mails(shop: Shop) -> list[str]:
    shop.session.rollback()
    found = shop.session.scalars(select(Message).order_by(Message.enqueued_at))
    return [f"{mail.recipient}: {mail.body}" for mail in found]


def ask(owner: Client, shop: Shop, iban: str = NEW_IBAN) -> None:
    answer = owner.submit(
        f"{shop.path}/account/", form="main//form[@class='form']", iban=iban, payee="Shop B.V."
    )
    assert answer.status_code == 302


def test_asked_it_is_masked_and_everybody_of_the_shop_gets_a_mail(
    owner: Client, shop: Shop
) -> None:
    partner = build.a_member(shop.session, Role.MERCHANT, shop.merchant.organisation).person
    shop.session.commit()

    ask(owner, shop)

    page = owner.get(f"{shop.path}/account/").text
    assert NEW_IBAN not in page
    assert NEW_IBAN[-4:] in page
    told = mails(shop)
    assert sorted(mail.split(":")[0] for mail in told) == sorted(
        [partner.email or "", shop.owner.person.email or ""]
    )
    assert not any(NEW_IBAN in mail for mail in told)


def test_the_treasurer_approves_and_it_rests(owner: Client, treasurer: Client, shop: Shop) -> None:
    ask(owner, shop)
    page = treasurer.get("/treasurer/shops/").text
    assert "Phone the shop on a number you know" in page

    answer = treasurer.submit("/treasurer/shops/", form=APPROVAL)

    assert answer.status_code == 302
    assert "Rests" in treasurer.get("/treasurer/shops/").text
    assert "Until " in owner.get(f"{shop.path}/account/").text
    assert len(mails(shop)) == 2


def test_the_owner_calls_it_off(owner: Client, treasurer: Client, shop: Shop) -> None:
    ask(owner, shop)
    treasurer.submit("/treasurer/shops/", form=APPROVAL)

    owner.submit(f"{shop.path}/account/", form=CALL_OFF)

    assert "Called off" in owner.get(f"{shop.path}/account/").text
    assert "New account numbers" not in treasurer.get("/treasurer/shops/").text
    assert len(mails(shop)) == 3


def test_what_is_wrong_is_said_beside_the_field(owner: Client, shop: Shop) -> None:
    page = f"{shop.path}/account/"

    wrong = owner.submit(page, form="main//form[@class='form']", iban="NL00", payee="Me")

    assert wrong.status_code == 422
    assert "is not an IBAN" in wrong.text


def test_a_change_of_another_shop_is_not_there(
    app: Flask, owner: Client, treasurer: Client, shop: Shop
) -> None:
    ask(owner, shop)
    page = treasurer.get("/treasurer/shops/").text
    action = page.split('action="')[3].split('"')[0]
    stranger = at_a_browser(app, build.a_member(shop.session, Role.TREASURER))
    shop.session.commit()
    token = owner.get(f"{shop.path}/account/").text.split('name="csrf-token" content="')[1]

    assert owner.post(action, data={"csrf_token": token.split('"')[0]}).status_code == 404
    assert stranger.get(f"{shop.path}/account/").status_code == 404


def test_payouts_of_a_shop_are_blocked_and_released(treasurer: Client, shop: Shop) -> None:
    (programme_id,) = shop.merchant.programme_ids
    page = f"/treasurer/shops/{programme_id}/{shop.merchant.id}/block"

    assert treasurer.submit(page, form="main//form", reason="").status_code == 422
    treasurer.submit(page, form="main//form", reason="Under investigation")

    assert "Under investigation" in treasurer.get("/treasurer/shops/").text
    assert "Blocked" in treasurer.get("/treasurer/settlements/new").text
    treasurer.submit("/treasurer/shops/", form="form[contains(@action, '/release')]")
    assert "Under investigation" not in treasurer.get("/treasurer/shops/").text
