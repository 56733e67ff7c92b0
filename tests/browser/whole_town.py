"""A town in which every page of phone, till, shop and desk has something to show."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests import build
from tests.browser.town import Town
from wallet import clock
from wallet.codes import card_handovers, card_stock, cards
from wallet.codes.cards import Card
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.merchants import disputes, iban_changes, offers, pairings, phone_sales, reversals
from wallet.merchants.disputes import DisputeReason
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import NotPaid
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import settlements
from wallet.settlement.settlements import Settlement
from wallet.wallets import enrolments, pins

CARD_PIN, PAY_PIN = "80417", "29536"


@dataclass(frozen=True)
class WholeTown:
    """Who is there, and what happened today: sales that were fine, disputed and undone."""

    session: Session
    town: Town
    owner: Membership
    coordinator: Membership
    card: Card
    waits: UUID
    """The participation that a colleague has not looked at yet."""
    sales: list[Redemption]
    """Paid; disputed and waiting; disputed and kept; undone; partly paid."""
    refused: UUID
    """The request that was refused."""
    settlement: Settlement


def a_whole_town(session: Session) -> WholeTown:
    now = clock.now()
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=50_00)
    till = build.a_till(session, programme)
    owner = build.a_member(session, Role.MERCHANT, till.merchant.organisation)
    treasurer = build.a_member(session, Role.TREASURER, programme.operator)
    wallet = build.a_registration(session, coordinator, programme)
    fund = build.a_fund(session, programme)
    build.give(session, wallet, fund, 220_00, expires_on=clock.day_of(now + timedelta(days=200)))
    enrolment = enrolments.issue(session, wallet, by=coordinator.person, now=now)
    pairing = pairings.issue(session, till, by=owner.person, now=now)
    town = Town(wallet, till, enrolment, pairing)
    pins.choose(session, build.a_phone(session, wallet).device, pin=PAY_PIN, now=now)
    sales = _sell(session, town, prices=(4_00, 5_00, 6_00, 7_00))
    _object(session, sales, owner)
    sales += _sell(session, _of_little_money(session, town, programme), prices=(9_00,))
    iban_changes.ask(
        session, till.merchant, iban=build.an_iban(), payee="Shop", by=owner.person, now=now
    )
    offers.submit(
        session,
        till.merchant,
        programme_id=programme.id,
        name="Bread",
        prices=(Euros(3_00), Euros(3_50)),
        by=owner.person,
        now=now,
    )
    whole = WholeTown(
        session=session,
        town=town,
        owner=owner,
        coordinator=coordinator,
        card=_hand_over(session, coordinator, town),
        waits=build.a_participation(session, coordinator, programme).id,
        sales=sales,
        refused=_refuse(session, town),
        settlement=settlements.draw_up(
            session, programme, by=treasurer.person, now=now, reason="To be seen today."
        ),
    )
    session.commit()
    return whole


def _sell(session: Session, town: Town, *, prices: tuple[int, ...]) -> list[Redemption]:
    sold = []
    for cents in prices:
        sale = build.a_sale(build.a_phone(session, town.wallet), cents=cents, at=clock.now())
        sold.append(phone_sales.redeem(session, town.till, **sale))
    return sold


def _object(session: Session, sales: list[Redemption], owner: Membership) -> None:
    """One dispute waits, one is answered, and one sale was undone at the till."""
    now, reason = clock.now(), DisputeReason.WRONG_AMOUNT
    disputes.open_dispute(session, sales[1], reason=reason, now=now)
    answered = disputes.open_dispute(session, sales[2], reason=reason, now=now)
    disputes.keep(session, answered, words="It was bread.", by=owner.person, now=now)
    reversals.reverse(session, sales[3], by=owner.person, now=now)


def _of_little_money(session: Session, town: Town, programme: Programme) -> Town:
    """Somebody else at the same till, whose coins reach for a part."""
    poorer = build.a_participant(session, cents=2_50, programme=programme)
    return Town(poorer.wallet, town.till, "", "")


def _refuse(session: Session, town: Town) -> UUID:
    request_id, phone = uuid4(), build.a_phone(session)
    sale = build.a_sale(phone, cents=1_00, at=clock.now(), request_id=request_id)
    try:
        phone_sales.redeem(session, town.till, **sale)
    except NotPaid:
        return request_id
    raise AssertionError("a phone without coins paid")


def _hand_over(session: Session, coordinator: Membership, town: Town) -> Card:
    [programme_id] = town.till.merchant.programme_ids
    now = clock.now()
    sheet = card_stock.order(session, coordinator, programme_id=programme_id, page_count=1, now=now)
    number = cards.number_of(session, card_stock.of_sheet(session, sheet)[0])
    return card_handovers.hand_over(
        session, coordinator, town.wallet.id, number=number, pin=CARD_PIN, now=now
    )
