"""What a till's camera sees: a video for Chromium's fake camera, made from a picture of a phone."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFilter

SIZE = (960, 720)
COUNTER = (118, 125, 110)
FRAMES = 10


def film(path: Path, screenshot: bytes, *, turn: float = 8, blur: float = 0.8) -> Path:
    """Hold a phone with this screen before the camera: turned (degrees), blurred (pixels)."""
    frame = hold(screenshot, turn=turn, blur=blur)
    planes = frame.convert("YCbCr").split()
    half = (SIZE[0] // 2, SIZE[1] // 2)
    picture = planes[0].tobytes() + b"".join(plane.resize(half).tobytes() for plane in planes[1:])
    head = f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F10:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + (b"FRAME\n" + picture) * FRAMES)  # I420: what Chromium takes
    return path


def hold(screenshot: bytes, *, turn: float, blur: float) -> Image.Image:
    """One picture of the phone above the counter."""
    screen = Image.open(BytesIO(screenshot)).convert("RGBA")
    height = int(SIZE[1] * 0.95)
    screen = screen.resize((screen.width * height // screen.height, height))
    screen = screen.rotate(turn, expand=True, resample=Image.Resampling.BICUBIC)
    scene = Image.new("RGB", SIZE, COUNTER)
    corner = ((SIZE[0] - screen.width) // 2, (SIZE[1] - screen.height) // 2)
    scene.paste(screen, corner, screen)
    return scene.filter(ImageFilter.GaussianBlur(blur))


def photo(screenshot: bytes) -> bytes:
    """The same as a tablet would send it: a JPEG."""
    file = BytesIO()
    hold(screenshot, turn=-5, blur=0.6).save(file, "JPEG", quality=80)
    return file.getvalue()
