"""A town for programs: a coordinator, a colleague, a shop with a till, and their tokens."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from tests.client import bearer
from wallet import clock
from wallet.identity import access_tokens
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.merchants.merchants import Merchant
from wallet.merchants.tills import Till
from wallet.programmes.programmes import Programme


@dataclass(frozen=True)
class Town:
    """Who is there. `as_...` is the header that each of them sends."""

    session: Session
    programme: Programme
    coordinator: Membership
    colleague: Membership
    shopkeeper: Membership
    shop: Merchant
    till: Till
    as_till: dict[str, str]

    @property
    def as_coordinator(self) -> dict[str, str]:
        return self.as_member(self.coordinator)

    @property
    def as_colleague(self) -> dict[str, str]:
        return self.as_member(self.colleague)

    @property
    def as_shopkeeper(self) -> dict[str, str]:
        return self.as_member(self.shopkeeper)

    def as_member(self, member: Membership) -> dict[str, str]:
        token = access_tokens.issue(self.session, member, now=build.NOW)
        self.session.commit()
        return bearer(token)

    def a_payer(self, cents: int) -> Phone:
        """A participant with coins that can be spent for another year from today."""
        phone = build.a_phone(self.session)
        fund = build.a_fund(self.session, self.programme)
        until = clock.day_of(clock.now()) + timedelta(days=365)
        build.give(self.session, phone.wallet, fund, cents, expires_on=until)
        self.session.commit()
        return phone


@pytest.fixture
def town(committed: Session) -> Town:
    programme = build.a_programme(committed)
    coordinator = build.a_coordinator(committed, programme, budget=100_00)
    shop = build.a_merchant(committed, programme)
    till = build.a_till(committed, merchant=shop)
    town = Town(
        session=committed,
        programme=programme,
        coordinator=coordinator,
        colleague=build.a_colleague(committed, coordinator),
        shopkeeper=build.a_member(committed, Role.MERCHANT, shop.organisation),
        shop=shop,
        till=till,
        as_till=bearer(build.a_till_token(committed, till)),
    )
    committed.commit()
    return town
