"""The phone's start page on a thin, far line and a slow phone: what it fetches, how soon it shows.

The first visit is of a phone that has its secret and nothing else of ours kept; the second of one
whose service worker has run out of time and starts anew. Bytes are those on the line, headers
included; times those of the page's own clock, from the start of the navigation.
"""

import time
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from bench import visitors
from bench.far_server import FarServer
from bench.high_street import HighStreet
from bench.lines import emit
from bench.visitors import Launch

ROUND_TRIP, BITS_PER_SECOND = 0.4, 400_000
VISITS = 3
BEFORE_CODE, WHOLE_VISIT = 20_000, 100_000
AN_ANSWER = 2_000
"""Bytes, headers included."""
LCP_MS, SECOND_MS = 2_500, 1_000

NEW_AGAIN = "service_workers,cache_storage"
"""What a phone that only just enrolled does not have yet."""
WORKER_DONE = "async () => (await navigator.serviceWorker.ready).active.state"
WATCH = """
window.seen = { lcp: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.seen.lcp = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new MutationObserver((_, observer) => {
  if (!document.querySelector("[data-code][data-state=ready]")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => {
    window.seen.code = performance.now();
    window.seen.codeAt = Date.now();
  }));
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


def measure(street: HighStreet, launch: Launch) -> None:
    browser = launch()
    firsts, seconds, offlines = [], [], []
    with FarServer(street.port, round_trip=0) as far:
        for _ in range(VISITS):
            phone = an_enrolled_phone(browser, street, far)
            firsts.append(first_visit(phone, far))
            seconds.append(second_visit(phone, far)["code"])
            phone.context.set_offline(offline=True)
            offlines.append(second_visit(phone, far)["code"])
            phone.context.close()
        far.handshakes = 2
        with_tls = first_visit(an_enrolled_phone(browser, street, far), far)
    line = {"line": "400 kbit/s, 400 ms", "visits": VISITS}
    before = [first["before_code"] for first in firsts]
    emit(
        "phone.first_visit.bytes_before_code",
        max(before),
        "bytes",
        mark=f"<= {BEFORE_CODE}",
        **line,
        runs=before,
    )
    whole = [first["bytes"] for first in firsts]
    emit("phone.first_visit.bytes", max(whole), "bytes", mark=f"<= {WHOLE_VISIT}", runs=whole)
    lcps = rounded(first["lcp"] for first in firsts)
    emit(
        "phone.slow.lcp_ms",
        median(lcps),
        "ms",
        mark=f"<= {LCP_MS}",
        **line,
        runs=lcps,
        code_ms=rounded(first["code"] for first in firsts),
        with_tls_ms=round(with_tls["lcp"]),
    )
    online, offline = rounded(seconds), rounded(offlines)
    emit(
        "phone.second_visit.code_ms",
        max(median(online), median(offline)),
        "ms",
        mark=f"<= {SECOND_MS}",
        **line,
        online=online,
        offline=offline,
    )


def an_enrolled_phone(browser: Browser, street: HighStreet, far: FarServer) -> Page:
    """Enrolled on a good line, then left with its secret alone."""
    be_near(far)
    phone = visitors.a_phone(browser, street, far.url)
    phone.evaluate(WORKER_DONE)
    phone.goto("/till/pair")  # a page the worker has nothing to do with
    session = phone.context.new_cdp_session(phone)
    kept = {"origin": far.url, "storageTypes": NEW_AGAIN}
    session.send("Storage.clearDataForOrigin", kept)
    session.send("Network.clearBrowserCache")
    phone.context.add_init_script(WATCH)
    return phone


def first_visit(phone: Page, far: FarServer) -> dict[str, Any]:
    be_far(far)
    seen = opened(phone, far)
    before = far.came_by(seen["codeAt"] / 1000)
    phone.evaluate(WORKER_DONE)
    quiet(far)
    return seen | {"before_code": before, "bytes": far.came_by(time.time())}


def second_visit(phone: Page, far: FarServer) -> dict[str, Any]:
    """The app is opened again: a new page, a worker that has to start."""
    phone.goto("about:blank")
    workers = phone.context.new_cdp_session(phone)
    workers.send("ServiceWorker.enable")
    workers.send("ServiceWorker.stopAllWorkers")
    workers.detach()
    return opened(phone, far)


def opened(phone: Page, far: FarServer) -> dict[str, Any]:
    far.forget()
    slowed = visitors.slow_down(phone)
    phone.goto("/wallet", wait_until="commit")
    visitors.shows_code(phone)
    phone.wait_for_timeout(500)
    seen: dict[str, Any] = phone.evaluate("window.seen")
    slowed.detach()
    return seen


def be_near(far: FarServer) -> None:
    far.round_trip, far.bits_per_second = 0, None


def be_far(far: FarServer) -> None:
    far.round_trip, far.bits_per_second = ROUND_TRIP, BITS_PER_SECOND


def quiet(far: FarServer) -> None:
    """Wait until nothing comes but the answers to what the phone asks every two seconds."""
    until = time.time() + 30
    while time.time() < until:
        before = far.came_by(time.time())
        time.sleep(1.5)
        if far.came_by(time.time()) - before < AN_ANSWER:
            return


def rounded(values: Any) -> list[int]:
    return [round(value) for value in values]
