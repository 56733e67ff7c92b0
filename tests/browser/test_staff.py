"""A coordinator at the desk and the owner of a shop, on a laptop and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests import build
from tests.browser.conftest import DESK, PHONE, TILL, Visit
from wallet import clock
from wallet.identity import sign_in
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.wallets import registrations

Check = Callable[[Page], None]
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["laptop", "phone"])


def signed_in(visit: Visit, session: Session, member: Membership, **how: object) -> Page:
    """Open the link from the mail, and press its button."""
    token = sign_in.issue(session, member.person, now=clock.now())
    session.commit()
    page = visit(f"/sign-in/{token}", **how)
    page.locator("main button").click()
    return page


def check_width(page: Page) -> None:
    """Nothing sticks out of the screen."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert page.evaluate(wide) is False


@SIZES
def test_somebody_is_registered_at_the_desk_and_leaves_with_a_phone(
    visit: Visit, committed: Session, check_accessible: Check, size: dict[str, int]
) -> None:
    coordinator = build.a_coordinator(committed)
    desk = signed_in(visit, committed, coordinator, size=size)
    desk.get_by_role("link", name="Deelnemer inschrijven").click()
    desk.get_by_label("Schuilnaam").fill("Zonnebloem")
    desk.get_by_label("Geboortejaar").fill("1987")
    desk.get_by_role("button", name="Inschrijven en startcode maken").click()

    code = desk.locator("[data-code]")
    first = code.inner_text()
    check_accessible(desk)
    check_width(desk)
    desk.reload()
    expect(code).not_to_have_text(first)  # reloading made a new code, and nobody twice
    assert len(registrations.participants(committed, coordinator.organisation_id)) == 1

    phone = visit(f"/enrol#{code.inner_text()}", size=PHONE)
    phone.get_by_role("button", name="Beginnen").click()
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    desk.get_by_role("link", name="Klaar").click()
    expect(desk.get_by_text("Telefoon 1")).to_be_visible()


@SIZES
def test_the_owner_pairs_a_till(
    visit: Visit, committed: Session, check_accessible: Check, size: dict[str, int]
) -> None:
    shop = build.a_merchant(committed, build.a_programme(committed))
    owner = build.a_member(committed, Role.MERCHANT, shop.organisation)
    page = signed_in(visit, committed, owner, size=size)
    page.get_by_role("link", name="Kassa koppelen").first.click()
    page.get_by_label("Naam van de kassa").fill("Balie")
    page.get_by_role("button", name="Koppelcode maken").click()
    check_accessible(page)
    check_width(page)

    till = visit("/till", size=TILL)
    till.get_by_label("Koppelcode").fill(page.locator("[data-code]").inner_text())
    till.get_by_role("button", name="Koppelen").click()

    expect(till.locator("html[data-ready]")).to_be_attached()
