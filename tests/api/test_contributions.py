"""A sponsor and an authority ask what of a fund counts."""

import pytest
from sqlalchemy.orm import Session

from tests.client import Client
from tests.social_return import parties
from tests.social_return.parties import Parties


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)


@pytest.fixture
def path(town: Parties) -> str:
    return f"/api/funds/{town.fund.id}/contributions"


def test_sponsor_and_officer_get_the_same_answer(client: Client, town: Parties, path: str) -> None:
    before = client.get(path, headers=town.as_(town.sponsor)).json
    town.an_approved_plan()

    answers = [
        client.get(path + "?from=2026-01-01&to=2026-06-30", headers=town.as_(member))
        for member in (town.sponsor, town.officer)
    ]

    assert before["target_cents"] is None
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json
    assert answers[0].json["counted_cents"] == 0
    assert answers[0].json["target_cents"] == 50_000_00


def test_a_token_and_the_role_are_needed(client: Client, town: Parties, path: str) -> None:
    assert client.get(path).status_code == 401
    assert client.get(path, headers=town.as_(town.coordinator)).status_code == 403


def test_a_fund_of_others_is_not_there(client: Client, town: Parties, path: str) -> None:
    for stranger in (town.other_sponsor, town.other_officer):
        assert client.get(path, headers=town.as_(stranger)).status_code == 404


@pytest.mark.parametrize(
    "wrong", ["from=2026-12-31&to=2026-01-01", "from=1-1-2026", "to=2101-01-01", "form=2026-01-01"]
)
def test_a_period_that_makes_no_sense_is_refused(
    client: Client, town: Parties, path: str, wrong: str
) -> None:
    assert client.get(f"{path}?{wrong}", headers=town.as_(town.sponsor)).status_code == 422
