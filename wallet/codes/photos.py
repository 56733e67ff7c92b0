"""A photo of a phone's screen, for a till whose browser cannot scan by itself."""

from io import BytesIO

import zxingcpp
from PIL import Image, ImageOps

from wallet.errors import Invalid

FORMATS = ("JPEG", "PNG", "WEBP")
WANTED = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
LARGEST = 50_000_000
"""Pixels; a bigger picture is a mistake, or made to exhaust memory."""
BROKEN = (OSError, SyntaxError, ValueError, Image.DecompressionBombError)
"""What Pillow raises on files that are none of its formats, cut off, or too large."""
ENOUGH = 1600
"""Pixels a side: more does not help to read 21 modules."""
LOOKS = (
    (1, zxingcpp.Binarizer.LocalAverage),
    (2, zxingcpp.Binarizer.LocalAverage),  # small, tilted or blurred
    (2, zxingcpp.Binarizer.GlobalHistogram),  # a lamp in the glass
)
"""How often enlarged, and what tells dark from light; each only when those before saw nothing."""


class PhotoUnreadable(Invalid):
    """Not a photo as phones and tablets make them."""


class NoCodeInPhoto(Invalid):
    """The photo shows no QR code, or a blurred one."""


def read(photo: bytes) -> str:
    """The text of the one QR code in a photo.

    Raises:
        PhotoUnreadable: no JPEG, PNG or WebP of a sensible size.
        NoCodeInPhoto: take another photo, closer and with less glare.
    """
    picture = _open(photo)
    for larger, binarizer in LOOKS:
        size = (picture.width * larger, picture.height * larger)
        seen = picture.resize(size, Image.Resampling.BICUBIC)
        if found := zxingcpp.read_barcode(seen, formats=WANTED, binarizer=binarizer):
            return str(found.text)
    raise NoCodeInPhoto


def _open(photo: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(photo), formats=FORMATS)
        if image.width * image.height > LARGEST:
            raise PhotoUnreadable
        image.draft("L", (ENOUGH, ENOUGH))
        upright = ImageOps.exif_transpose(image).convert("L")
    except BROKEN as error:
        raise PhotoUnreadable from error
    upright.thumbnail((ENOUGH, ENOUGH))
    return upright
