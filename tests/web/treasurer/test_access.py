"""Who may open the pages of a treasurer, and whose they are."""

import pytest

from tests import build, treasury
from tests.client import Client
from tests.treasury import Treasury

PAGES = (
    "/treasurer/",
    "/treasurer/bank-statements/",
    "/treasurer/bank-entries/",
    "/treasurer/funds/",
    "/treasurer/settlements/",
    "/treasurer/settlements/new",
)


@pytest.mark.parametrize("page", PAGES)
def test_one_signs_in_first(client: Client, office: Treasury, page: str) -> None:
    answer = client.get(page)

    assert (answer.status_code, answer.location) == (302, "/sign-in/")


@pytest.mark.parametrize("page", PAGES)
def test_a_sponsor_finds_nothing_here(client: Client, office: Treasury, page: str) -> None:
    sponsor = treasury.a_sponsor(office)
    office.session.commit()
    client.sign_in(sponsor)

    assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_treasurer_finds_a_page(visitor: Client, page: str) -> None:
    assert visitor.get(page).status_code == 200


def test_what_is_of_another_municipality_is_not_there(client: Client, office: Treasury) -> None:
    entry = office.an_unmatched_entry(5_00)
    settlement = office.export(office.a_settlement())
    stranger = treasury.open_treasury(office.session)
    client.sign_in(stranger.treasurer)

    for page in (
        f"/treasurer/bank-statements/{entry.statement.file_id}",
        f"/treasurer/bank-entries/{entry.id}",
        f"/treasurer/funds/{office.fund.id}",
        f"/treasurer/settlements/{settlement.id}",
        f"/treasurer/settlements/{settlement.id}/payment-file",
        f"/treasurer/settlements/{treasury.NOT_AN_ID}",
    ):
        assert client.get(page).status_code == 404, page


def test_nothing_of_another_municipality_is_listed(client: Client, office: Treasury) -> None:
    office.a_request(50_00)
    office.an_unmatched_entry(5_00)
    office.a_settlement()
    stranger = treasury.open_treasury(office.session)
    client.sign_in(stranger.treasurer)

    pages = [client.get(page).text for page in PAGES]

    assert not any(office.fund.sponsor.name in page for page in pages)
    assert not any(office.programme.bank_account.iban[:4] in page for page in pages)
    assert not any(office.treasurer.person.name in page for page in pages)


def test_the_front_door_leads_a_treasurer_home(visitor: Client) -> None:
    assert visitor.get("/").location == "/treasurer/"


def test_the_overview_says_what_waits(visitor: Client, office: Treasury) -> None:
    request = office.a_request(50_00)
    office.an_unmatched_entry(5_00)
    own = office.a_settlement(owed=1_00)
    build.a_merchant(office.session, office.programme)

    page = visitor.get("/treasurer/").text

    assert "1 entry to be matched" in page
    assert "The bank holds " in page
    assert request.reference[:4] in page
    assert f"/treasurer/settlements/{own.id}" in page
    assert "Approve €" not in page


def test_the_overview_asks_a_colleague_to_approve(client: Client, office: Treasury) -> None:
    office.a_settlement(owed=1_00)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.sign_in(office.colleague)

    assert "Approve €1.00" in client.get("/treasurer/").text
