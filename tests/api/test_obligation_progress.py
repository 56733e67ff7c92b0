"""Programs read how far an obligation is, and every line that led to a figure."""

import pytest
from sqlalchemy.orm import Session

from tests.client import Client
from tests.social_return import agreements, parties, tables
from tests.social_return.parties import Parties
from tests.social_return.test_efforts import a_deed
from wallet import clock
from wallet.social_return import efforts
from wallet.social_return.efforts import EffortKind
from wallet.social_return.obligations import Obligation


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)


@pytest.fixture
def contract(town: Parties) -> Obligation:
    tables.adopt(town.session, town.officer)
    made = agreements.an_obligation(town.session, town.sponsor.organisation, town.officer)
    deed = a_deed(EffortKind.STAFF_HOURS)
    efforts.enter(town.session, town.sponsor, made, deed, now=clock.now())
    town.session.commit()
    return made


def test_progress_and_efforts_are_read_line_by_line(
    client: Client, town: Parties, contract: Obligation
) -> None:
    path, headers = f"/api/obligations/{contract.id}", town.as_(town.sponsor)

    progress = client.get(f"{path}/progress", headers=headers).json
    (effort,) = client.get(f"{path}/efforts", headers=headers).json
    lines = client.get(path, headers=headers).json["lines"]

    assert progress["target_cents"] == 50_000_00
    assert (progress["assessed_cents"], progress["awaiting_cents"]) == (0, 200_00)
    assert progress["counted_cents"] == 50_000_00 - progress["left_cents"] == 200_00
    assert effort["claimed_cents"] == effort["lines"][-1]["result_cents"] == 200_00
    assert effort["accepted_cents"] is None
    assert [line["result_cents"] for line in lines] == [1_000_000_00, 50_000_00, 50_000_00]
    assert lines[-1]["most_cents"] == 300_000_00


def test_strangers_find_nothing(client: Client, town: Parties, contract: Obligation) -> None:
    path = f"/api/obligations/{contract.id}"

    for end in ("/progress", "/efforts"):
        assert client.get(path + end).status_code == 401
        assert client.get(path + end, headers=town.as_(town.other_sponsor)).status_code == 404
