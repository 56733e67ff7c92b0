"""Steps 5 to 7: somebody takes part, a colleague confirms it, and the coins are on the phone."""

from datetime import timedelta

from tests.bad_input.answers import csrf_token
from tests.stories import visitors
from tests.stories.by_pages.cast import Cast
from tests.stories.phones import StoryPhone
from tests.stories.visitors import Page, Visitor
from wallet import clock
from wallet.identity.permissions import Role

ORGANISER = "/organiser"
ACTIVITIES = f"{ORGANISER}/activities/"
PARTICIPATIONS = f"{ORGANISER}/participations/"


def a_coordinator_registers_a_participant(cast: Cast) -> tuple[str, str]:
    """And hands over the start code that is shown at once."""
    shown = cast.karin.submit(
        f"{ORGANISER}/participants/new", {"pseudonym": "Merel", "birth_year": "1968"}
    )
    return shown.id, _code(shown)


def another_start_code(cast: Cast, participant_id: str) -> str:
    return _code(cast.karin.press(f"{ORGANISER}/participants/{participant_id}/enrolments"))


def a_start_code_makes_a_phone(cast: Cast, code: str) -> tuple[StoryPhone, Visitor]:
    """As the script of the page does it: the phone keeps its secret, and a cookie."""
    browser = visitors.new_browser(cast.app)
    assert browser.get("/enrol").status_code == 200
    headers = {"X-CSRFToken": csrf_token(browser), "Accept": "application/json"}
    told = browser.post("/enrol", json={"code": code}, headers=headers)
    assert told.status_code == 201
    phone = StoryPhone(told.json["handle"], bytes.fromhex(told.json["secret"]))
    return phone, cast.visitor(Role.PARTICIPANT, browser)


def a_morning_is_written_down(cast: Cast, participant_id: str) -> str:
    _offer(cast, "Tuinieren in de buurttuin", reward="5")
    return _write_down(cast, "Tuinieren in de buurttuin", participant_id).id


def a_colleague_verifies_it(cast: Cast, participation_id: str) -> None:
    """Who wrote it down cannot; a colleague can, once."""
    path = f"{PARTICIPATIONS}{participation_id}/verification"
    assert "collega" in cast.karin.press(path, status=409).refusal
    assert "€ 15,00" in cast.youssef.press(path).text
    assert cast.youssef.press(path, status=409).refusal


def an_empty_budget_says_so(cast: Cast, participant_id: str) -> None:
    """A second morning costs EUR 15.00, and EUR 5.00 is left."""
    second = _write_down(cast, "Tuinieren in de buurttuin", participant_id)
    refused = cast.youssef.press(f"{PARTICIPATIONS}{second.id}/verification", status=409)
    assert "€ 5,00" in refused.refusal
    assert "€ 15,00" in refused.refusal


def more_than_the_allowance_is_refused(cast: Cast, participant_id: str) -> None:
    """Nobody may get seven coins for an hour: more than EUR 5.75 would be taxed."""
    _offer(cast, "Bladeren harken", reward="7")
    refused = _write_down(cast, "Bladeren harken", participant_id, status=409)
    assert "per uur" in refused.refusal


def the_coins_are_on_the_phone(owner: Visitor, *, euros: str) -> None:
    """Balance, code and history, without any login; the code itself is drawn on the phone."""
    wallet = owner.read("/wallet")
    assert wallet.find("//*[contains(@class, 'purse')]//*[@data-slot='balance']") == f"€ {euros}"
    assert wallet.root.xpath("//*[@data-wallet and @data-handle]//*[@data-code]")
    assert "€ 15,00" in owner.read("/wallet/history").text


def _offer(cast: Cast, name: str, *, reward: str) -> None:
    offered = cast.karin.submit(
        f"{ACTIVITIES}new",
        {
            "name": name,
            "kind": "groen",
            "neighbourhood": "Zuid",
            "reward": reward,
            "per": "hour",
        },
    )
    assert name in offered.text


def _write_down(cast: Cast, activity: str, participant_id: str, *, status: int = 200) -> Page:
    form = cast.karin.read(f"{PARTICIPATIONS}new")
    activity_id = form.find(f"//option[contains(., '{activity}')]/@value")
    yesterday = clock.day_of(clock.now()) - timedelta(days=1)
    return cast.karin.submit(
        f"{PARTICIPATIONS}new",
        {
            "participant_id": participant_id,
            "activity_id": activity_id,
            "held_on": yesterday.isoformat(),
            "hours": "3",
        },
        status=status,
    )


def _code(shown: Page) -> str:
    return shown.find("//*[@data-code]")
