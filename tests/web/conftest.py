"""A counter: a shop with a paired till, and a customer before it with a phone."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.build import Phone
from wallet import clock
from wallet.merchants import phone_sales
from wallet.merchants.redemptions import Redemption
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets import wallets


@dataclass(frozen=True)
class Counter:
    """Who and what stands there. `token` is what the till is signed in with."""

    session: Session
    till: Till
    token: str
    phone: Phone

    def sell(self, *, cents: int) -> Redemption:
        """Let the customer pay, as seen by everybody."""
        sale = build.a_sale(self.phone, cents=cents, at=clock.now())
        redemption = phone_sales.redeem(self.session, self.till, **sale)
        self.session.commit()
        return redemption

    def balance(self) -> Euros:
        """What the customer has now."""
        self.session.expire_all()
        return wallets.balance(self.session, self.phone.wallet)


@pytest.fixture
def counter(committed: Session) -> Counter:
    """The customer has EUR 12.00 in coins of a programme the shop takes part in."""
    programme = build.a_programme(committed)
    phone = build.a_participant(committed, cents=12_00, programme=programme)
    build.a_registration(
        committed, build.a_coordinator(committed, programme), programme, phone.wallet
    )
    till = build.a_till(committed, programme)
    token = build.a_till_token(committed, till)
    committed.commit()
    return Counter(committed, till, token, phone)
