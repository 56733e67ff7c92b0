"""Every page of officer and sponsor, and what everybody sees of impact and statements.

The pages come from the routes themselves, so that a new one is looked at as soon as it is there.
"""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import register
from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.register import Register
from tests.browser.test_staff import signed_in

SMALL = {"width": 320, "height": 568}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FILES = (
    *(".export", ".evidence", ".file", ".pdf", ".json"),
    *(".print_request", ".export_request", ".print_repayment"),
)
"""What is saved, and no page."""
PUBLIC = ("public.impact", "public.check_statement")
REACHABLE = """() => [...document.querySelectorAll('main a[href], main button, main input')]
    .filter(one => one.offsetParent && one.type !== 'hidden' && one.tabIndex < 0).length"""


@pytest.fixture
def town(committed: Session) -> Register:
    return register.fill(committed)


def pages_of(app: Flask, audience: str, town: Register) -> Iterator[str]:
    """The address of every page of an audience, filled in with what there is."""
    for rule in app.url_map.iter_rules():
        is_theirs = rule.endpoint.startswith(f"{audience}.") or rule.endpoint == audience
        if is_theirs and "GET" in (rule.methods or ()) and not rule.endpoint.endswith(FILES):
            path = rule.rule
            for name in rule.arguments:
                path = path.replace(f"<uuid:{name}>", str(town.ids[name]))
            yield path


def look(page: Page, path: str, check_accessible: Callable[[Page], None]) -> None:
    """Read at a desk and on a phone, reach everything by keyboard, scroll nowhere sideways."""
    for size in (DESK, PHONE, SMALL):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # playwright has a TypedDict
        if size is not DESK:
            assert page.evaluate(OVERFLOW) == 0, (path, size)
            continue
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate(REACHABLE) == 0, path
        check_accessible(page)


@pytest.mark.parametrize("audience", ["authority", "sponsor"])
def test_the_pages_of(
    visit: Visit,
    check_accessible: Callable[[Page], None],
    committed: Session,
    app: Flask,
    town: Register,
    audience: str,
) -> None:
    who = town.officer if audience == "authority" else town.sponsor
    page = signed_in(visit, committed, who, size=DESK)
    paths = list(pages_of(app, audience, town))

    for path in paths:
        look(page, path, check_accessible)

    assert len(paths) >= 12


def test_what_everybody_sees(
    visit: Visit, check_accessible: Callable[[Page], None], app: Flask, town: Register
) -> None:
    said = town.statement
    page = visit("/")

    for path in (
        *(path for endpoint in PUBLIC for path in pages_of(app, endpoint, town)),
        f"/statements?number={said.number}&check={said.check_code}",
    ):
        look(page, path, check_accessible)


def test_an_officer_needs_no_mouse(visit: Visit, committed: Session, town: Register) -> None:
    """An effort is accepted with the keyboard alone."""
    page = signed_in(visit, committed, town.officer, size=DESK)
    page.goto(f"/authority/efforts/{town.effort.id}")
    button = page.locator("main form button[type=submit]")

    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")

    expect(page.locator("[role=status]")).to_have_count(1)
    committed.rollback()
    committed.refresh(town.effort)
    assert town.effort.assessment is not None


def test_what_is_wrong_names_its_field(visit: Visit, committed: Session, town: Register) -> None:
    """The summary has the focus; each line leads to a field and says which."""
    page = signed_in(visit, committed, town.sponsor, size=DESK, expects=[422])
    page.goto("/sponsor/address")
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    for name in ("street", "town"):
        page.locator(f"#{name}").fill("")
    with page.expect_response("**/address") as answer:
        page.locator("main form button").click()

    summary = page.locator(".error-summary")
    assert answer.value.status == 422
    expect(summary).to_be_focused()
    link = summary.get_by_role("link", name="Straat: Vul dit in.")
    expect(link).to_have_count(1)
    link.click()
    expect(page.locator("#street")).to_be_focused()
