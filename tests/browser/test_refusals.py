"""The pages nobody hopes to see can be read by everybody."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Visit


def test_a_page_that_does_not_exist_says_what_to_do(
    visit: Visit, check_accessible: Callable[[Page], None]
) -> None:
    for size in (PHONE, DESK):
        page = visit("/no-such-page", size=size, expects=[404])
        expect(page.get_by_role("heading", name="Pagina niet gevonden")).to_be_visible()
        check_accessible(page)


def test_a_refusal_says_why_and_leads_back(
    visit: Visit, check_accessible: Callable[[Page], None]
) -> None:
    page = visit("/till/pair", size=PHONE, expects=[400])
    page.context.clear_cookies()  # as when the page was open for a day
    page.get_by_label("Koppelcode").fill("AAAAA-AAAAA")
    page.get_by_role("button", name="Koppelen").click()

    expect(page.get_by_text("Deze pagina stond te lang open.")).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="Ga terug").click()
    expect(page).to_have_url("/till/pair")


def test_a_wrong_pairing_code_is_mended_where_it_was_typed(
    visit: Visit, check_accessible: Callable[[Page], None]
) -> None:
    page = visit("/till/pair", size=PHONE, expects=[409])
    page.get_by_label("Koppelcode").fill("AAAAA-AAAAA")
    page.get_by_role("button", name="Koppelen").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    check_accessible(page)
    summary.get_by_role("link", name="Deze koppelcode is onbekend.").click()
    expect(page.get_by_label("Koppelcode")).to_be_focused()
    expect(page.get_by_label("Koppelcode")).to_have_value("AAAAA-AAAAA")


def test_the_language_can_be_chosen_on_any_page(visit: Visit) -> None:
    page = visit("/enrol", size=PHONE)

    page.get_by_role("button", name="English").click()

    expect(page).to_have_url("/enrol")
    expect(page.get_by_role("heading", name="Put your coins on this phone")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
