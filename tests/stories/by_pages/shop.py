"""Step 8: two shops take coins; a sale that was a mistake is undone."""

from tests.stories import visitors
from tests.stories.by_pages.cast import Cast
from tests.stories.phones import StoryPhone
from tests.stories.visitors import Page, Visitor
from wallet.identity.permissions import Role

SALES = "/till/redemptions"


def a_till_is_paired(cast: Cast, owner: Visitor) -> Visitor:
    """The owner makes a code, the device that types it becomes the till."""
    shop = owner.browser.get("/merchant/", follow_redirects=True).request.path
    made = owner.submit(f"{shop}/tills/", {"name": "Kassa 1"}, to=f"{shop}/tills/")
    code = made.find("//*[@data-code]")
    browser = visitors.new_browser(cast.app)
    paired = browser.submit("/till/pair", form="main//form", code=code)
    assert paired.status_code == 302
    return cast.visitor(Role.TILL, browser)


def bread_is_paid(till: Visitor, phone: StoryPhone) -> None:
    """EUR 4.50; sent again with the same request id, the answer is the same."""
    request_id = till.read("/till").find("//input[@name='request_id']/@value")
    sale = {"request_id": request_id, "price": "4,50", "code": phone.code()}
    paid, again = till.send(SALES, sale), till.send(SALES, sale)
    assert "€ 4,50" in _answer(paid, "paid")
    assert _answer(again, "paid") == _answer(paid, "paid")


def swimming_is_partly_paid(till: Visitor, phone: StoryPhone) -> None:
    """EUR 20.00 is more than there is."""
    paid = till.submit("/till", {"price": "20", "code": phone.code(steps=1)})
    told = _answer(paid, "partly")
    assert "€ 10,50" in told
    assert "€ 9,50" in told


def the_owner_gives_it_back(owner: Visitor) -> None:
    shop = owner.browser.get("/merchant/", follow_redirects=True).request.path
    sale = owner.read(f"{shop}/sales/").find("//main//th/a[contains(@href, '/sales/')]/@href")
    undone = owner.submit(f"{sale}/reversal", {})
    assert undone.path == sale
    assert "€ 10,50" in undone.text
    assert not undone.root.xpath("//main//a[contains(@class, 'danger')]")


def a_child_swims(till: Visitor, tablet: StoryPhone) -> None:
    """EUR 3.00, from the same wallet on another device; its code pays once."""
    code = tablet.code()
    assert "€ 3,00" in _answer(till.submit("/till", {"price": "3", "code": code}), "paid")
    again = till.submit("/till", {"price": "3", "code": code})
    assert "€" not in _answer(again, "refused")


def _answer(page: Page, outcome: str) -> str:
    return " ".join(page.find(f"//*[@data-outcome='{outcome}']").split())
