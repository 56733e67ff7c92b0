"""What people do in the demo town: take part, are thanked, and spend their coins."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from wallet import clock
from wallet.activities import activities, participations, verifications
from wallet.activities.activities import Activity
from wallet.cli.demo import people
from wallet.cli.demo.money import Town
from wallet.codes import pay_codes
from wallet.database import Session
from wallet.identity.memberships import Membership
from wallet.merchants import merchants, pairings, phone_sales, reversals, tills
from wallet.merchants.redemptions import Redemption
from wallet.money import Coins, Euros
from wallet.wallets import devices, enrolments, registrations
from wallet.wallets.devices import Device

SEED = 2026
PRICES = (12_60, 4_75, 22_50, 3_20, 16_00, 8_90, 14_00, 24_00, 2_60, 5_50, 37_25, 10_00)
"""In cents; what a bakery, a bicycle repairer and a swimming pool ask."""
SHOPS = (
    ("merchant", "bakkerij", "Centrum", "NL44INGB0000000101"),
    ("second_merchant", "fietsenmaker", "Demostad-Zuid", "NL17INGB0000000102"),
    ("third_merchant", "zwembad", "Demostad-Noord", "NL87INGB0000000103"),
)
OFFERS = (
    ("coordinator", "Tuinieren in de buurttuin", "groen", Coins(5), None),
    ("coordinator", "Soep koken voor de buurt", "koken", Coins(12), 180),
    ("care_coordinator", "Koffie schenken in De Linde", "zorg", Coins(5), None),
)
NAMESPACE = UUID("6f1d7a52-7c1e-4d0e-9a0d-3c1a3d9a2e11")


def open_shops(session: Session, town: Town, *, now: datetime) -> dict[str, str]:
    """Open the shops with one paired till each; merchant name -> the till's bearer token."""
    till_tokens: dict[str, str] = {}
    for key, category, neighbourhood, iban in SHOPS:
        owner = town.staff[key]
        merchant = merchants.open_merchant(
            session,
            owner.organisation,
            name=owner.organisation.name,
            category=category,
            neighbourhood=neighbourhood,
            iban=iban,
            payee=owner.organisation.name,
            now=now,
        )
        merchants.join(session, merchant, town.programme, now=now)
        till = tills.add(session, merchant, name="Kassa 1", now=now)
        code = pairings.issue(session, till, by=owner.person, now=now)
        till_tokens[merchant.name] = pairings.pair(session, code, now=now)
    return till_tokens


def offer_activities(session: Session, town: Town, *, now: datetime) -> list[Activity]:
    return [
        activities.open_activity(
            session,
            town.organisation(key).id,
            town.programme.id,
            name=name,
            kind=kind,
            neighbourhood="Demostad-Zuid",
            reward=reward,
            minutes_each=minutes_each,
            today=clock.day_of(now),
        )
        for key, name, kind, reward, minutes_each in OFFERS
    ]


def take_part(
    session: Session, town: Town, offers: list[Activity], *, now: datetime
) -> list[Device]:
    """Register everybody, enrol their phones, and reward what they did in the past weeks."""
    random = Random(SEED)  # noqa: S311 - the same town every time, nothing secret
    phones = []
    for number, pseudonym in enumerate(people.PSEUDONYMS):
        is_care = number % 3 == 2  # noqa: PLR2004 - every third one
        prefix = "care_coordinator" if is_care else "coordinator"
        registration = registrations.register(
            session,
            town.staff[prefix],
            programme_id=town.programme.id,
            pseudonym=pseudonym,
            birth_year=1958 + 2 * number % 48,
            now=now,
        )
        code = enrolments.issue(session, registration.wallet, by=town.staff[prefix].person, now=now)
        phone, _secret = enrolments.enrol(session, code, now=now)
        phones.append(phone)
        offer = offers[2] if is_care else offers[number % 2]
        days = random.sample(range(1, 29), k=5 + number % 2)
        _reward(session, town, offer, phone, days, now=now)
    _leave_one_to_verify(session, town, offers[0], phones[0], now=now)
    return phones


def shop(
    session: Session,
    phones: list[Device],
    till_tokens: dict[str, str],
    *,
    begins: datetime,
    every: timedelta,
) -> list[Redemption]:
    """Each of these phones buys something; one sale was a mistake and is undone."""
    sold = []
    paired = [pairings.find_till(session, token) for token in till_tokens.values()]
    for number, phone in enumerate(phones):
        at = begins + number * every
        till = paired[number % len(paired)]
        assert till is not None
        code = pay_codes.make(
            devices.secret_of(session, phone), phone.handle, pay_codes.step_at(at)
        )
        sale = phone_sales.redeem(
            session,
            till,
            request_id=uuid5(NAMESPACE, f"sale {begins} {number}"),
            code=str(code),
            price=Euros(PRICES[number % len(PRICES)]),
            now=at,
        )
        if number == 5:  # noqa: PLR2004 - any one of them
            reversals.reverse(session, sale, by=till, now=at)
        sold.append(sale)
    return sold


def _reward(
    session: Session, town: Town, offer: Activity, phone: Device, days: list[int], *, now: datetime
) -> None:
    recorder, verifier = _colleagues(town, offer)
    for ago in days:
        participation = participations.record(
            session,
            recorder,
            activity_id=offer.id,
            wallet_id=phone.wallet_id,
            held_on=clock.day_of(now - timedelta(days=ago)),
            minutes=180,
            now=now,
        )
        verifications.verify(session, participation, by=verifier, now=now)


def _leave_one_to_verify(
    session: Session, town: Town, offer: Activity, phone: Device, *, now: datetime
) -> None:
    participations.record(
        session,
        town.staff["second_coordinator"],
        activity_id=offer.id,
        wallet_id=phone.wallet_id,
        held_on=clock.day_of(now),
        minutes=120,
        now=now,
    )


def _colleagues(town: Town, offer: Activity) -> tuple[Membership, Membership]:
    """Who records for the organisation of this activity, and who verifies."""
    is_care = offer.organisation_id == town.organisation("care_coordinator").id
    key = "care_coordinator" if is_care else "coordinator"
    return town.staff[key], town.staff[f"second_{key}"]
