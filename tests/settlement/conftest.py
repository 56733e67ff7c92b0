"""A programme of a municipality, and a fund of a sponsor."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts
from wallet.funds.funds import Fund
from wallet.merchants.merchants import Merchant
from wallet.programmes.programmes import Programme


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def fund(session: Session, programme: Programme) -> Fund:
    return build.a_fund(session, programme)


@pytest.fixture
def shop(session: Session, programme: Programme, fund: Fund) -> Merchant:
    """A shop that is owed EUR 20.00."""
    merchant = build.a_merchant(session, programme)
    debts.owe(session, merchant, fund, 20_00)
    return merchant
