"""Evidence: hours, activities, neighbourhoods and euros of a declaration, and nobody's name."""

import json
from typing import Any

from sqlalchemy.orm import Session

from tests import build
from tests.social_return import declared
from tests.social_return.declared import Agreement
from wallet.activities import activities, verifications
from wallet.activities.activities import Activity
from wallet.identity.memberships import Membership
from wallet.merchants import phone_sales
from wallet.money import Coins
from wallet.social_return import origins, shares
from wallet.social_return.declarations import Declaration


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


def read(declaration: Declaration) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(declaration.figures.evidence)
    return facts


def test_what_is_spent_from_a_mixed_purse_is_divided_to_the_cent(session: Session) -> None:
    agreement = declared.agree(session)
    organisers = an_organiser(agreement)
    garden = an_activity(agreement, organisers[0], "garden", "Noord")
    care = an_activity(agreement, organisers[0], "care", "Zuid")
    phone = take_part(agreement, organisers, (garden, 60), (care, 120))  # EUR 3 and EUR 6
    pay(agreement, phone, 1_00)

    found = origins.of_declaration(session, agreement.declare())

    spent = {one.kind: (one.spent.cents, one.minutes) for one in found}
    assert spent == {"garden": (33, 7), "care": (67, 13)}


def test_parts_always_add_up() -> None:
    assert shares.divide(100, [1, 1, 1]) == [34, 33, 33]
    assert shares.divide(7, [0, 0]) == [0, 0]
    assert sum(shares.divide(99_999, [3, 7, 11, 13])) == 99_999


def test_ten_people_are_shown_and_fewer_are_put_together(session: Session) -> None:
    agreement = declared.agree(session)
    organisers = an_organiser(agreement)
    garden = an_activity(agreement, organisers[0], "garden", "Noord")
    care = an_activity(agreement, organisers[0], "care", "Zuid")
    music = an_activity(agreement, organisers[0], "music", "Zuid")
    for activity, count in ((garden, 12), (care, 7), (music, 4)):
        for _ in range(count):
            pay(agreement, take_part(agreement, organisers, (activity, 60)), 3_00)

    facts = read(agreement.declare())

    rows = {tuple(label["kind"] for label in row["labels"]): row for row in facts["activities"]}
    assert rows["garden",]["hours"] == 12
    assert rows["garden",]["participants_at_least"] == 10
    assert rows["care", "music"]["net_cents"] == 33_00
    assert rows["care", "music"]["is_rest"]
    assert (facts["hours"], facts["participants_at_least"]) == (23, 20)
    assert sum(row["net_cents"] for row in facts["shops"]) == 69_00


def test_fewer_than_ten_people_in_all_show_only_the_claim(session: Session) -> None:
    agreement = declared.agree(session)
    organisers = an_organiser(agreement)
    garden = an_activity(agreement, organisers[0], "garden", "Noord")
    for _ in range(9):
        pay(agreement, take_part(agreement, organisers, (garden, 60)), 3_00)

    facts = read(agreement.declare())

    assert (facts["activities"], facts["shops"]) == ([], [])
    assert (facts["hours"], facts["participants_at_least"]) == (None, None)
    assert facts["lines"][0]["counted_cents"] == 27_00


def test_nobody_is_named(session: Session) -> None:
    agreement = declared.agree(session)
    organisers = an_organiser(agreement)
    garden = an_activity(agreement, organisers[0], "garden", "Noord")
    phones = [take_part(agreement, organisers, (garden, 60)) for _ in range(10)]
    for phone in phones:
        pay(agreement, phone, 3_00)

    text = agreement.declare().figures.evidence

    for phone in phones:
        assert str(phone.wallet.id) not in text
        assert str(phone.device.id) not in text
    assert "Pseudonym" not in text
