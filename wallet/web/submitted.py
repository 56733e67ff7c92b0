"""What a visitor sent, by a form or, from our own scripts, as JSON."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request

from wallet.errors import Invalid
from wallet.money import Euros


class AmountMalformed(Invalid):
    """Not an amount in euros with at most two decimals, such as 5,00."""


class RequestIdMalformed(Invalid):
    """A request id is a UUID."""


def fields() -> Mapping[str, str]:
    """Every field as text; what is no text, or no object at all, is as good as not sent."""
    if not request.is_json:
        return request.form
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        return {}
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def json(name: str) -> dict[str, Any]:
    """An object that our own script sent; anything else is as good as an empty one."""
    sent = request.get_json(silent=True)
    value = sent.get(name) if isinstance(sent, dict) else None
    return value if isinstance(value, dict) else {}


def euros(name: str) -> Euros:
    """The amount somebody typed in this field. Raises AmountMalformed."""
    try:
        return Euros.parse(fields().get(name, ""))
    except ValueError as error:
        raise AmountMalformed from error


def request_id() -> UUID:
    """The id a till made before it asked. Raises RequestIdMalformed."""
    try:
        return UUID(fields().get("request_id", ""))
    except ValueError as error:
        raise RequestIdMalformed from error
