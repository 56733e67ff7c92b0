"""Where the stories play."""

import pytest
from sqlalchemy.orm import Session

from tests.stories import next_door, town
from tests.stories.next_door import NextDoor
from tests.stories.town import Town


@pytest.fixture
def story_town(committed: Session) -> Town:
    """A municipality, and nothing else."""
    return town.found(committed)


@pytest.fixture
def strangers(committed: Session) -> NextDoor:
    """One of each role, from another municipality."""
    return next_door.build_next_door(committed)
