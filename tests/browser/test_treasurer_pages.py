"""Every page of a treasurer, and the public proof of backing: for everybody, at every width.

The pages come from the routes, so that a new one is not forgotten. What breaks the content
security policy fails the visit.
"""

from collections.abc import Callable

import pytest
from flask import Flask, url_for
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.browser.conftest import DESK, PHONE, Visit
from tests.browser.test_staff import check_width, signed_in
from tests.ledger.test_seals import KEY
from tests.settlement import files
from tests.treasury import Treasury
from wallet.money import Euros
from wallet.settlement import assignments, backing_days, reconciliation
from wallet.settlement.repayments import Payee

SMALL = {"width": 320, "height": 568}
DOWNLOADS = {
    "treasurer.settlements.download",
    "treasurer.repayments.download",
    "treasurer.repayments.print_letter",
}
PUBLIC = ("public.proof", "public.list_backing")
SENDER = Payee("Wijkraad Zuid", "NL02ABNA0123456789", "Nobody asked for this")


@pytest.fixture
def office(committed: Session) -> Treasury:
    return treasury.open_treasury(committed)


@pytest.fixture
def paths(app: Flask, office: Treasury) -> list[str]:
    """Every page, of a treasury where each kind of thing is there and something waits."""
    known = _what_there_is(office)
    with app.test_request_context():
        return [
            url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and _is_page(rule.endpoint)
        ]


def _is_page(endpoint: str) -> bool:
    own = endpoint.startswith("treasurer.") and endpoint not in DOWNLOADS
    return own or endpoint in PUBLIC


def _what_there_is(office: Treasury) -> dict[str, object]:
    """A run at the bank, a payout that came back, a run to approve, cases to decide, a gap."""
    session, programme = office.session, office.programme
    ordered = office.export(office.a_settlement())
    [payout] = ordered.payouts
    asked = office.a_request(100_00)
    back = files.a_credit(payout.amount.cents, end_to_end_id=payout.end_to_end_id, is_return=True)
    too_much = files.a_credit(130_00, structured_reference=asked.reference, name="Sponsor B.V.")
    unknown = files.a_credit(75_00, remittance="a gift " + "x" * 120, name="Wijkraad Zuid")
    unasked = files.a_debit(5_00, name="Bank charges")
    content = office.a_file(back, too_much, unknown, unasked)
    taken = reconciliation.take_in(
        session, content, operator_id=programme.operator_id, by=None, now=build.NOW
    )
    waiting = reconciliation.unmatched(session, programme.operator_id)
    entry = next(each for each in waiting if each.amount == unknown.amount)
    facts = {"by": office.treasurer.person, "now": build.NOW, "amount": Euros(30_00)}
    repayment = assignments.send_back(session, entry, SENDER, **facts)
    waits = office.a_settlement(owed=15_00)
    backing_days.prove(session, KEY, now=build.NOW)
    session.commit()
    return {
        "entry_id": entry.id,
        "file_id": taken.file_id,
        "fund_id": office.fund.id,
        "programme_id": programme.id,
        "repayment_id": repayment.id,
        "settlement_id": waits.id,
        "shop_id": payout.merchant_id,
    }


@pytest.mark.parametrize("language", ["nl-NL", "en-GB"])
def test_every_page_is_for_everybody(
    visit: Visit,
    committed: Session,
    check_accessible: Callable[[Page], None],
    office: Treasury,
    paths: list[str],
    *,
    language: str,
) -> None:
    assert len(paths) >= 17
    page = signed_in(visit, committed, office.colleague, size=DESK, language=language)
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        check_accessible(page)
        for size in (DESK, PHONE, SMALL):
            page.set_viewport_size(size)  # type: ignore[arg-type]  # playwright has a TypedDict
            check_width(page)
