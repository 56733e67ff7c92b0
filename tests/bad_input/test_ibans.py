"""Account numbers no bank can have issued, and those that are somebody else's."""

from typing import Any

import pytest
from sqlalchemy import func, select

from tests import build
from tests.bad_input import answers, requests
from tests.bad_input.requests import PROGRAMS
from tests.bad_input.town import Town
from tests.client import Client
from wallet.merchants.merchants import Merchant
from wallet.programmes.programmes import Programme

IBANS = [
    *("NL04BNGH0285170001", "NL00BNGH0285170000", "XX82WEST12345698765432", "NL04 BNGH 0285 1700"),
    *("\u0000" * 18, "NL04BNGH028517000\u0660", "12345678901234567890", "ES00 0000 0000 0000 0000"),
]
PATHS = ("/api/programmes", "/api/programmes/{programme_id}/shops")


@pytest.mark.parametrize("iban", IBANS)
@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_account_number_is_refused(
    program: Client, town: Town, path: str, iban: str
) -> None:
    before = _counts(town)

    assert _post(program, town, path, iban=iban)["type"] == "/problems/iban-invalid"
    assert _counts(town) == before


def test_the_account_of_another_municipality_is_refused(program: Client, town: Town) -> None:
    """Two who read one statement would both count its euros."""
    stranger = build.a_programme(town.session)
    town.session.commit()
    before = _counts(town)

    refused = _post(program, town, "/api/programmes", iban=stranger.bank_account.iban)

    assert refused["type"] == "/problems/bank-account-in-use"
    assert _counts(town) == before


def _post(program: Client, town: Town, path: str, **changes: str) -> dict[str, Any]:
    (good,) = [good for good in PROGRAMS if good.path == path]
    answer = program.post(
        requests.own_path(town, path),
        json=good.fields(town) | changes,
        headers=town.headers("admin"),
    )
    return answers.problem(answer, 409, 422)


def _counts(town: Town) -> list[int]:
    """A refused request leaves no shop and no programme behind."""
    town.session.rollback()
    return [
        int(town.session.scalar(select(func.count()).select_from(kind)) or 0)
        for kind in (Merchant, Programme)
    ]
