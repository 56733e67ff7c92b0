"""The story: a phone shows, a till scans, and both know what was paid."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import camera
from tests.browser.conftest import PHONE, TILL, Visit
from tests.browser.town import a_town
from wallet.money import Euros
from wallet.wallets import wallets

DECODES_WITHIN = 20_000
"""Milliseconds; the till needs one or two, a busy machine more."""


def test_a_participant_pays_by_showing_the_phone(
    visit: Visit, check_accessible: Callable[[Page], None], committed: Session, tmp_path: Path
) -> None:
    town = a_town(committed, cents=12_00)

    phone = visit(f"/enrol#{town.enrolment_code}", size=PHONE)
    check_accessible(phone)
    phone.get_by_role("button", name="Beginnen").click()
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    expect(phone.locator("[data-slot=balance]").first).to_have_text("€ 12,00")
    check_accessible(phone)
    shown_step = phone.locator("[data-code]").get_attribute("data-step")
    video = camera.film(tmp_path / "phone.y4m", phone.screenshot())

    till = visit("/till", size=TILL, camera=video)
    expect(till).to_have_url("/till/pair")
    check_accessible(till)
    till.get_by_label("Koppelcode").fill(town.pairing_code)
    till.get_by_role("button", name="Koppelen").click()
    expect(till.locator("html[data-ready]")).to_be_attached()
    check_accessible(till)
    for key in ("5", ",", "0", "0"):
        till.get_by_role("button", name=key, exact=True).click()
    till.get_by_role("button", name="Scan de code").click()

    expect(till.locator("[data-outcome=paid]")).to_be_visible(timeout=DECODES_WITHIN)
    expect(till.locator("[data-slot=paid]")).to_have_text("€ 5,00")
    check_accessible(till)

    expect(phone.get_by_role("heading", name="Betaald: € 5,00")).to_be_visible()
    expect(phone.locator(".result [data-slot=coins]")).to_have_text("7")
    expect(phone.locator("[data-code]")).not_to_have_attribute("data-step", str(shown_step))
    check_accessible(phone)
    phone.get_by_role("button", name="OK").click()
    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 7,00")
    assert wallets.balance(committed, town.wallet) == Euros(7_00)

    for word in ("Munten", "Geschiedenis"):
        phone.get_by_role("link", name=word).click()
        check_accessible(phone)
    till.get_by_role("link", name="Vandaag").click()
    expect(till.get_by_role("cell", name="€ 5,00").first).to_be_visible()
    check_accessible(till)
