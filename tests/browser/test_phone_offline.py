"""The phone without network: it opens, says how old the balance is, and pays."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import hands
from tests.browser.conftest import PHONE, Visit
from tests.browser.town import a_town
from wallet import clock
from wallet.codes import pay_codes
from wallet.wallets import devices
from wallet.web.participant import offline

NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
CODE_WITHIN = 1.0
"""Seconds from opening the phone to a code that can be scanned; the best of three tells."""

KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request, { ignoreVary: true });
      found[new URL(request.url).pathname] = await answer.text();
    }
  }
  return found;
}"""
IN_CONTROL = "async () => { await navigator.serviceWorker.ready; }"
VERSION = "async () => (await caches.keys()).filter((name) => name.includes(':'))"
CHECK_FOR_NEW = "async () => (await navigator.serviceWorker.ready).update().then(() => null)"
UNTIL_DROPPED = """async (version) => {
  while (await caches.has(version)) await new Promise((go) => setTimeout(go, 50));
}"""
LOOKS = """
let looks = 0;
const look = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...what) {
  looks += 1;
  return look.apply(this, what);
};
new MutationObserver((_, observer) => {
  if (!document.querySelector("[data-code][data-state=ready]")) return;
  observer.disconnect();
  document.documentElement.dataset.looks = looks;
}).observe(document, { subtree: true, childList: true, attributes: true });
"""
"""Counts the transactions of IndexedDB until the code is there."""
ANSWERED_BY_WORKER = """() => ["navigation", "resource"]
  .flatMap((type) => performance.getEntriesByType(type))
  .filter(({ name }) => /wallet$|static/.test(new URL(name).pathname))
  .filter(({ workerFinalSourceType: source }) => source !== "cache")
  .map(({ name }) => name)"""
UNTIL_ENGLISH = """async () => {
  const isEnglish = async () => {
    const page = await caches.match("/wallet");
    return page?.headers.get("Content-Language") === "en";
  };
  while (!(await isEnglish())) await new Promise((go) => setTimeout(go, 50));
}"""
ANYTHING = re.compile("")
WHITE = "rgb(255, 255, 255)"
AWAKE = """
const request = navigator.wakeLock.request.bind(navigator.wakeLock);
navigator.wakeLock.request = (kind) => {
  document.documentElement.dataset.awake = kind;
  return request(kind);
};
"""


def test_from_the_start_code_to_paying_without_network_and_back(
    visit: Visit, committed: Session
) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=3_00), expects=NO_NETWORK)
    installed(phone)
    assert is_installable(phone)

    phone.context.set_offline(True)
    assert min(seconds_to_the_code(phone) for _ in range(3)) <= CODE_WITHIN
    expect(phone.get_by_text("Geen internet. Je code werkt wel.")).to_be_visible()
    expect(phone.locator(".purse")).to_contain_text(
        re.compile(r"€\s3,00[\s\S]*Oud saldo: vandaag \d\d:\d\d")
    )
    code = pay_codes.parse(hands.shown_digits(phone))
    assert pay_codes.use(committed, code, now=clock.now()).handle == code.handle

    phone.context.set_offline(False)
    expect(phone.get_by_text("Geen internet")).to_be_hidden()
    expect(phone.get_by_text("Oud saldo")).to_be_hidden()
    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("€ 3,00")


@pytest.mark.parametrize("minutes", [-5, 5])
def test_without_network_a_wrong_clock_is_still_made_up_for(
    visit: Visit, committed: Session, minutes: int
) -> None:
    phone = visit("about:blank", size=PHONE, expects=NO_NETWORK)
    phone.clock.install(time=clock.now() + timedelta(minutes=minutes))
    town = a_town(committed, cents=3_00)
    phone.goto(f"/enrol#{town.enrolment_code}")
    phone.get_by_role("button", name="Beginnen").click()
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    installed(phone)
    phone.context.set_offline(True)

    phone.goto("/wallet")
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()

    step = int(phone.locator("[data-code]").get_attribute("data-step") or 0)
    assert abs(step - clock.now().timestamp() // pay_codes.STEP_SECONDS) <= 1
    expect(phone.locator(".purse")).to_contain_text("vandaag")


def test_yesterdays_balance_is_called_yesterdays(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=3_00), expects=NO_NETWORK)
    installed(phone)
    phone.goto("about:blank")  # or an answer on its way would teach it the time of today
    phone.context.set_offline(True)
    phone.clock.install(time=clock.now() + timedelta(days=1))

    phone.goto("/wallet")

    expect(phone.locator(".purse")).to_contain_text(re.compile(r"Oud saldo: gisteren \d\d:\d\d"))


def test_nothing_that_is_kept_is_about_anybody(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=7_77))
    handle = phone.locator("[data-wallet]").get_attribute("data-handle")
    installed(phone)
    for page in ("/wallet/coins", "/wallet/history", "/wallet/phones", "/wallet/shops"):
        phone.goto(page)

    kept = phone.evaluate(KEPT)

    assert {"/static/js/phone/wallet.js", "/wallet", "/wallet/people"} <= kept.keys()
    personal = {page for page, text in kept.items() if handle in text or "7,77" in text}
    assert personal == set()
    own = {"/wallet", "/wallet/people", "/language"}
    assert {page for page in kept if not page.startswith("/static/")} == own


