"""A button pressed twice moves money once, also when the second press meets the first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from lxml import html

from tests import build, treasury
from tests.client import Client
from tests.treasury import Treasury
from wallet.funds import allotments, funds, payment_requests
from wallet.identity.memberships import Membership

PRESSES = 2


def at_a_browser(app: Flask, member: Membership) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    client.sign_in(member)
    return client


def press_twice(app: Flask, member: Membership, page: str, to: str, **typed: str) -> set[str]:
    """Both presses of one showing of a form, at the same moment; where they led."""
    browsers = [at_a_browser(app, member) for _ in range(PRESSES)]
    shown = [dict(_form(browser, page).fields) for browser in browsers]
    same = typed | {"once": shown[0]["once"]}
    together = Barrier(PRESSES)

    def press(number: int) -> str:
        together.wait()
        answer = browsers[number].post(to, data=shown[number] | same)
        assert answer.status_code == 302, answer.text
        return str(answer.location)

    with ThreadPoolExecutor(PRESSES) as presses:
        return set(presses.map(press, range(PRESSES)))


def _form(browser: Client, page: str) -> Any:
    return html.fromstring(browser.get(page).text).xpath("//main//form[@method='post']")[0]


def test_a_budget_is_allotted_once(app: Flask, office: Treasury) -> None:
    garden = build.a_coordinator(office.session, office.programme).organisation
    build.top_up(office.session, office.fund, 100_00)
    office.session.commit()
    page = f"/treasurer/funds/{office.fund.id}"
    facts = {"organisation_id": str(garden.id), "amount": "40,00"}

    led_to = press_twice(app, office.treasurer, page, f"{page}/allotments", **facts)

    assert len(led_to) == 1
    office.session.rollback()
    assert len(allotments.of_fund(office.session, office.fund)) == 1


def test_a_fund_is_opened_and_euros_are_asked_for_once(app: Flask, office: Treasury) -> None:
    sponsor = treasury.a_sponsor(office)
    office.session.commit()
    path = "/sponsor/funds/"
    named = {"programme_id": str(office.programme.id), "name": "Parks"}

    [fund_page] = press_twice(app, sponsor, f"{path}new", path, **named)
    asking = f"{fund_page}/payment-requests"
    [paying] = press_twice(app, sponsor, f"{asking}/new", asking, amount="250,00")

    office.session.rollback()
    own = funds.of_sponsor(office.session, sponsor.organisation_id)
    [fund] = [each for each in own if each.name == "Parks"]
    [request] = payment_requests.of_fund(office.session, fund)
    assert str(request.id) in paying


def test_the_form_of_somebody_else_is_no_answer(app: Flask, office: Treasury) -> None:
    """The id of a form is no secret: known, it shows nothing and stops nobody's own form."""
    garden = build.a_coordinator(office.session, office.programme).organisation
    build.top_up(office.session, office.fund, 100_00)
    office.session.commit()
    page = f"/treasurer/funds/{office.fund.id}"
    facts = {"organisation_id": str(garden.id), "amount": "40,00"}
    first, second = (at_a_browser(app, each) for each in (office.treasurer, office.colleague))
    once = dict(_form(first, page).fields)["once"]
    first.submit(page, form="main//form[@method='post']", once=once, **facts)

    answer = second.submit(page, form="main//form[@method='post']", once=once, **facts)

    assert answer.status_code == 302
    office.session.rollback()
    assert len(allotments.of_fund(office.session, office.fund)) == 2
