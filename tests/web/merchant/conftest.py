"""A shop with a till, its owner, and a sale that was made."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet import clock
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.merchants import phone_sales
from wallet.merchants.merchants import Merchant
from wallet.merchants.redemptions import Redemption
from wallet.merchants.tills import Till
from wallet.wallets.wallets import Wallet


@dataclass(frozen=True)
class Shop:
    """The shop, and what happened there today."""

    session: Session
    owner: Membership
    merchant: Merchant
    till: Till
    sale: Redemption
    wallet: Wallet
    """Of the participant who paid EUR 3.20 of EUR 5.00."""

    @property
    def path(self) -> str:
        return f"/merchant/{self.merchant.id}"

    @property
    def sale_path(self) -> str:
        return f"{self.path}/sales/{self.sale.id}"


@pytest.fixture
def shop(committed: Session) -> Shop:
    now = clock.now()
    programme = build.a_programme(committed)
    merchant = build.a_merchant(committed, programme)
    till = build.a_till(committed, merchant=merchant)
    payer = build.a_phone(committed)
    until = clock.day_of(now) + timedelta(days=365)
    build.give(committed, payer.wallet, build.a_fund(committed, programme), 320, expires_on=until)
    shop = Shop(
        session=committed,
        owner=build.a_member(committed, Role.MERCHANT, merchant.organisation),
        merchant=merchant,
        till=till,
        sale=phone_sales.redeem(committed, till, **build.a_sale(payer, cents=500, at=now)),
        wallet=payer.wallet,
    )
    committed.commit()
    return shop
