"""QR codes a scanner can read."""

import re
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from wallet.codes import images
from wallet.codes.images import Level

EPC = (
    "BCD\n002\n1\nSCT\n\nGemeente Demostad\nNL91ABNA0417164300\nEUR5000.00\n\nRF18539007547034\n\n"
)


def drawn(svg: str, scale: int = 6) -> Image.Image:
    """What a screen makes of our own path: rectangles, one module high."""
    size = int(re.findall(r"viewBox=\"0 0 (\d+) \1\"", svg)[0]) * scale
    picture = Image.new("L", (size, size), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1H\1z", svg):
        left, top = int(x) * scale, int(y) * scale
        pen.rectangle([left, top, left + int(width) * scale - 1, top + scale - 1], fill=0)
    return picture


@pytest.mark.parametrize(
    ("text", "level"), [("123456780044582938569529", Level.Q), (EPC, Level.M), ("café ☕", Level.M)]
)
def test_a_scanner_reads_back_what_was_written(text: str, level: Level) -> None:
    svg = images.qr_svg(text, title="Code", level=level)

    assert [found.text for found in zxingcpp.read_barcodes(drawn(svg))] == [text]


def test_a_pay_code_is_the_smallest_version_with_its_quiet_zone() -> None:
    svg = images.qr_svg("123456780044582938569529", title="Pay code", level=Level.Q)

    assert 'viewBox="0 0 29 29"' in svg  # 21 modules and 4 of white on each side
    found = zxingcpp.read_barcodes(drawn(svg))[0]
    assert found.ec_level == "Q"


def test_the_title_is_for_ears_and_harmless() -> None:
    svg = images.qr_svg("1", title="<script>&")
    root = ET.fromstring(svg)  # noqa: S314 - our own text

    assert root.attrib["role"] == "img"
    assert root[0].text == "<script>&"
    assert "style" not in svg
