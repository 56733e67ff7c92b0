"""Dutch first, English; how amounts, days and instants read in either."""

from datetime import date, datetime
from decimal import Decimal

from babel.numbers import format_currency
from flask import Flask, request, session
from flask_babel import Babel, format_date, format_datetime, get_locale

from wallet.clock import AMSTERDAM
from wallet.money import Coins, Euros

LANGUAGES = {"nl": "Nederlands", "en": "English"}


def register(app: Flask) -> None:
    Babel(
        app,
        default_locale="nl",
        default_timezone=str(AMSTERDAM),
        default_translation_directories="web/translations",
        locale_selector=chosen,
    )
    app.jinja_env.filters.update(
        euros=euros, coins=coins, day=day, instant=instant, time_of_day=time_of_day
    )
    app.jinja_env.globals.update(languages=LANGUAGES, current_language=language)


def chosen() -> str:
    """The visitor's own choice, else what the browser prefers, else Dutch."""
    picked = session.get("language")
    if picked in LANGUAGES:
        return str(picked)
    return request.accept_languages.best_match(list(LANGUAGES), "nl")


def language() -> str:
    return str(get_locale() or "nl")


def euros(amount: Euros) -> str:
    """`€ 3,20` in Dutch, `€3.20` in English."""
    return format_currency(Decimal(amount.cents).scaleb(-2), "EUR", locale=get_locale() or "nl")


def amount(value: Euros) -> str:
    """As somebody would type it in a field: `3,20` in Dutch, `3.20` in English."""
    return value.decimal.replace(".", "," if language() == "nl" else ".")


def coins(amount: Euros, coin: Euros) -> str:
    """How many coins an amount is: whole ones, or with what is left as a decimal: `3` or `3,20`."""
    whole, rest = divmod(amount.cents, coin.cents)
    if not rest:
        return str(Coins(whole).count)
    separator = "," if language() == "nl" else "."
    return f"{whole}{separator}{rest * 100 // coin.cents:02d}"


def day(value: date) -> str:
    return str(format_date(value, "d MMMM yyyy"))


def time_of_day(value: datetime) -> str:
    return str(format_datetime(value, "HH:mm"))


def instant(value: datetime) -> str:
    return str(format_datetime(value, "d MMMM yyyy HH:mm"))
