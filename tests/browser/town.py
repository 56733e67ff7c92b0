"""A shop with a till and a participant to be, today: pages in a browser run on the real clock."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from tests import build
from wallet import clock
from wallet.merchants import pairings
from wallet.merchants.tills import Till
from wallet.wallets import enrolments
from wallet.wallets.wallets import Wallet


@dataclass(frozen=True)
class Town:
    """What people carry in their hands: two one-time codes."""

    wallet: Wallet
    till: Till
    enrolment_code: str
    pairing_code: str


def a_town(session: Session, *, cents: int) -> Town:
    """Somebody has so many cents in coins and no phone yet; a shop has a till and no tablet yet."""
    now = clock.now()
    programme = build.a_programme(session)
    till = build.a_till(session, programme)
    wallet = build.a_registration(session, build.a_coordinator(session, programme), programme)
    lapses_on = clock.day_of(now + timedelta(days=200))
    if cents:
        fund = build.a_fund(session, programme)
        build.give(session, wallet, fund, cents, expires_on=lapses_on)
    helper, owner = build.a_person(session, name="Helper"), build.a_person(session, name="Owner")
    town = Town(
        wallet,
        till,
        enrolments.issue(session, wallet, by=helper, now=now),
        pairings.issue(session, till, by=owner, now=now),
    )
    session.commit()
    return town
