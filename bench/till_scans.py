"""From the code before the camera to the answer on the till, 70 ms away from the server."""

from io import BytesIO

from PIL import Image, ImageFilter
from playwright.sync_api import Page, expect

from bench import live_camera, visitors
from bench.far_server import FarServer
from bench.high_street import HighStreet
from bench.lines import emit, spread
from bench.live_camera import COUNTER, LiveCamera
from bench.visitors import Launch

SALES = 40
ROUND_TRIP = 0.07
MARK_MS = 1000
SHOWN_WITHIN = 20_000
"""Milliseconds, before something is wrong."""

WATCH = """
window.seenAt = {};
new MutationObserver(() => {
  const till = document.querySelector("[data-till]");
  if (till?.dataset.state !== "answer" || window.seenAt.isPaid) return;
  window.seenAt.decoded ??= Date.now();
  if (!document.querySelector("[data-outcome=paid]")) return;
  window.seenAt.isPaid = true;
  requestAnimationFrame(() => setTimeout(() => { window.seenAt.shown = Date.now(); }));
}).observe(document, { subtree: true, childList: true, attributes: true });
"""
"""`shown` is after the frame with the answer has been drawn."""


def measure(street: HighStreet, launch: Launch) -> None:
    """Each sale a code of its own, drawn by the phone's own script in the phone's own page."""
    phone = visitors.a_phone(launch(), street, f"http://127.0.0.1:{street.port}")
    camera = LiveCamera(street.home / "camera.y4m")
    with FarServer(street.port, round_trip=ROUND_TRIP) as far:
        till = visitors.a_till(launch(camera.path), street, far.url)
        till.add_init_script(WATCH)
        till.reload()
        sell(till, camera, held_up(phone, street.pay_code()))  # the scanner has started up
        sales = [sell(till, camera, held_up(phone, street.pay_code())) for _ in range(SALES)]
        till.context.close()
    phone.context.close()
    shown = spread(sale["shown"] for sale in sales)
    detail = {
        "mark": f"<= {MARK_MS}",
        "sales": SALES,
        "round_trip_ms": ROUND_TRIP * 1000,
        "p50_ms": shown["p50_ms"],
        "max_ms": max(sale["shown"] for sale in sales),
        "until_decoded": spread(sale["decoded"] for sale in sales),
    }
    emit("till.scan_to_result.p95_ms", shown["p95_ms"], "ms", **detail)


def sell(till: Page, camera: LiveCamera, frame: bytes) -> dict[str, float]:
    """One cent to one customer; milliseconds since the code was held up."""
    expect(till.locator("html[data-ready]")).to_be_attached()
    camera.show(live_camera.planes(COUNTER))
    till.get_by_label("Te betalen").fill("0,01")
    till.evaluate("() => { window.seenAt = {}; }")
    till.get_by_role("button", name="Scan de code").click()
    till.wait_for_timeout(500)  # the cashier looks up, the customer takes the phone
    began = camera.show(frame)
    expect(till.locator("[data-outcome=paid]")).to_be_visible(timeout=SHOWN_WITHIN)
    till.wait_for_timeout(100)
    seen = till.evaluate("window.seenAt")
    till.get_by_role("link", name="Volgende klant").click()
    return {name: round(seen[name] - began, 1) for name in ("decoded", "shown")}


def held_up(phone: Page, digits: str) -> bytes:
    """The phone before the camera: its screen, slightly turned and out of focus."""
    screen = Image.open(BytesIO(visitors.picture_of(phone, digits))).convert("RGBA")
    height = int(COUNTER.height * 0.95)
    screen = screen.resize((screen.width * height // screen.height, height))
    screen = screen.rotate(8, expand=True, resample=Image.Resampling.BICUBIC)
    scene = COUNTER.copy()
    corner = ((scene.width - screen.width) // 2, (scene.height - screen.height) // 2)
    scene.paste(screen, corner, screen)
    return live_camera.planes(scene.filter(ImageFilter.GaussianBlur(0.8)))
