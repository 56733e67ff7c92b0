"""What stands in a JSON body: strict, so that a wrong type is an answer and never a guess."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields
from marshmallow.validate import Length

from wallet.clock import FIRST_DAY, LAST_DAY
from wallet.identity.people import LONGEST_NAME
from wallet.money import Euros

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Cents(fields.Field[Euros]):
    """Whole euro cents as a JSON integer; `Euros` in Python."""

    def __init__(
        self, *, least: Euros | None = None, most: Euros | None = None, **options: Any
    ) -> None:
        shown: dict[str, Any] = {"type": "integer"}
        if least is not None:
            shown["minimum"] = least.cents
        if most is not None:
            shown["maximum"] = most.cents
        super().__init__(metadata=shown, **options)
        self._least, self._most = least, most

    def _serialize(
        self, value: Euros | None, attr: str | None, obj: Any, **_kwargs: Any
    ) -> int | None:
        return None if value is None else value.cents

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> Euros:
        if type(value) is not int:
            raise ValidationError("Whole cents, as a JSON integer.")
        amount = Euros(value)
        if self._least is not None and amount < self._least:
            raise ValidationError(f"At least {self._least.cents} cents.")
        if self._most is not None and amount > self._most:
            raise ValidationError(f"At most {self._most.cents} cents.")
        return amount


class Count(fields.Integer):
    """A whole number as a JSON integer, within bounds that the description shows."""

    def __init__(self, *, least: int, most: int, **options: Any) -> None:
        super().__init__(strict=True, metadata={"minimum": least, "maximum": most}, **options)
        self._least, self._most = least, most

    def _validated(self, value: Any) -> int:
        number = super()._validated(value)
        if not self._least <= number <= self._most:
            raise ValidationError(f"A whole number from {self._least} to {self._most}.")
        return number


class Digits(fields.String):
    """So many digits, or one of several lengths, as a string: a number would lose its zeros."""

    def __init__(self, *counts: int, **options: Any) -> None:
        lengths = "|".join(f"[0-9]{{{count}}}" for count in counts)
        super().__init__(metadata={"pattern": f"^({lengths})$"}, **options)
        self._counts = counts

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> str:
        text = super()._deserialize(value, attr, data)
        if len(text) not in self._counts or not (text.isascii() and text.isdigit()):
            wanted = " or ".join(map(str, self._counts))
            raise ValidationError(f"Exactly {wanted} digits, as a string.")
        return text


class Id(fields.UUID):
    """A UUID in its usual form of five groups; no braces, no URN."""

    def _validated(self, value: Any) -> UUID:
        if not (isinstance(value, str) and _UUID.fullmatch(value)):
            raise self.make_error("invalid_uuid")
        return super()._validated(value)


class Day(fields.Date):
    """A calendar day as `YYYY-MM-DD`, in this century."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> date:
        if not (isinstance(value, str) and _DAY.fullmatch(value)):
            raise ValidationError("A day as YYYY-MM-DD.")
        day: date = super()._deserialize(value, attr, data)
        if isinstance(day, datetime) or not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(f"A day from {FIRST_DAY} to {LAST_DAY}.")
        return day


def line(**options: Any) -> fields.String:
    """What somebody or something is called, and any other short text that must be there."""
    return fields.String(required=True, validate=Length(1, LONGEST_NAME), **options)


def instant(**options: Any) -> fields.AwareDateTime:
    """An instant in UTC, ISO 8601."""
    return fields.AwareDateTime(format="iso", **options)
