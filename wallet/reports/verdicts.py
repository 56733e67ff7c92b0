"""Verdicts: what is to be said of a contract in a word, and the light that goes with it."""

from enum import StrEnum


class Light(StrEnum):
    """Red comes first where somebody looks for work."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class Verdict(StrEnum):
    """Why it has that light: too little money and a paper that is late are not the same."""

    FALLS_SHORT = "falls-short"
    REPORT_LATE = "report-late"
    WATCH = "watch"
    ON_ITS_WAY = "on-its-way"
    REACHED = "reached"
    TAKEN_OVER = "taken-over"

    @property
    def light(self) -> Light:
        return _LIGHTS.get(self, Light.GREEN)


_LIGHTS = {
    Verdict.FALLS_SHORT: Light.RED,
    Verdict.REPORT_LATE: Light.RED,
    Verdict.WATCH: Light.AMBER,
}
