"""What treasurers and administrators see of payouts, offers and accounts of shops."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.browser.conftest import Visit
from tests.browser.test_staff import SIZES, Check, check_width, signed_in
from tests.settlement import debts
from wallet.identity.permissions import Role
from wallet.merchants import iban_changes, offers
from wallet.money import Euros
from wallet.settlement import settlements


@SIZES
@pytest.mark.parametrize("role", [Role.TREASURER, Role.ADMIN])
def test_the_pages_are_for_everybody(
    visit: Visit, committed: Session, check_accessible: Check, role: Role, size: dict[str, int]
) -> None:
    programme = build.a_programme(committed)
    shop = build.a_merchant(committed, programme)
    owner = build.a_member(committed, Role.MERCHANT, shop.organisation)
    treasurer = build.a_member(committed, Role.TREASURER, programme.operator)
    fund = build.a_fund(committed, programme)
    debts.owe(committed, shop, fund, 7_50)
    by = treasurer.person
    settlement = settlements.draw_up(committed, programme, by=by, now=build.NOW)
    debts.undo(committed, shop, fund, 2_50)
    iban_changes.ask(
        committed, shop, iban=build.an_iban(), payee="Shop", by=owner.person, now=build.NOW
    )
    prices = (Euros(3_00), Euros(3_50))
    offer = offers.submit(
        committed,
        shop,
        programme_id=programme.id,
        name="Bread",
        prices=prices,
        by=owner.person,
        now=build.NOW,
    )
    paths = {
        Role.TREASURER: [
            "/treasurer/shops/",
            f"/treasurer/shops/{programme.id}/{shop.id}/block",
            "/treasurer/settlements/new",
            f"/treasurer/settlements/{settlement.id}",
            f"/treasurer/settlements/{settlement.id}/withdrawal",
        ],
        Role.ADMIN: [
            "/admin/offers/",
            f"/admin/offers/{offer.id}/decline",
            f"/admin/programmes/{programme.id}/payout-calendar",
        ],
    }
    admin = build.a_member(committed, Role.ADMIN, programme.operator)
    who = {Role.TREASURER: treasurer, Role.ADMIN: admin}[role]
    page = signed_in(visit, committed, who, size=size)

    for path in paths[role]:
        page.goto(path)
        check_accessible(page)
        check_width(page)
