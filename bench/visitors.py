"""People in a real Chromium: a phone, and a till whose camera sees what `LiveCamera` shows."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, expect, sync_playwright

from bench.high_street import HighStreet

Launch = Callable[..., Browser]

TILL = {"width": 820, "height": 1180}
DRAW = """async (digits) => {
  const { draw } = await import("/static/js/phone/qr.js");
  const card = document.querySelector("[data-code]");
  draw(card.querySelector("svg.code"), digits);
  return card.dataset.step;
}"""
SLOWER = 6
"""A cheap phone against this machine."""


@contextmanager
def browsers() -> Iterator[Launch]:
    """Give a function that starts a Chromium; `camera` is the film before its camera."""
    program = shutil.which(os.environ.get("WALLET_CHROMIUM") or "chromium")
    assert program, "no Chromium: run `make bench-web`, or set WALLET_CHROMIUM to its path"
    started: list[Browser] = []

    def launch(camera: Path | None = None) -> Browser:
        arguments = ["--no-sandbox"]  # Chromium has none for root, and the pages are ours
        if camera is not None:
            arguments += [
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                f"--use-file-for-fake-video-capture={camera}",
            ]
        started.append(playwright.chromium.launch(executable_path=program, args=arguments))
        return started[-1]

    with sync_playwright() as playwright:
        yield launch
        for browser in started:
            browser.close()


def a_page(browser: Browser, url: str, size: dict[str, int], *, scale: float = 1) -> Page:
    """A context of its own, as one person on one device; Dutch."""
    context = browser.new_context(
        base_url=url,
        viewport=size,  # type: ignore[arg-type]  # playwright has a TypedDict for this
        device_scale_factor=scale,
        locale="nl-NL",
    )
    return context.new_page()


def a_phone(
    browser: Browser, street: HighStreet, url: str, *, width: int = 390, scale: float = 2
) -> Page:
    """Enrolled just now; its code is on the screen. `width` in CSS pixels of `scale` real ones."""
    phone = a_page(browser, url, {"width": width, "height": 844}, scale=scale)
    phone.goto(f"/enrol#{street.enrolment_code()}")
    phone.get_by_role("button", name="Beginnen").click()
    shows_code(phone)
    return phone


def a_till(browser: Browser, street: HighStreet, url: str) -> Page:
    """Paired just now; the pad is on the screen and the camera on."""
    till = a_page(browser, url, TILL)
    till.goto("/till/pair")
    till.get_by_label("Koppelcode").fill(street.pairing_code())
    till.get_by_role("button", name="Koppelen").click()
    expect(till.locator("html[data-ready]")).to_be_attached()
    return till


def shows_code(phone: Page) -> None:
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible(timeout=30_000)


def slow_down(page: Page) -> CDPSession:
    """Give this page's own thread a sixth of its speed; workers keep theirs, Chromium cannot."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return session


def picture_of(phone: Page, digits: str, **how: Any) -> bytes:
    """The screen with the code of these digits, drawn by the page's own script.

    The page goes on to draw its own code each half minute; then once more.
    """
    card = phone.locator("[data-code]")
    while True:
        step = phone.evaluate(DRAW, digits)
        picture = phone.screenshot(**how)
        if card.get_attribute("data-step") == step:
            return picture
