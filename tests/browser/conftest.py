"""A real Chromium against the application on a real port. A CSP violation fails the test."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.browser.serving import served
from wallet.config import Settings

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
TILL = {"width": 820, "height": 1180}
DESK = {"width": 1280, "height": 800}

Visit = Callable[..., Page]

expect.set_options(timeout=20_000)  # milliseconds: a busy machine is slow, not wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, so that `-m 'not browser'` leaves it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def live_server(settings: Settings, engine: Engine) -> Iterator[str]:
    """Where the application listens, behind the server `wallet serve` uses; it really commits."""
    with served(settings, engine) as base_url:
        yield base_url


@pytest.fixture
def base_url(live_server: str, committed: Session) -> str:
    """The same, and what `committed` commits is wiped after the test."""
    return live_server


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def launch(playwright: Playwright, chromium: Path) -> Iterator[Callable[..., Browser]]:
    """Start a Chromium; `camera=` is the video (I420 .y4m) its camera will see."""
    started: list[Browser] = []

    def launch(camera: Path | None = None) -> Browser:
        arguments = ["--no-sandbox"]  # Chromium has none for root, and the pages are ours
        if camera is not None:
            arguments += [
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                f"--use-file-for-fake-video-capture={camera}",
            ]
        started.append(playwright.chromium.launch(executable_path=chromium, args=arguments))
        return started[-1]

    yield launch
    for browser in started:
        browser.close()


@pytest.fixture
def visit(base_url: str, launch: Callable[..., Browser]) -> Iterator[Visit]:
    """Open a page in a context of its own, as one person on one device.

    `visit("/", size=PHONE, camera=None, language="nl-NL", scripts=True)`. What the browser
    complains about on any of its pages fails the test at its end; only what is in `expects` may
    be said, such as a status that the test provokes.
    """
    complaints: list[str] = []

    def visit(
        path: str,
        *,
        size: dict[str, int] = DESK,
        camera: Path | None = None,
        language: str = "nl-NL",
        scripts: bool = True,
        service_workers: Literal["allow", "block"] = "allow",
        expects: Sequence[int | str] = (),
    ) -> Page:
        def complain(text: str) -> None:
            if not any(str(expected) in text for expected in expects):
                complaints.append(text)

        def listen(said: ConsoleMessage) -> None:
            if said.type == "error":
                complain(said.text)

        context: BrowserContext = launch(camera).new_context(
            base_url=base_url,
            viewport=size,  # type: ignore[arg-type]  # playwright has a TypedDict for this
            locale=language,
            java_script_enabled=scripts,
            service_workers=service_workers,
        )
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complain(str(error)))
        page.goto(path)
        return page

    yield visit
    assert complaints == []


@pytest.fixture
def check_accessible() -> Callable[[Page], None]:
    """Fail on any violation of WCAG 2.2 A and AA that axe can see on this page."""

    def check(page: Page) -> None:
        # Evaluated by the debugger, which a content security policy does not bind.
        page.evaluate(AXE.read_text("utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
        found = page.evaluate("tags => axe.run({runOnly: tags})", tags)["violations"]
        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []

    return check
