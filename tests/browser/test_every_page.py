"""Every page of phone, till, shop and desk, in each language: for everybody, at every width.

The pages are compared with the routes themselves, so that a new one is not forgotten. What breaks
the content security policy or Trusted Types fails the visit it belongs to.
"""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import hands, places
from tests.browser.conftest import DESK, PHONE, TILL, Visit
from tests.browser.places import Places
from tests.browser.test_staff import signed_in
from tests.browser.whole_town import WholeTown, a_whole_town

Check = Callable[[Page], None]
Sizes = tuple[dict[str, int], ...]

AUDIENCES = {
    "participant": places.PHONE_PLACES,
    "till": places.TILL_PLACES,
    "merchant": places.SHOP_PLACES,
    "organiser": places.DESK_PLACES,
}
SMALL, MAGNIFIED = {"width": 320, "height": 568}, {"width": 195, "height": 422}
"""The smallest phone, and one of 390 pixels at 200 %."""
HALF_A_TILL = {"width": TILL["width"] // 2, "height": TILL["height"] // 2}
UNFOLD = "for (const fold of document.querySelectorAll('main details')) fold.open = true"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_is_forgotten(app: Flask) -> None:
    routes = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint.partition(".")[0] in AUDIENCES
    }
    seen = {name for pages in AUDIENCES.values() for name in pages}

    assert routes - seen - places.NO_PAGES.keys() == set()
    assert (seen | places.NO_PAGES.keys()) - routes == set()


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_the_phone(
    visit: Visit, check_accessible: Check, committed: Session, language: str
) -> None:
    whole = a_whole_town(committed)
    phone = hands.start_phone(visit, whole.town, service_workers="block")
    phone.goto("/wallet/coins")
    speak(phone, language)

    def check(page: Page) -> None:
        check_accessible(page)
        assert page.locator("button[data-speak]").count() == 1, "no voice"

    see_all(phone, whole, places.PHONE_PLACES, language, check)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_till(visit: Visit, check_accessible: Check, committed: Session, language: str) -> None:
    whole = a_whole_town(committed)
    till = hands.pair_till(visit, whole.town, service_workers="block")
    speak(till, language)

    sizes = (TILL, SMALL, HALF_A_TILL)
    see_all(till, whole, places.TILL_PLACES, language, check_accessible, sizes)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("audience", ["merchant", "organiser"])
def test_the_shop_and_the_desk(
    visit: Visit, check_accessible: Check, committed: Session, audience: str, language: str
) -> None:
    whole = a_whole_town(committed)
    who = whole.owner if audience == "merchant" else whole.coordinator
    page = signed_in(visit, committed, who, size=DESK)
    speak(page, language)

    sizes = (DESK, PHONE, SMALL)
    see_all(page, whole, AUDIENCES[audience], language, check_accessible, sizes)


def speak(page: Page, language: str) -> None:
    """Choose this language on the page, where another one is on."""
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f"form[action='/language'] button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def see_all(
    page: Page,
    whole: WholeTown,
    seen: Places,
    language: str,
    check: Check,
    sizes: Sizes = (PHONE, SMALL, MAGNIFIED),
) -> None:
    """Go everywhere; look for barriers, in Dutch at two sizes, and for what sticks out at all."""
    looked_at = sizes[: 2 if language == "nl" else 1]
    for path in (path for place in seen.values() for path in place(whole)):
        page.set_viewport_size(sizes[0])  # type: ignore[arg-type]  # playwright has a TypedDict
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.evaluate(UNFOLD)
        for size in sizes:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert page.evaluate(OVERFLOW) == 0, (path, size)
            if size in looked_at:
                check(page)
