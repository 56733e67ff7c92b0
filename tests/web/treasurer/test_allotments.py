"""A treasurer allots from a pot on the page of the fund."""

import pytest

from tests import build
from tests.client import Client
from tests.treasury import NOT_AN_ID, Treasury
from wallet.identity.organisations import Organisation

FORM = "form[contains(@action, '/allotments')]"


@pytest.fixture
def garden(office: Treasury) -> Organisation:
    build.top_up(office.session, office.fund, 100_00)
    coordinator = build.a_coordinator(office.session, office.programme)
    office.session.commit()
    return coordinator.organisation


def page_of(office: Treasury) -> str:
    return f"/treasurer/funds/{office.fund.id}"


def test_part_of_the_pot_becomes_a_budget(
    visitor: Client, office: Treasury, garden: Organisation
) -> None:
    answer = visitor.submit(
        page_of(office), form=FORM, organisation_id=str(garden.id), amount="40,50"
    )

    assert answer.status_code == 302
    page = visitor.get(answer.location).text
    assert f"Allotted. {garden.name} can reward with it now." in page
    assert "€59.50" in page
    assert office.pot() == 59_50


@pytest.mark.parametrize(
    ("amount", "status", "words"),
    [
        ("100,01", 409, "The pot holds €100.00."),
        ("0", 422, "Fill in an amount above zero."),
        ("-5", 422, "Fill in an amount in euros"),
        ("5,001", 422, "Fill in an amount in euros"),
        ("much", 422, "Fill in an amount in euros"),
        ("", 422, "Fill this in."),
    ],
)
def test_a_wrong_amount_is_said_beside_the_field(
    visitor: Client, office: Treasury, garden: Organisation, amount: str, status: int, words: str
) -> None:
    answer = visitor.submit(
        page_of(office), form=FORM, organisation_id=str(garden.id), amount=amount
    )

    assert answer.status_code == status
    assert words in answer.text
    assert office.pot() == 100_00


def test_only_organisations_with_coordinators_are_offered(
    visitor: Client, office: Treasury, garden: Organisation
) -> None:
    page = visitor.get(page_of(office)).text

    assert f'<option value="{garden.id}"' in page
    assert f'<option value="{office.fund.sponsor_id}"' not in page


def test_an_organisation_that_takes_no_part_is_refused(
    visitor: Client, office: Treasury, garden: Organisation
) -> None:
    answer = visitor.submit(page_of(office), form=FORM, organisation_id=NOT_AN_ID, amount="1")

    assert answer.status_code == 409
    assert "does not take part" in answer.text


def test_an_empty_pot_offers_no_form(visitor: Client, office: Treasury) -> None:
    build.a_coordinator(office.session, office.programme)
    office.session.commit()

    assert "The pot is empty." in visitor.get(page_of(office)).text
