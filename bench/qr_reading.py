"""Is the code of the pay page read from bad pictures? Drawn by the phone, read by `zxing-cpp`."""

from collections import Counter
from io import BytesIO
from random import Random

from PIL import Image
from playwright.sync_api import Browser, Page

from bench import spoiling, visitors
from bench.high_street import HighStreet
from bench.lines import emit
from bench.spoiling import Screen
from bench.visitors import Launch
from wallet.codes import photos

PICTURES = 200
SEED = 20261122
SMALLEST = 2.0
"""Pixels a module, from which every picture must be read."""
MODULES, QUIET_ZONE = 21, 4
SCREENS = ((320, 1.0), (360, 1.5), (390, 2.0), (390, 3.0))
"""Widths in CSS pixels, and how many real ones each has: old phones and new ones."""
CODES = 5
"""On each screen."""
AROUND = 0.6
"""Of the phone that the camera sees above and below, in sides of the code."""


def measure(street: HighStreet, launch: Launch) -> None:
    chance = Random(SEED)  # noqa: S311 - the same pictures again
    shown = screens(street, launch(), chance)
    asked, read, misread, smaller = Counter[str](), Counter[str](), 0, Counter[str]()
    for number in range(PICTURES):
        digits, screen = chance.choice(shown)
        spoilt = spoiling.spoil(screen, spoiling.KINDS[number % len(spoiling.KINDS)], chance)
        found = reading(spoilt.picture)
        misread += found not in (digits, None)
        if spoilt.module < SMALLEST:
            smaller.update(pictures=1, read=found == digits)
        else:
            asked[spoilt.kind] += 1
            read[spoilt.kind] += found == digits
    emit(
        "qr.read_ratio",
        read.total() / asked.total(),
        "ratio",
        mark=f"1.0 from {SMALLEST:g} pixels a module",
        pictures=asked.total(),
        read={kind: f"{read[kind]} of {asked[kind]}" for kind in asked},
        misread=misread,
        smaller=dict(smaller),
        seed=SEED,
    )


def reading(picture: Image.Image) -> str | None:
    """As the server reads a photo that a till sends."""
    file = BytesIO()
    picture.save(file, "PNG")
    try:
        return photos.read(file.getvalue())
    except photos.NoCodeInPhoto:
        return None


def screens(street: HighStreet, browser: Browser, chance: Random) -> list[tuple[str, Screen]]:
    """What phones show, with the digits that must be read."""
    found = []
    for width, scale in SCREENS:
        url = f"http://127.0.0.1:{street.port}"
        phone = visitors.a_phone(browser, street, url, width=width, scale=scale)
        for _ in range(CODES):
            digits = "".join(chance.choices("0123456789", k=24))
            found.append((digits, seen(phone, digits, scale)))
        phone.context.close()
    return found


def seen(phone: Page, digits: str, scale: float) -> Screen:
    """The code and what is around it on the screen."""
    box = phone.locator("svg.code").bounding_box()
    assert box is not None
    side = min(box["width"], box["height"]) * scale
    module = side / (MODULES + 2 * QUIET_ZONE)
    left = (box["x"] + box["width"] / 2) * scale - module * MODULES / 2
    top = (box["y"] + box["height"] / 2) * scale - module * MODULES / 2
    around = box["height"] * AROUND
    begin = max(0, box["y"] - around)
    assert phone.viewport_size is not None
    size = {"width": phone.viewport_size["width"], "height": box["height"] + 2 * around}
    taken = visitors.picture_of(phone, digits, clip={"x": 0, "y": begin, **size})
    picture = Image.open(BytesIO(taken)).convert("RGB")
    return Screen(picture, left, top - begin * scale, module * MODULES, MODULES)