def test_opened_again_the_code_waits_for_no_worker_and_looks_once_into_the_drawer(
    visit: Visit, committed: Session
) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=3_00), expects=NO_NETWORK)
    installed(phone)
    phone.add_init_script(LOOKS)
    phone.context.set_offline(True)

    phone.goto("/wallet")
    expect(phone.locator("html")).to_have_attribute("data-looks", "1")

    by_worker = phone.evaluate(ANSWERED_BY_WORKER)
    assert by_worker == []


def test_another_language_is_kept_instead_of_the_one_before(
    visit: Visit, committed: Session
) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=3_00), expects=NO_NETWORK)
    installed(phone)
    phone.goto("/wallet/coins")
    phone.get_by_role("button", name="English").click()
    phone.evaluate(UNTIL_ENGLISH)
    phone.context.set_offline(True)

    phone.goto("/wallet")

    expect(phone.get_by_text("Show this code at the till")).to_be_visible()
    expect(phone.get_by_text("No internet. Your code still works.")).to_be_visible()


def test_pages_of_others_are_none_of_the_workers_business(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=1_00))
    installed(phone)

    for page in ("/sign-in/", "/till/pair", "/proof", "/enrol"):
        phone.goto(page)
        expect(phone).to_have_url(page)
        assert phone.evaluate("navigator.serviceWorker.controller") is None


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Let the server have another version, with one file more."""

    def release() -> None:
        monkeypatch.setattr(offline, "FILES", (*offline.FILES, "css/base.css"))
        offline._kept.cache_clear()

    yield release
    monkeypatch.undo()
    offline._kept.cache_clear()


def test_a_new_version_drops_what_the_old_one_kept(
    visit: Visit, committed: Session, newer: Callable[[], None]
) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=1_00))
    installed(phone)
    (before,) = phone.evaluate(VERSION)

    newer()
    phone.evaluate(CHECK_FOR_NEW)
    phone.evaluate(UNTIL_DROPPED, before)

    (after,) = phone.evaluate(VERSION)
    assert after != before
    assert "/static/css/base.css" in phone.evaluate(KEPT)
    phone.goto("/wallet")
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()


def test_a_blocked_phone_forgets_everything(visit: Visit, committed: Session) -> None:
    phone = hands.start_phone(visit, a_town(committed, cents=1_00), expects=[401, 409])
    handle = phone.locator("[data-wallet]").get_attribute("data-handle") or ""
    installed(phone)
    device = devices.find_by_handle(committed, handle)
    assert device is not None

    devices.block(committed, device, by=None, now=clock.now())
    committed.commit()

    expect(phone).to_have_url("/enrol", timeout=10_000)
    assert phone.evaluate("caches.keys()") == []
    assert (
        phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    phone.goto("/wallet")
    expect(phone).to_have_url("/enrol")


def test_the_screen_stays_awake_and_the_code_is_white_in_any_theme(
    visit: Visit, committed: Session
) -> None:
    phone = visit("/enrol", size=PHONE)
    phone.context.grant_permissions([])
    phone.add_init_script(AWAKE)
    phone.emulate_media(color_scheme="dark", forced_colors="active")
    phone.goto(f"/enrol#{a_town(committed, cents=1_00).enrolment_code}")
    phone.get_by_role("button", name="Beginnen").click()
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()

    expect(phone.locator("html")).to_have_attribute("data-awake", "screen")
    code = phone.locator("svg.code")
    assert code.evaluate("e => getComputedStyle(e.closest('section')).backgroundColor") == WHITE
    assert code.evaluate("e => getComputedStyle(e).fill") == "rgb(0, 0, 0)"
    assert code.get_attribute("viewBox") == "0 0 29 29"  # 21 modules and a quiet zone of 4


def installed(phone: Page) -> None:
    """The worker keeps everything, and this page is its own."""
    phone.evaluate(IN_CONTROL)
    phone.goto("/wallet")
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    expect(phone.locator("[data-wallet]")).to_have_attribute("data-now", "")
    expect(phone.locator(".purse")).not_to_have_attribute("data-old", ANYTHING)  # it has heard
    hands.wait_until_kept(phone)


def seconds_to_the_code(phone: Page) -> float:
    opened = time.monotonic()
    phone.goto("/wallet")
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()
    return time.monotonic() - opened


def is_installable(phone: Page) -> bool:
    """As Chromium sees it: a manifest that is right, its icons, and a worker."""
    session = phone.context.new_cdp_session(phone)
    manifest = session.send("Page.getAppManifest")
    wrong = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert manifest["errors"] == []
    # in an incognito window nothing can be installed: every test's context is one
    return [error["errorId"] for error in wrong] in ([], ["in-incognito"])
