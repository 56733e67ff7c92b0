"""An activity organisation with a budget, two coordinators, an activity and a participant."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.activities.activities import Activity
from wallet.identity.memberships import Membership
from wallet.programmes.programmes import Programme
from wallet.wallets.wallets import Wallet

FORM = "form[@class='form']"
"""The form of the page, beside those for signing out and for the language."""


@dataclass(frozen=True)
class Garden:
    """The organisation, and who is there."""

    session: Session
    programme: Programme
    coordinator: Membership
    colleague: Membership
    activity: Activity
    wallet: Wallet

    @property
    def name(self) -> str:
        """The pseudonym of the participant."""
        return self.wallet.person.name


@pytest.fixture
def garden(committed: Session) -> Garden:
    programme = build.a_programme(committed)
    coordinator = build.a_coordinator(committed, programme, budget=100_00)
    garden = Garden(
        session=committed,
        programme=programme,
        coordinator=coordinator,
        colleague=build.a_colleague(committed, coordinator),
        activity=build.an_activity(committed, coordinator, programme),
        wallet=build.a_registration(committed, coordinator, programme),
    )
    committed.commit()
    return garden
