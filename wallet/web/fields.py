"""What stands in a form, as people type it; each fault has a sentence in their language."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError, fields

from wallet.activities.activities import MINUTES_AN_HOUR
from wallet.clock import FIRST_DAY, LAST_DAY
from wallet.identity.people import LONGEST_NAME
from wallet.money import Euros

MISSING = _("Fill this in.")
_HOURS = re.compile(r"(\d{1,4})(?:[.,](\d{1,2})|:([0-5]\d))?", re.ASCII)


def _fault(sentence: object, **facts: Any) -> ValidationError:
    """In the language of whoever asks, now."""
    return ValidationError(str(sentence) % facts)


class _Typed(fields.Field[Any]):
    """Text that must be there, unless the field is optional."""

    def __init__(self, *, optional: bool = False, **options: Any) -> None:
        missing = {"load_default": None} if optional else {"required": True}
        super().__init__(**missing, **options)
        self._optional = optional

    def make_error(self, key: str, **_facts: Any) -> ValidationError:
        return _fault(MISSING)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> Any:
        text = " ".join(str(value).split())
        if text:
            return self.parse(text)
        if self._optional:
            return None
        raise self.make_error("required")

    def parse(self, text: str) -> Any:
        raise NotImplementedError


class Line(_Typed):
    """One line of text."""

    def __init__(self, *, most: int = LONGEST_NAME, **options: Any) -> None:
        super().__init__(**options)
        self._most = most

    def parse(self, text: str) -> str:
        if len(text) > self._most:
            raise _fault(_("Use at most %(most)s characters."), most=self._most)
        if not text.isprintable():
            raise _fault(_("Use letters, digits and marks only."))
        return text


class Number(_Typed):
    """A whole number within bounds."""

    def __init__(self, *, least: int, most: int, **options: Any) -> None:
        super().__init__(**options)
        self._least, self._most = least, most

    def parse(self, text: str) -> int:
        is_whole = text.isascii() and text.isdigit() and len(text) <= len(str(self._most))
        if not is_whole or not self._least <= int(text) <= self._most:
            raise _fault(
                _("Fill in a whole number from %(least)s to %(most)s."),
                least=self._least,
                most=self._most,
            )
        return int(text)


class Day(_Typed):
    """A calendar day, as browsers send it: `2026-03-16`."""

    def parse(self, text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = date.min
        if not FIRST_DAY <= day <= LAST_DAY:
            raise _fault(_("Choose a day."))
        return day


class Hours(_Typed):
    """A length of time as people write it: `2`, `2,5`, `2.25` or `2:30`; minutes in Python.

    Hundredths of an hour are rounded to the nearest minute: 24,01 is more than a day.
    """

    def parse(self, text: str) -> int:
        match = _HOURS.fullmatch(text)
        if match is None:
            raise _fault(_("Fill in hours, such as 2 or 2.5 or 2:30."))
        hours, hundredths, minutes = int(match[1]), match[2], match[3]
        if hundredths:
            minutes = (int(hundredths.ljust(2, "0")) * MINUTES_AN_HOUR + 50) // 100
        return hours * MINUTES_AN_HOUR + int(minutes or 0)


class Amount(_Typed):
    """Euros as people write them: `5`, `5,00` or `5.00`."""

    def parse(self, text: str) -> Euros:
        try:
            return Euros.parse(text)
        except ValueError as error:
            raise _fault(_("Fill in an amount in euros, such as 5,00.")) from error


class BasisPoints(_Typed):
    """Hundredths of a unit with at most two decimals: a percentage `5` or `2,5`, a factor `1,25`.

    `whole` is what 1 stands for: 100 basis points for a percentage, 10,000 for a factor.
    """

    def __init__(self, *, whole: int, **options: Any) -> None:
        super().__init__(**options)
        self._whole = whole

    def parse(self, text: str) -> int:
        try:
            hundredths = Euros.parse(text).cents
        except ValueError as error:
            raise _fault(_("Fill in a number, such as 5 or 2,5.")) from error
        return hundredths * self._whole // 100


class OneOf(_Typed):
    """One of a few words of the domain."""

    def __init__(self, kinds: Iterable[StrEnum], **options: Any) -> None:
        super().__init__(**options)
        self._kinds = {kind.value: kind for kind in kinds}

    def make_error(self, key: str, **_facts: Any) -> ValidationError:
        return _fault(_("Choose one."))

    def parse(self, text: str) -> StrEnum:
        if text not in self._kinds:
            raise self.make_error("choice")
        return self._kinds[text]


class Choice(fields.UUID):
    """One of the things a list on the page offers, by its id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=True, **options)

    def make_error(self, key: str, **_facts: Any) -> ValidationError:
        return _fault(_("Choose one."))
