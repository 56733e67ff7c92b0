"""One coordinator writes down who took part, another one verifies or rejects it."""

from datetime import timedelta

import pytest
from lxml import html

from tests import build
from tests.client import Client
from tests.web.organiser.conftest import FORM, Garden
from wallet import clock
from wallet.activities import participations
from wallet.activities.participations import Participation
from wallet.money import Euros
from wallet.wallets import wallets

NEW = "/organiser/participations/new"
ENGLISH = {"Accept-Language": "en"}


def line_of(garden: Garden, **changes: str) -> dict[str, str]:
    """What the coordinator fills in for one participant."""
    today = clock.day_of(clock.now())
    line = {
        "participant_id": str(garden.wallet.id),
        "activity_id": str(garden.activity.id),
        "held_on": today.isoformat(),
        "hours": "1",
    }
    return line | changes


@pytest.fixture
def recorded(garden: Garden) -> Participation:
    """An hour of coffee, three coins, written down by the coordinator."""
    participation = build.a_participation(
        garden.session,
        garden.coordinator,
        garden.programme,
        wallet=garden.wallet,
        activity=garden.activity,
    )
    garden.session.commit()
    return participation


def decide(client: Client, participation: Participation) -> str:
    return f"/organiser/participations/{participation.id}"


def test_signing_in_is_needed(client: Client, garden: Garden) -> None:
    assert client.get(NEW).status_code == 302
    assert client.get("/organiser/").status_code == 302


def test_a_participation_is_written_down(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)

    answer = client.submit(NEW, form=FORM, **line_of(garden, hours="1,5"))

    assert answer.status_code == 302
    (written,) = participations.waiting(garden.session, garden.coordinator.organisation_id)
    assert (written.minutes, written.wallet_id) == (90, garden.wallet.id)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("hours", "0"),
        ("hours", "24:01"),
        ("hours", "25"),
        ("hours", "-2"),
        ("hours", "two"),
        ("hours", "1,555"),
        ("held_on", (clock.day_of(clock.now()) + timedelta(days=1)).isoformat()),
        ("held_on", "2001-01-01"),
        ("held_on", "9999-12-31"),
        ("held_on", "16 March"),
        ("participant_id", ""),
        ("activity_id", "x"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field(
    client: Client, garden: Garden, field: str, typed: str
) -> None:
    client.sign_in(garden.coordinator)

    answer = client.submit(NEW, form=FORM, **line_of(garden, **{field: typed}))

    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert page.xpath(f"//a[@href='#{field}']")
    assert page.xpath("//select[@name='participant_id']"), "the form stays on the page"
    assert participations.waiting(garden.session, garden.coordinator.organisation_id) == []


def test_an_exceeded_hour_limit_is_told_in_figures(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)
    dear = build.an_activity(garden.session, garden.coordinator, garden.programme, coins=10)
    garden.session.commit()
    client.get("/", headers=ENGLISH)

    answer = client.submit(NEW, form=FORM, **line_of(garden, activity_id=str(dear.id)))

    assert answer.status_code == 409
    assert "10,00" in answer.text
    assert participations.waiting(garden.session, garden.coordinator.organisation_id) == []


def test_a_participant_of_others_cannot_be_chosen(client: Client, garden: Garden) -> None:
    stranger = build.a_wallet(garden.session)
    garden.session.commit()
    client.sign_in(garden.coordinator)

    answer = client.submit(NEW, form=FORM, **line_of(garden, participant_id=str(stranger.id)))

    assert answer.status_code == 404


def test_a_colleague_verifies_and_the_coins_are_there(
    client: Client, garden: Garden, recorded: Participation
) -> None:
    client.sign_in(garden.colleague)

    answer = client.submit("/organiser/", form="form[contains(@action, '/verification')]")

    assert (answer.status_code, answer.location) == (302, "/organiser/")
    assert garden.name in client.get("/organiser/").text
    assert wallets.balance(garden.session, garden.wallet) == Euros(300)


def test_who_wrote_it_down_is_offered_no_verification(
    client: Client, garden: Garden, recorded: Participation
) -> None:
    client.sign_in(garden.coordinator)

    week = html.fromstring(client.get("/organiser/").text)
    page = html.fromstring(client.get(decide(client, recorded)).text)

    assert not week.xpath("//form[contains(@action, '/verification')]")
    assert not page.xpath("//form[contains(@action, '/verification')]")


def test_who_wrote_it_down_cannot_verify_it_either(
    client: Client, garden: Garden, recorded: Participation
) -> None:
    client.sign_in(garden.coordinator)
    page = html.fromstring(client.get(decide(client, recorded)).text)
    token = page.xpath("//meta[@name='csrf-token']/@content")[0]

    answer = client.post(
        f"{decide(client, recorded)}/verification", data={"csrf_token": token}, headers=ENGLISH
    )

    assert answer.status_code == 409
    assert "A colleague must verify it." in answer.text
    assert wallets.balance(garden.session, garden.wallet) == Euros(0)


def test_an_empty_budget_is_told_where_one_is(client: Client, garden: Garden) -> None:
    poor = build.a_coordinator(garden.session, garden.programme)
    colleague = build.a_colleague(garden.session, poor)
    recorded = build.a_participation(garden.session, poor, garden.programme)
    garden.session.commit()
    client.sign_in(colleague)

    answer = client.submit(
        decide(client, recorded), form="form[contains(@action, '/verification')]"
    )

    assert answer.status_code == 409
    assert "3,00" in answer.text
    garden.session.expire_all()
    assert recorded.verifications == []
    assert recorded.is_waiting


def test_a_rejection_needs_a_reason(
    client: Client, garden: Garden, recorded: Participation
) -> None:
    client.sign_in(garden.colleague)
    page = f"{decide(client, recorded)}/rejection"

    without = client.submit(page, form=FORM, reason="  ")
    with_reason = client.submit(page, form=FORM, reason="Was ill that day")

    assert (without.status_code, with_reason.status_code) == (422, 302)
    garden.session.expire_all()
    assert recorded.rejection is not None
    assert recorded.rejection.reason == "Was ill that day"


def test_a_participation_of_others_is_not_there(
    client: Client, garden: Garden, recorded: Participation
) -> None:
    stranger = build.a_coordinator(garden.session, garden.programme)
    garden.session.commit()
    client.sign_in(stranger)

    assert client.get(decide(client, recorded)).status_code == 404
    assert client.get(f"{decide(client, recorded)}/rejection").status_code == 404


def test_the_week_warns_about_a_low_budget(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)
    assert "notice part" not in client.get("/organiser/").text
    for _ in range(28):
        build.a_participation(
            garden.session, garden.coordinator, garden.programme, activity=garden.activity
        )
    garden.session.commit()

    assert "notice part" in client.get("/organiser/").text
