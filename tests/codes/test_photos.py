"""Reading a pay code from a photo on the server."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode

from wallet.codes import photos

DIGITS = "123456789012345678901234"


def a_photo(text: str, *, turn: float = 0, form: str = "JPEG") -> bytes:
    code = QRCode(border=4, box_size=12)
    code.add_data(text)
    picture = code.make_image().get_image().convert("RGB")
    scene = Image.new("RGB", (900, 1200), (120, 120, 110))
    scene.paste(picture.rotate(turn, expand=True, fillcolor="white"), (200, 300))
    file = BytesIO()
    scene.save(file, form)
    return file.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turn", [0, 13, 90])
def test_a_code_in_a_photo_is_read(form: str, turn: float) -> None:
    assert photos.read(a_photo(DIGITS, turn=turn, form=form)) == DIGITS


def test_a_photo_without_a_code_is_said_to_be_so() -> None:
    file = BytesIO()
    Image.new("RGB", (300, 300), "white").save(file, "PNG")

    with pytest.raises(photos.NoCodeInPhoto):
        photos.read(file.getvalue())


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n", b"\xff\xd8\xff" + b"0" * 50])
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(photos.PhotoUnreadable):
        photos.read(content)


def test_a_picture_made_to_exhaust_memory_is_refused() -> None:
    file = BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")

    with pytest.raises(photos.PhotoUnreadable):
        photos.read(file.getvalue())


def test_a_blurred_code_far_away_is_looked_at_twice() -> None:
    code = QRCode(border=4, box_size=12, error_correction=ERROR_CORRECT_Q)
    code.add_data(DIGITS)
    picture = code.make_image().get_image().convert("L")
    modules = picture.width // 12
    small = picture.resize((modules * 2, modules * 2), Image.Resampling.BOX)
    scene = Image.new("L", (400, 300), 120)
    scene.paste(small, (150, 100))
    file = BytesIO()
    scene.filter(ImageFilter.GaussianBlur(0.9)).save(file, "PNG")
    assert zxingcpp.read_barcode(Image.open(file), formats=photos.WANTED) is None

    assert photos.read(file.getvalue()) == DIGITS
