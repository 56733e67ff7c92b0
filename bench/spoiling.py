"""What may come between a screen and a camera: blur, tilt, dim light, distance, glare. Seeded."""

import math
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

KINDS = ("blur", "tilt", "dim", "small", "glare")
COUNTER = (118, 125, 110)
WHITE = 255
FINE = 12.0
"""Pixels a module before the camera makes its own of them."""
TURNS = 25.0
"""Degrees somebody holds a phone askew, in every picture."""
VIEW = 2.5
"""How far away the camera is, in lengths of the phone."""

# What the picture of another kind has, and what the one named after it.
TILTS = (0, 10), (25, 45)
"""Degrees away from the camera."""
MODULES = (2.0, 8.0), (1.5, 3.0)
"""Camera pixels a module, along the side where a tilt leaves fewest."""
BLURS = (0.1, 0.3), (0.3, 0.4)
"""Standard deviation, in modules."""
GLARE, LAMP = (0.1, 0.3), (0.3, 0.7)
"""Radius of what shines in the glass, in sides of the code, and how bright against the screen."""
LIGHT, ROOM = (0.10, 0.30), (10, 120)
"""What a dim screen gives, of a bright one's light; and what the room adds, of 255."""
GRAIN = 4
"""What a camera adds by itself: so many steps of 256 either way."""


@dataclass(frozen=True)
class Screen:
    """A picture of a phone's screen, and where the code is in it: x, y and side in pixels."""

    picture: Image.Image
    left: float
    top: float
    side: float
    modules: int
    """Along the side, without the quiet zone."""

    def enlarged(self) -> "Screen":
        """So fine that turning it costs nothing: what a camera's lens gets to see."""
        factor = FINE * self.modules / self.side
        size = (round(self.picture.width * factor), round(self.picture.height * factor))
        picture = self.picture.resize(size, Image.Resampling.BICUBIC)
        place = [each * factor for each in (self.left, self.top, self.side)]
        return Screen(picture, *place, self.modules)

    def foreshortened(self, angle: float, *, is_lying: bool) -> float:
        """What a tilt leaves of the code's smallest module, in the direction that suffers most."""
        begin, length = (
            (self.top, self.picture.height) if is_lying else (self.left, self.picture.width)
        )
        reach = max(abs(begin - length / 2), abs(begin + self.side - length / 2))
        away = 1 + reach * math.sin(math.radians(angle)) / (VIEW * max(self.picture.size))
        return math.cos(math.radians(angle)) / away**2


@dataclass(frozen=True)
class Spoilt:
    """A picture to be read, and how small its modules came out where they are smallest."""

    kind: str
    picture: Image.Image
    module: float


def spoil(screen: Screen, kind: str, chance: Random) -> Spoilt:
    """Hold this screen before a camera under one bad condition, a little askew and out of focus."""
    fine = screen.enlarged()
    picture = _glare(fine, chance) if kind == "glare" else fine.picture
    angle = chance.uniform(*TILTS[kind == "tilt"])
    turn = chance.uniform(-TURNS, TURNS)
    is_lying = chance.choice((True, False))
    picture = _turn_away(picture, angle, is_lying=is_lying)
    picture = picture.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=COUNTER)
    module = chance.uniform(*MODULES[kind == "small"])
    factor = module / (FINE * fine.foreshortened(angle, is_lying=is_lying))
    size = (round(picture.width * factor), round(picture.height * factor))
    picture = picture.resize(size, Image.Resampling.BOX)  # a pixel adds up the light it gets
    blur = chance.uniform(*BLURS[kind == "blur"])
    picture = picture.filter(ImageFilter.GaussianBlur(blur * module))
    if kind == "dim":
        picture = _dim(picture, chance)
    return Spoilt(kind, _noise(picture, chance), module)


def _glare(screen: Screen, chance: Random) -> Image.Image:
    """A lamp that shines back from the glass, somewhere on the code."""
    radius = screen.side * chance.uniform(*GLARE)
    x = screen.left + chance.random() * screen.side
    y = screen.top + chance.random() * screen.side
    light = Image.new("L", screen.picture.size)
    shape = (x - radius, y - radius, x + radius, y + radius)
    ImageDraw.Draw(light).ellipse(shape, fill=round(WHITE * chance.uniform(*LAMP)))
    light = light.filter(ImageFilter.GaussianBlur(radius / 3))
    return ImageChops.add(screen.picture, Image.merge("RGB", [light] * 3))


def _turn_away(picture: Image.Image, angle: float, *, is_lying: bool) -> Image.Image:
    """Around the upright axis, or the lying one."""
    if not is_lying:
        return _seen_from_aside(picture, angle)
    turned = picture.transpose(Image.Transpose.ROTATE_90)
    return _seen_from_aside(turned, angle).transpose(Image.Transpose.ROTATE_270)


def _seen_from_aside(picture: Image.Image, angle: float) -> Image.Image:
    """Point (u, v) from the middle shows X = u / cos / (1 + g u), Y = v / (1 + g u)."""
    cos, tan = math.cos(math.radians(angle)), math.tan(math.radians(angle))
    g = -tan / (VIEW * max(picture.size))
    x, y = picture.width / 2, picture.height / 2
    ends = 1 - g * x
    along = (1 / cos + g * x, 0.0, x * ends - x / cos)
    across = (g * y, 1.0, y * ends - y)
    coefficients = tuple(each / ends for each in (*along, *across, g, 0.0))
    how = Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC
    return picture.transform(picture.size, *how, fillcolor=COUNTER)


def _dim(picture: Image.Image, chance: Random) -> Image.Image:
    """An old screen in the sun: little light of its own, much of the room's."""
    room, light = chance.uniform(*ROOM), chance.uniform(*LIGHT)
    return picture.point(lambda value: round(room + light * value))


def _noise(picture: Image.Image, chance: Random) -> Image.Image:
    grain = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    grain = grain.point(lambda value: value * 2 * GRAIN // 256)
    noisy = ImageChops.add(picture.convert("L"), grain)
    return ImageChops.subtract(noisy, Image.new("L", picture.size, GRAIN))
