"""What a visitor sent, by a form or, from our own scripts, as JSON."""

from collections.abc import Mapping

from flask import request


def fields() -> Mapping[str, str]:
    """Every field as text; what is no text, or no object at all, is as good as not sent."""
    if not request.is_json:
        return request.form
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        return {}
    return {name: value for name, value in sent.items() if isinstance(value, str)}
