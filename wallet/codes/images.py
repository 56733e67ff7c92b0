"""QR codes as SVG: black on white, the quiet zone a scanner needs, a title for ears."""

from enum import IntEnum
from html import escape

from qrcode import constants
from qrcode.main import QRCode

QUIET_ZONE = 4
"""Modules of white around the code: ISO/IEC 18004."""


class Level(IntEnum):
    """How much of the code may be damaged: M 15 % (EPC069-12 asks for it), Q 25 %, H 30 %."""

    M = constants.ERROR_CORRECT_M
    Q = constants.ERROR_CORRECT_Q
    H = constants.ERROR_CORRECT_H


def qr_svg(text: str, *, title: str, level: Level = Level.M) -> str:
    """The text as a QR code of the smallest version that holds it.

    The 24 digits of a pay code at level Q make version 1: 21 by 21 modules.
    """
    rows = _modules(text, level)
    size = len(rows)
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
        f' role="img" shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def _modules(text: str, level: Level) -> list[list[bool]]:
    code = QRCode(error_correction=int(level), border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _runs(row: list[bool], y: int) -> str:
    """The dark runs of one row, each a rectangle one module high."""
    path, x = "", 0
    while x < len(row):
        end = x
        while end < len(row) and row[end]:
            end += 1
        if end > x:
            path += f"M{x} {y}h{end - x}v1H{x}z"
        x = end + 1
    return path
