"""Evidence: hours, activities, neighbourhoods and euros of a declaration, and nobody's name."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements, declared
from tests.social_return.rewarding import an_activity, an_organiser, pay, take_part
from wallet.funds import funds
from wallet.social_return import deeds, origins, shares
from wallet.social_return.declarations import Declaration
from wallet.social_return.deeds import Done


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

    assert {one.kind: one.spent.cents for one in found} == {"garden": 33, "care": 67}


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
    assert rows["garden",] == {
        "labels": [{"kind": "garden", "neighbourhood": "Noord"}],
        "is_rest": False,
        "participants_at_least": 10,
        "net_cents": 36_00,
    }
    assert rows["care", "music"]["net_cents"] == 33_00
    assert rows["care", "music"]["is_rest"]
    assert facts["participants_at_least"] == 20
    assert sum(row["net_cents"] for row in facts["shops"]) == 69_00


def test_hours_are_those_of_ten_people_who_did_the_same(session: Session) -> None:
    agreement = declared.agree(session)
    organisers = an_organiser(agreement)
    garden = an_activity(agreement, organisers[0], "garden", "Noord")
    care = an_activity(agreement, organisers[0], "care", "Zuid")
    for activity, count in ((garden, 12), (care, 7)):
        for _ in range(count):
            pay(agreement, take_part(agreement, organisers, (activity, 60)), 3_00)

    facts = read(agreement.declare())

    assert facts["kinds"] == [{"kind": "garden", "hours": 10, "times": 10}]  # nine people wait
    assert (facts["hours"], facts["times"]) == (10, 10)


def test_hours_of_all_declarations_are_those_of_the_page(session: Session) -> None:
    """Ninety-five minutes each, ten people at a time: parts of an hour are lost once, not twice."""
    agreement = declared.agree(session)
    organisers = an_organiser(agreement)
    garden = an_activity(agreement, organisers[0], "garden", "Noord")
    found: list[tuple[int, int]] = []
    for people in (9, 2, 11, 0):
        for _ in range(people):
            take_part(agreement, organisers, (garden, 95))
        agreement.spend(1_00)
        declaration = agreement.declare()
        agreement.assess(declaration)
        agreement.next_day()
        facts = read(declaration)
        assert facts["kinds"] == [
            {"kind": "garden", "hours": facts["hours"], "times": facts["times"]}
        ] * bool(facts["times"])
        found.append((facts["hours"], facts["times"]))

    page = deeds.of_plans(session, [agreement.plan]).by_kind["garden"]

    assert found == [(0, 0), (15, 10), (16, 10), (0, 0)]  # 950 and 1,900 minutes, rounded down
    assert page == Done(31, 20)


def test_a_fund_that_comes_later_comes_with_all_the_page_shows_of_it(session: Session) -> None:
    agreement = declared.agree(session)
    sponsor, programme = agreement.fund.sponsor, agreement.programme
    second = funds.open_fund(session, programme, sponsor, name="Second", now=build.NOW)
    organisers = an_organiser(replace(agreement, fund=second))
    garden = an_activity(agreement, organisers[0], "garden", "Noord")
    for _ in range(10):
        take_part(agreement, organisers, (garden, 60))
    agreement.spend(1_00)
    first = agreement.declare()
    agreement.assess(first)
    agreement.next_day()
    plan = agreements.a_plan(session, second, agreement.obligation)
    agreements.approve(session, plan, at=agreement.now)

    later = agreement.declare()

    page = deeds.of_plans(session, [agreement.plan, plan])
    assert (read(first)["hours"], read(later)["hours"]) == (0, 10)
    assert page.together == Done(10, 10)


def test_fewer_than_ten_people_in_all_show_only_the_claim(session: Session) -> None:
    agreement = declared.agree(session)
    organisers = an_organiser(agreement)
    garden = an_activity(agreement, organisers[0], "garden", "Noord")
    for _ in range(9):
        pay(agreement, take_part(agreement, organisers, (garden, 60)), 3_00)

    facts = read(agreement.declare())

    assert (facts["activities"], facts["shops"]) == ([], [])
    assert (facts["hours"], facts["times"], facts["kinds"]) == (0, 0, [])
    assert facts["participants_at_least"] is None
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
