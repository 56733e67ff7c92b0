"""Step 9: what shops are owed is drawn up, approved by another, ordered at the bank, and paid."""

from tests.stories import bank_files, payment_orders
from tests.stories.by_pages.cast import Cast
from tests.stories.payment_orders import Order
from tests.stories.town import IBAN
from wallet import clock
from wallet.settlement import calendars

SETTLEMENTS = "/treasurer/settlements"


def one_treasurer_draws_up_and_another_approves(cast: Cast) -> str:
    is_payout_day = clock.day_of(clock.now()).isoweekday() == calendars.MONDAY
    why = {} if is_payout_day else {"reason": "Voor de feestdagen"}
    drawn_up = cast.fatma.submit(f"{SETTLEMENTS}/new", why)
    assert "€ 4,50" in drawn_up.text
    assert "€ 3,00" in drawn_up.text
    approval = f"{drawn_up.path}/approval"
    assert not drawn_up.root.xpath(f"//form[@action='{approval}']")
    assert cast.fatma.press(approval, status=409).refusal
    approved = cast.joris.submit(drawn_up.path, {}, to=approval)
    assert "Joris Bakker" in approved.text
    assert "Joris Bakker" in cast.joris.press(approval, status=409).refusal
    return drawn_up.path


def the_bank_gets_a_file(cast: Cast, settlement: str) -> Order:
    cast.joris.submit(settlement, {}, to=f"{settlement}/payment-file")
    cast.joris.strangers.are_kept_out({cast.joris.role}, "GET", f"{settlement}/payment-file", None)
    file = cast.fatma.browser.get(f"{settlement}/payment-file")
    assert file.headers["Content-Disposition"].startswith("attachment")
    order = payment_orders.read(file.data)
    assert order.amounts == {"Bakkerij Zonneveld": "4.50", "Zwembad De Golf": "3.00"}
    return order


def the_bank_says_they_are_paid(cast: Cast, version: str, order: Order, settlement: str) -> None:
    statement = bank_files.payouts(
        version,
        iban=IBAN,
        bakery=order.end_to_end_ids["Bakkerij Zonneveld"],
        pool=order.end_to_end_ids["Zwembad De Golf"],
        payment_file=order.message_id,
    )
    taken_in = cast.joris.submit("/treasurer/bank-statements/", {"file": statement})
    assert not taken_in.root.xpath("//main//a[contains(@href, '/bank-entries/')]")
    assert "Betaald" in cast.fatma.read(settlement).find(
        "//*[@class='page-head']//*[contains(@class, 'tag')]"
    )
