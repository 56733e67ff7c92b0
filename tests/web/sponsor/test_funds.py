"""A sponsor opens a fund, pays in, and sees where the euros are."""

from uuid import uuid4

import pytest
from lxml import html

from tests import build
from tests.client import Client
from tests.social_return.parties import Parties
from wallet.banking import ibans, references
from wallet.funds import funds, payment_requests, top_ups
from wallet.money import Euros


def pages(town: Parties) -> list[str]:
    own = f"/sponsor/funds/{town.fund.id}"
    return ["/sponsor/", "/sponsor/funds/new", own, f"{own}/payment-requests/new"]


def test_nobody_sees_a_fund_without_signing_in(client: Client, town: Parties) -> None:
    for page in pages(town):
        answer = client.get(page)
        assert answer.status_code == 302
        assert answer.location == "/sign-in/"


def test_for_another_role_the_pages_are_not_there(client: Client, town: Parties) -> None:
    client.sign_in(town.officer)

    for page in pages(town):
        assert client.get(page).status_code == 404


def test_a_fund_of_another_sponsor_is_not_there(client: Client, town: Parties) -> None:
    client.sign_in(town.other_sponsor)
    own = f"/sponsor/funds/{town.fund.id}"

    for page in (own, f"{own}/payment-requests/new", f"{own}/contributions"):
        assert client.get(page).status_code == 404
    assert client.get(f"/sponsor/funds/{uuid4()}").status_code == 404


def test_a_new_fund_asks_for_a_payment(client: Client, town: Parties) -> None:
    client.sign_in(town.sponsor)

    answer = client.submit("/sponsor/funds/new", form="form[@class='form']", name="Language")

    assert answer.status_code == 302
    assert "Language" in client.get(answer.location).text
    opened = funds.of_sponsor(town.session, town.sponsor.organisation_id)
    assert [fund.name for fund in opened] == ["Parks", "Language"]


def test_a_fund_without_a_name_is_refused_on_the_page(client: Client, town: Parties) -> None:
    client.sign_in(town.sponsor)

    answer = client.submit("/sponsor/funds/new", form="form[@class='form']", name="  ")

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath("//*[@id='name-error']")
    assert len(funds.of_sponsor(town.session, town.sponsor.organisation_id)) == 1


def test_the_overview_tells_where_the_euros_are(client: Client, town: Parties) -> None:
    build.top_up(town.session, town.fund, 250_00)
    build.a_budget(town.session, town.coordinator, town.fund, 100_00)
    town.an_approved_plan()
    client.sign_in(town.sponsor)

    page = client.get("/sponsor/", headers={"Accept-Language": "en"}).text

    assert "€250.00" in page
    assert "€150.00" in page
    assert "€100.00" in page
    assert f"Counts for contract {town.obligation.contract_number}" in page


def test_a_payment_request_has_reference_account_and_code(client: Client, town: Parties) -> None:
    client.sign_in(town.sponsor)
    page = f"/sponsor/funds/{town.fund.id}/payment-requests/new"

    answer = client.submit(page, form="form[@class='form']", amount="500,00")
    shown = html.fromstring(client.get(answer.location).text)

    made = payment_requests.of_fund(town.session, town.fund)[0]
    codes = ["".join(code.split()) for code in shown.xpath("//dd[@class='code']/text()")]
    assert codes == [town.programme.bank_account.iban, made.reference]
    assert references.is_valid(made.reference)
    assert shown.xpath("//figure//*[local-name()='svg'][@role='img']")


@pytest.mark.parametrize("amount", ["", "0", "-5", "0,999", "1000000,01", "a lot", "1e3"])
def test_an_amount_that_makes_no_sense_is_refused_on_the_page(
    client: Client, town: Parties, amount: str
) -> None:
    client.sign_in(town.sponsor)
    page = f"/sponsor/funds/{town.fund.id}/payment-requests/new"

    answer = client.submit(page, form="form[@class='form']", amount=amount)

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath("//*[@id='amount-error']")
    assert payment_requests.of_fund(town.session, town.fund) == []


def test_a_payment_shows_as_received_when_the_bank_says_so(client: Client, town: Parties) -> None:
    request = payment_requests.request(
        town.session, town.fund, amount=Euros(50_00), by=town.sponsor.person, now=build.NOW
    )
    entry = build.a_bank_entry(town.session, town.programme, 50_00)
    top_ups.receive(town.session, entry, request, now=build.NOW)
    town.session.commit()
    client.sign_in(town.sponsor)
    english = {"Accept-Language": "en"}

    fund = client.get(f"/sponsor/funds/{town.fund.id}", headers=english).text
    paid = client.get(f"/sponsor/funds/payment-requests/{request.id}", headers=english).text

    assert ibans.in_groups(request.reference) in fund
    assert "€50.00 came in. Thank you." in paid
    client.sign_in(town.other_sponsor)
    assert client.get(f"/sponsor/funds/payment-requests/{request.id}").status_code == 404


def test_a_form_without_its_token_is_refused(client: Client, town: Parties) -> None:
    client.sign_in(town.sponsor)

    answer = client.post(f"/sponsor/funds/{town.fund.id}/payment-requests", data={"amount": "50"})

    assert answer.status_code == 400
    assert payment_requests.of_fund(town.session, town.fund) == []
