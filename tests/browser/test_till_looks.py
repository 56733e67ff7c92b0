"""Every page of the till, for everybody: both languages, a small phone, letters twice the size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import hands
from tests.browser.conftest import TILL, Visit
from tests.browser.test_till_journal import a_code, ask, lose_answers
from tests.browser.town import a_town

Check = Callable[[Page], None]

SMALL = {"width": 320, "height": 568}
TWICE_AS_LARGE = {"width": TILL["width"] // 2, "height": TILL["height"] // 2}
"""WCAG 2.2, 1.4.4: at 200 % a page has half the pixels."""
OUTCOMES = ("paid", "partly", "refused", "revoked", "mistake", "unknown", "unkept", "asking")
SHOW = """async (id) => {
  const { show } = await import("/static/js/shared/slots.js");
  document.querySelector("[data-till]").hidden = true;
  document.querySelector("[data-answer]").hidden = false;
  const sentence = "De code heeft 24 cijfers. Typ de code opnieuw.";
  const told = { paid: "€ 1.234,50", to_go: "€ 1,80", receipt: "7K2M9XQB", sentence };
  show(document.querySelector("[data-answer]"), id, told);
}"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["nl-NL", "en-GB"])
def test_every_page_and_outcome_can_be_used_by_everybody(
    visit: Visit, check_accessible: Check, committed: Session, language: str
) -> None:
    till = paired(visit, committed, TILL, language=language)
    check_accessible(till)
    till.locator("[data-other] summary").click()  # open by itself, for there is no camera
    check_accessible(till)
    for outcome in OUTCOMES:
        till.evaluate(SHOW, outcome)
        check_accessible(till)
    till.goto("/till/redemptions")
    check_accessible(till)


@pytest.mark.parametrize("size", [SMALL, TWICE_AS_LARGE], ids=["320 px", "200 %"])
def test_nothing_runs_out_of_a_small_screen(
    visit: Visit, check_accessible: Check, committed: Session, size: dict[str, int]
) -> None:
    till = paired(visit, committed, size)
    assert till.evaluate(OVERFLOW) == 0
    till.locator("[data-other] summary").click()  # open by itself, for there is no camera
    assert till.evaluate(OVERFLOW) == 0
    for outcome in OUTCOMES:
        till.evaluate(SHOW, outcome)
        assert till.evaluate(OVERFLOW) == 0, outcome
    check_accessible(till)
    till.goto("/till/redemptions")
    assert till.evaluate(OVERFLOW) == 0


def test_a_line_of_an_open_sale_fits_a_small_screen(
    visit: Visit, check_accessible: Check, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town, expects=["ERR_"])
    till.set_viewport_size(SMALL)  # type: ignore[arg-type]  # playwright has a TypedDict for this
    lose_answers(till)
    ask(till, "5", a_code(committed, town))
    till.locator("[data-outcome=unknown] [data-next]").click()

    expect(till.locator(".open-sale")).to_be_visible()
    assert till.evaluate(OVERFLOW) == 0
    check_accessible(till)


def paired(
    visit: Visit, session: Session, size: dict[str, int], *, language: str = "nl-NL"
) -> Page:
    town = a_town(session, cents=9_00)
    till = visit("/till/pair", size=size, language=language)
    till.locator("input[name=code]").fill(town.pairing_code)
    till.locator("form[method=post] button[type=submit]").first.click()
    expect(till.locator("html[data-ready]")).to_be_attached()
    return till
