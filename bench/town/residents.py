"""Who is in the town, as far as writing its year needs to know."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from bench.town.size import Size
from wallet.activities.activities import Activity
from wallet.database import Session
from wallet.funds.funds import Fund
from wallet.identity.memberships import Membership
from wallet.merchants.merchants import Merchant
from wallet.programmes.programmes import Programme
from wallet.social_return.plans import Plan


@dataclass(slots=True)
class Purse:
    """The ledger's account, and what is on it."""

    account_id: int
    book_id: int
    expires_on: date
    cents: int = 0


@dataclass
class Participant:
    wallet_id: UUID
    device_id: UUID
    purses: list[Purse] = field(default_factory=list)
    by_month: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    """Cents earned, by year and month."""

    def spendable(self, today: date) -> list[Purse]:
        """The soonest to lapse first, as the till takes them."""
        held = [purse for purse in self.purses if purse.cents and purse.expires_on >= today]
        return sorted(held, key=lambda purse: (purse.expires_on, purse.account_id))


@dataclass(slots=True)
class Budget:
    account_id: int
    book_id: int
    cents: int


@dataclass
class Organiser:
    """An organisation with activities: one writes down, another verifies."""

    recorder: Membership
    verifier: Membership
    activities: list[Activity]
    participants: list[Participant] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)


@dataclass
class Shop:
    merchant: Merchant
    owner: Membership
    till_id: UUID
    account_ids: dict[int, int] = field(default_factory=dict)
    """By book."""


@dataclass
class Town:
    """What was made so far. One session writes all of it."""

    size: Size
    random: Random
    session: Session
    first_day: date
    programme: Programme
    admin: Membership
    treasurers: tuple[Membership, Membership]
    officer: Membership
    sponsors: list[Membership] = field(default_factory=list)
    contractors: list[Membership] = field(default_factory=list)
    funds: list[Fund] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    organisers: list[Organiser] = field(default_factory=list)
    shops: list[Shop] = field(default_factory=list)

    def sponsor_of(self, fund: Fund) -> Membership:
        return next(one for one in self.sponsors if one.organisation_id == fund.sponsor_id)

    @property
    def participants(self) -> list[Participant]:
        return [one for organiser in self.organisers for one in organiser.participants]
