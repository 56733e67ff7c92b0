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
    found = zxingcpp.read_barcode(_open(photo), formats=WANTED)
    if found is None:
        raise NoCodeInPhoto
    return str(found.text)


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
