"""Paying the shops on pages: one draws up, another approves, the bank gets a file."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import build
from tests.client import Client
from tests.treasury import Treasury
from tests.web.treasurer.conftest import csrf_of
from wallet import clock
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role

FORM = "main//form[@method='post']"
APPROVAL = "form[contains(@action, '/approval')]"
FILE = "form[contains(@action, '/payment-file')]"


def page_of(settlement_id: UUID) -> str:
    return f"/treasurer/settlements/{settlement_id}"


@pytest.fixture
def second(app: Flask, office: Treasury) -> Client:
    """The other treasurer, at another browser."""
    return at_a_browser(app, office.colleague)


def at_a_browser(app: Flask, member: Membership) -> Client:
    client = app.test_client()
    assert isinstance(client, Client)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.sign_in(member)
    return client


def test_one_sees_what_is_owed_and_draws_it_up(visitor: Client, office: Treasury) -> None:
    office.pays_on(clock.day_of(clock.now()))
    shop = office.a_shop(owed=12_50)
    page = visitor.get("/treasurer/settlements/new").text
    assert shop.name in page
    assert "€12.50" in page

    answer = visitor.submit("/treasurer/settlements/new", form=FORM)

    assert answer.status_code == 302
    shown = visitor.get(answer.location).text
    assert "A colleague must approve it" in shown
    assert "€12.50" in shown
    assert "No shop is owed anything now." in visitor.get("/treasurer/settlements/new").text


def test_on_another_day_it_takes_a_reason(visitor: Client, office: Treasury) -> None:
    office.pays_on(clock.day_of(clock.now()) + timedelta(days=1))
    office.a_shop(owed=12_50)

    refused = visitor.submit("/treasurer/settlements/new", form=FORM, reason=" ")
    answer = visitor.submit("/treasurer/settlements/new", form=FORM, reason="A shop closes")

    assert refused.status_code == 409
    assert "Say why shops are paid today, or wait until then." in refused.text
    assert "A shop closes" in visitor.get(answer.location).text


def test_on_the_day_itself_no_reason_is_asked(visitor: Client, office: Treasury) -> None:
    office.pays_on(clock.day_of(clock.now()))
    office.a_shop(owed=12_50)
    page = visitor.get("/treasurer/settlements/new").text

    answer = visitor.submit("/treasurer/settlements/new", form=FORM)

    assert "Why are shops paid today?" not in page
    assert "another day than the calendar" not in visitor.get(answer.location).text


def test_nothing_owed_is_refused_on_the_page(visitor: Client, office: Treasury) -> None:
    office.a_shop(owed=5_00)
    fields = csrf_of(visitor, "/treasurer/settlements/new")
    fields |= {"programme_id": str(office.programme.id), "reason": "Today"}
    visitor.post("/treasurer/settlements/", data=fields)

    answer = visitor.post("/treasurer/settlements/", data=fields)

    assert answer.status_code == 409
    assert "No shop is owed anything now." in answer.text


def test_without_a_programme_it_is_invalid(visitor: Client, office: Treasury) -> None:
    office.a_shop(owed=5_00)

    answer = visitor.submit("/treasurer/settlements/new", form=FORM, programme_id="mine")

    assert answer.status_code == 422


def test_who_drew_it_up_is_refused(visitor: Client, second: Client, office: Treasury) -> None:
    settlement = office.a_settlement()
    page = page_of(settlement.id)
    assert "Approve</button>" not in visitor.get(page).text

    answer = visitor.post(f"{page}/approval", data=csrf_of(visitor, page))

    assert answer.status_code == 409
    assert "You drew this settlement up yourself." in answer.text
    assert second.submit(page, form=APPROVAL).status_code == 302


def test_the_file_is_made_after_approval_and_stays_the_same(
    visitor: Client, second: Client, office: Treasury
) -> None:
    settlement = office.a_settlement()
    page = page_of(settlement.id)
    assert visitor.get(f"{page}/payment-file").status_code == 404
    second.submit(page, form=APPROVAL)

    made = visitor.submit(page, form=FILE)

    assert made.status_code == 302
    assert "Download the payment file" in visitor.get(made.location).text
    first, again = visitor.get(f"{page}/payment-file"), second.get(f"{page}/payment-file")
    assert first.mimetype == "application/xml"
    assert "attachment" in first.headers["Content-Disposition"]
    assert b"pain.001.001.09" in first.data
    assert first.data == again.data


def test_without_approval_no_file_is_made(visitor: Client, office: Treasury) -> None:
    page = page_of(office.a_settlement().id)

    answer = visitor.post(f"{page}/payment-file", data=csrf_of(visitor, page))

    assert answer.status_code == 409
    assert "A colleague must approve this settlement first." in answer.text


def test_two_colleagues_approving_at_the_same_second_are_one(
    app: Flask, office: Treasury, second: Client
) -> None:
    settlement = office.a_settlement()
    third = build.a_member(office.session, Role.TREASURER, office.programme.operator)
    office.session.commit()
    start = Barrier(2)

    def approve(client: Client) -> TestResponse:
        fields = csrf_of(client, page_of(settlement.id))
        start.wait()
        return client.post(f"{page_of(settlement.id)}/approval", data=fields)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(approve, (second, at_a_browser(app, third))))

    assert sorted(answer.status_code for answer in answers) == [302, 409]
    (refused,) = [answer.text for answer in answers if answer.status_code == 409]
    assert "approved this already on" in refused


def test_settlements_are_listed_with_their_stage(visitor: Client, office: Treasury) -> None:
    office.export(office.a_settlement(owed=1_00))
    office.a_settlement(owed=2_00)

    page = visitor.get("/treasurer/settlements/").text

    assert "Ordered at the bank" in page
    assert "Waits for approval" in page
