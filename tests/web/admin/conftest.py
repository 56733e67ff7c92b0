"""An administrator of the municipality, its partners, and strangers."""

import pytest
from sqlalchemy.orm import Session

from tests.social_return import parties
from tests.social_return.parties import Parties


@pytest.fixture
def town(committed: Session) -> Parties:
    return parties.gather(committed)
