"""A coordinator says what there is to do, and what it brings."""

import pytest
from lxml import html

from tests import build
from tests.client import Client
from tests.web.organiser.conftest import FORM, Garden
from wallet.activities import activities
from wallet.activities.activities import RewardPer
from wallet.identity.permissions import Role
from wallet.money import Coins

NEW = "/organiser/activities/new"
WALK = {"name": "Walk", "kind": "care", "neighbourhood": "Noord", "reward": "4", "per": "hour"}


def test_signing_in_is_needed(client: Client, garden: Garden) -> None:
    assert client.get("/organiser/activities/").status_code == 302


def test_a_merchant_has_no_activities(client: Client, garden: Garden) -> None:
    stranger = build.a_member(garden.session, Role.MERCHANT)
    garden.session.commit()
    client.sign_in(stranger)

    assert client.get("/organiser/activities/").status_code == 404


def test_an_activity_by_the_hour(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)

    answer = client.submit(NEW, form=FORM, **WALK)

    assert answer.status_code == 302
    assert "Walk" in client.get("/organiser/activities/").text
    own = activities.of_organisation(garden.session, garden.coordinator.organisation_id)
    walk = next(each for each in own if each.name == "Walk")
    assert (walk.reward, walk.per, walk.minutes_each) == (Coins(4), RewardPer.HOUR, None)


def test_an_activity_by_the_time_says_how_long_it_is(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)

    without = client.submit(NEW, form=FORM, **WALK | {"per": "time"})
    with_hours = client.submit(NEW, form=FORM, **WALK | {"per": "time", "hours_each": "2:30"})

    assert (without.status_code, with_hours.status_code) == (422, 302)
    assert html.fromstring(without.text).xpath("//a[@href='#hours_each']")
    own = activities.of_organisation(garden.session, garden.coordinator.organisation_id)
    assert [each.minutes_each for each in own if each.name == "Walk"] == [150]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("reward", "0"), ("reward", "1001"), ("reward", "2.5"), ("kind", "x" * 101)],
)
def test_what_makes_no_sense_is_told_beside_its_field(
    client: Client, garden: Garden, field: str, typed: str
) -> None:
    client.sign_in(garden.coordinator)

    answer = client.submit(NEW, form=FORM, **WALK | {field: typed})

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath(f"//a[@href='#{field}']")
