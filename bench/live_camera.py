"""A camera whose picture can be changed while Chromium looks through it.

Chromium's fake camera reads its file again for every frame, so a frame written over in place is
what it sees next. The moment of writing is therefore the moment a code is held up: frame interval,
waiting for the next look and decoding are all part of what is measured from there.
"""

import time
from pathlib import Path

from PIL import Image

SIZE = (1280, 960)
"""Pixels: what the till asks of a camera."""
FRAMES_PER_SECOND = 30
HEAD = f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F{FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\nFRAME\n".encode()
COUNTER = Image.new("RGB", SIZE, (118, 125, 110))


class LiveCamera:
    """A film of one frame, I420."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.write_bytes(HEAD + planes(COUNTER))

    def show(self, frame: bytes) -> float:
        """Hold this up; gives the instant, in unix milliseconds."""
        with self.path.open("r+b", buffering=0) as film:
            film.seek(len(HEAD))
            began = time.time() * 1000
            film.write(frame)
        return began


def planes(picture: Image.Image) -> bytes:
    """A picture as the camera sends it: all of the light, a quarter of the colour."""
    light, *colours = picture.convert("YCbCr").split()
    half = (SIZE[0] // 2, SIZE[1] // 2)
    return light.tobytes() + b"".join(plane.resize(half).tobytes() for plane in colours)
