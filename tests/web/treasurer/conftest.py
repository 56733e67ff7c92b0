"""Two treasurers of a municipality, its programme and a fund."""

import pytest
from sqlalchemy.orm import Session

from tests import treasury
from tests.client import Client
from tests.treasury import Treasury


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


@pytest.fixture
def visitor(client: Client, office: Treasury) -> Client:
    """The first treasurer at a browser, who reads English."""
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.sign_in(office.treasurer)
    return client


def csrf_of(client: Client, page: str) -> dict[str, str]:
    """The hidden field with which a form on this page could be sent."""
    token = client.get(page).text.split('name="csrf-token" content="')[1].split('"')[0]
    return {"csrf_token": token}
