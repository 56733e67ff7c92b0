"""Take the pictures in docs/screenshots again: `python -m tools.screenshots`.

A demo town of its own, begun anew, in a folder that is thrown away; a real Chromium with three
visitors: a phone, a till whose camera sees that phone, and a sponsor at a desk.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Page, Playwright, Route, expect, sync_playwright

from tests.browser import camera
from tests.homes import a_home

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
LARGEST = 300_000
"""Bytes of a picture; a README is read on phones too."""
COLOURS = 256
READY_WITHIN = 180  # seconds; a busy machine is slow, not wrong
DECODES_WITHIN = 20_000  # milliseconds

WALLET = (sys.executable, "-c", "from wallet.cli import main; main()")


@contextmanager
def demo(home: Path) -> Iterator[dict[str, str]]:
    """A town that was just built, as sign-in links by role."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"WALLET_HOME": str(home)}
    environment.pop("WALLET_DATABASE_URL", None)
    command = [*WALLET, "demo", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - our own command
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz")
            asking = [*WALLET, "demo", "access", "--json"]
            answer = subprocess.run(asking, env=environment, capture_output=True, check=True)  # noqa: S603
            links: dict[str, str] = json.loads(answer.stdout)["sign_in"]
            yield links
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            urlopen(url).close()  # noqa: S310 - our own server on the loopback
        except URLError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the demo was not ready in time")


def visit(
    playwright: Playwright, width: int, height: int, *, scale: int = 1, film: Path | None = None
) -> Page:
    """Somebody with a screen of this size, in Dutch, and with this before the camera."""
    arguments = ["--no-sandbox", "--font-render-hinting=none"]
    if film is not None:
        arguments += [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ]
    chromium = os.environ.get("WALLET_CHROMIUM") or shutil.which("chromium")
    browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )
    return context.new_page()


def phone(playwright: Playwright, link: str) -> Page:
    page = visit(playwright, 390, 844, scale=2)
    page.goto(link)
    page.get_by_role("button", name="Beginnen").click()
    expect(page.locator("[data-code][data-state=ready]")).to_be_visible()
    return page


def till(playwright: Playwright, link: str, film: Path) -> None:
    """The camera sees the phone of a participant; a moment later it is paid."""
    page = visit(playwright, 820, 1180, film=film)
    held: list[Route] = []  # the decoder comes when the picture is taken
    page.context.route("**/*.wasm", lambda route: held.append(route))  # noqa: PLW0108 - needs a name
    page.goto(link)
    page.get_by_role("button", name="Koppelen").click()
    expect(page.locator("html[data-ready]")).to_be_attached()
    for key in "3,20":
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_role("button", name="Scan de code").click()
    page.wait_for_timeout(2000)  # until the camera is on; nothing on the page says so
    keep(page, "till")
    for route in held:
        route.continue_()
    expect(page.locator("[data-outcome=paid]")).to_be_visible(timeout=DECODES_WITHIN)
    keep(page, "till-paid")


def sponsor(playwright: Playwright, link: str) -> Page:
    page = visit(playwright, 1280, 800)
    page.goto(link)
    page.get_by_role("button").first.click()
    page.get_by_role("link", name="Rondweg-Zuid").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def keep(page: Page, name: str) -> None:
    """Write the picture with few colours: half the bytes, and no difference to the eye."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    path = PICTURES / f"{name}.png"
    picture.save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path.name} is larger than {LARGEST} bytes")
    print(f"{path.name}: {path.stat().st_size} bytes")  # noqa: T201 - this is a command


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        a_home() as folder,
        demo(folder) as links,
        sync_playwright() as playwright,
    ):
        shown = phone(playwright, links["participant"])
        keep(shown, "phone")
        film = camera.film(folder / "phone.y4m", shown.screenshot())
        till(playwright, links["till"], film)
        keep(sponsor(playwright, links["sponsor"]), "sponsor")


if __name__ == "__main__":
    main()
