"""A treasurer allots from a pot over the API."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.client import Client
from tests.treasury import NOT_AN_ID, Treasury
from wallet.identity.organisations import Organisation


@pytest.fixture
def office(committed: Session) -> Treasury:
    office = treasury.open_treasury(committed)
    build.top_up(committed, office.fund, 100_00)
    committed.commit()
    return office


@pytest.fixture
def garden(office: Treasury) -> Organisation:
    coordinator = build.a_coordinator(office.session, office.programme)
    office.session.commit()
    return coordinator.organisation


def path_of(office: Treasury) -> str:
    return f"/api/funds/{office.fund.id}/allotments"


def an_allotment(organisation: Organisation, cents: Any) -> dict[str, Any]:
    return {"organisation_id": str(organisation.id), "amount_cents": cents}


def test_it_takes_a_token_of_a_treasurer(
    client: Client, office: Treasury, garden: Organisation
) -> None:
    new = an_allotment(garden, 5_00)
    sponsor = office.token_of(treasury.a_sponsor(office))

    assert client.post(path_of(office), json=new).status_code == 401
    assert client.get(path_of(office)).status_code == 401
    assert client.post(path_of(office), json=new, headers=sponsor).status_code == 403
    assert client.get(path_of(office), headers=sponsor).status_code == 403
    assert office.pot() == 100_00


def test_part_of_the_pot_becomes_a_budget(
    client: Client, office: Treasury, garden: Organisation
) -> None:
    headers = office.as_treasurer
    answer = client.post(path_of(office), json=an_allotment(garden, 40_00), headers=headers)

    assert (answer.status_code, answer.json["amount_cents"]) == (201, 40_00)
    assert office.pot() == 60_00
    (listed,) = client.get(path_of(office), headers=headers).json
    assert listed == answer.json
    assert listed["organisation"] == garden.name


def test_more_than_the_pot_holds_is_refused(
    client: Client, office: Treasury, garden: Organisation
) -> None:
    new = an_allotment(garden, 100_01)

    answer = client.post(path_of(office), json=new, headers=office.as_treasurer)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/pot-too-small")
    assert office.pot() == 100_00


def test_only_who_takes_part_gets_a_budget(client: Client, office: Treasury) -> None:
    stranger = build.an_organisation(office.session)
    office.session.commit()

    answer = client.post(
        path_of(office), json=an_allotment(stranger, 1), headers=office.as_treasurer
    )

    assert answer.status_code == 409
    assert answer.json["type"] == "/problems/organisation-not-in-programme"


def test_a_fund_of_others_is_not_there(
    client: Client, office: Treasury, garden: Organisation
) -> None:
    stranger = treasury.open_treasury(office.session)
    new = an_allotment(garden, 1)

    assert client.get(path_of(office), headers=stranger.as_treasurer).status_code == 404
    assert client.post(path_of(office), json=new, headers=stranger.as_treasurer).status_code == 404


@pytest.mark.parametrize("cents", [0, -1, 1.5, "100", True, None, 100_000_001])
def test_an_amount_that_makes_no_sense_is_invalid(
    client: Client, office: Treasury, garden: Organisation, cents: Any
) -> None:
    new = an_allotment(garden, cents)

    answer = client.post(path_of(office), json=new, headers=office.as_treasurer)

    assert (answer.status_code, list(answer.json["errors"])) == (422, ["amount_cents"])


def test_an_organisation_without_an_id_is_invalid(client: Client, office: Treasury) -> None:
    new = {"organisation_id": "garden", "amount_cents": 1, "note": NOT_AN_ID}

    answer = client.post(path_of(office), json=new, headers=office.as_treasurer)

    assert answer.status_code == 422
    assert sorted(answer.json["errors"]) == ["note", "organisation_id"]
