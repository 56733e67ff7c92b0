"""People who take part and are rewarded from the fund of an agreement, and spend it."""

from tests import build
from tests.social_return.declared import Agreement
from wallet.activities import activities, verifications
from wallet.activities.activities import Activity
from wallet.identity.memberships import Membership
from wallet.merchants import phone_sales
from wallet.money import Coins


def an_organiser(agreement: Agreement) -> tuple[Membership, Membership]:
    """A coordinator with EUR 2,000 of the fund to hand out, and a colleague who verifies."""
    session = agreement.session
    coordinator = build.a_coordinator(session, agreement.programme)
    build.top_up(session, agreement.fund, 2_000_00)
    build.a_budget(session, coordinator, agreement.fund, 2_000_00)
    return coordinator, build.a_colleague(session, coordinator)


def an_activity(agreement: Agreement, by: Membership, kind: str, place: str) -> Activity:
    return activities.open_activity(
        agreement.session,
        by.organisation_id,
        agreement.programme.id,
        name=f"{kind} in {place}",
        kind=kind,
        neighbourhood=place,
        reward=Coins(3),
        today=build.TODAY,
    )


def take_part(
    agreement: Agreement,
    organisers: tuple[Membership, Membership],
    *did: tuple[Activity, int],
) -> build.Phone:
    """Somebody does these activities, so many minutes each, and is rewarded."""
    session, (coordinator, colleague) = agreement.session, organisers
    phone = build.a_phone(session)
    for activity, minutes in did:
        participation = build.a_participation(
            session,
            coordinator,
            agreement.programme,
            wallet=phone.wallet,
            activity=activity,
            minutes=minutes,
        )
        verifications.verify(session, participation, by=colleague, now=build.NOW)
    return phone


def pay(agreement: Agreement, phone: build.Phone, cents: int) -> None:
    phone_sales.redeem(agreement.session, agreement.till, **build.a_sale(phone, cents=cents))
