"""What a phone must fetch: little before the code, little in all, the worker's share too."""

from playwright.sync_api import Page, Request, expect
from sqlalchemy.orm import Session

from tests.browser import hands
from tests.browser.conftest import Visit
from tests.browser.town import a_town

BEFORE_THE_CODE = 20_000
"""Bytes over the wire, headers included."""
WHOLE_VISIT = 100_000

WORKER_DONE = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  return active.state;
}"""
NEW_AGAIN = "service_workers,cache_storage"
"""What a phone that only just enrolled does not have yet."""


def test_the_first_view_is_light(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=1_00))
    asked = _first_visit(phone)

    names = [request.url.rpartition("/")[2] for request in asked]
    until_the_code = asked[: names.index("results.js")]
    assert sum(map(_transferred, until_the_code)) <= BEFORE_THE_CODE
    assert "lean-qr.js" in [request.url.rpartition("/")[2] for request in until_the_code]


def test_the_whole_first_visit_is_light_with_all_that_is_kept(
    visit: Visit, committed: Session
) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=1_00))
    asked = _first_visit(phone)

    by_the_worker = [request for request in asked if request.service_worker]
    assert len(by_the_worker) > 20
    assert sum(map(_transferred, asked)) <= WHOLE_VISIT


def _first_visit(phone: Page) -> list[Request]:
    """Everything fetched by page and worker, with nothing kept from before."""
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    phone.evaluate(WORKER_DONE)
    phone.goto("/till/pair")  # a page the worker has nothing to do with
    session = phone.context.new_cdp_session(phone)
    origin = phone.evaluate("location.origin")
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": NEW_AGAIN})
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    asked: list[Request] = []

    def remember(request: Request) -> None:
        asked.append(request)

    phone.context.on("requestfinished", remember)
    phone.goto("/wallet")
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    phone.evaluate(WORKER_DONE)
    phone.wait_for_timeout(500)  # the last answers are on their way to this list
    return list(asked)


def _transferred(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]
