"""Dutch first, English, for participants Arabic too; how amounts and days read in each.

Digits are 0 to 9 in every language, and amounts read as on the till: an Arabic page shows `€ 3,20`
from left to right, so that what stands on the phone is what stands on the screen in the shop.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from babel.numbers import format_currency
from flask import Flask, request, session
from flask_babel import Babel, format_date, format_datetime, get_locale

from wallet.clock import AMSTERDAM
from wallet.money import Coins, Euros

LANGUAGES = {"nl": "Nederlands", "en": "English"}
PARTICIPANT_LANGUAGES = LANGUAGES | {"ar": "العربية"}
AMOUNTS_AS_IN = {"ar": "nl"}
"""Languages that write amounts as another one does."""
NEAR = timedelta(days=330)
RIGHT_TO_LEFT = {"ar"}
_FROM_LEFT, _POP = "\u2066", "\u2069"
"""Around an amount in a text from right to left (Unicode standard annex 9)."""


def register(app: Flask) -> None:
    Babel(
        app,
        default_locale="nl",
        default_timezone=str(AMSTERDAM),
        default_translation_directories="web/translations",
        locale_selector=chosen,
    )
    app.jinja_env.filters.update(
        euros=euros,
        coins=coins,
        day=day,
        month=month,
        short_month=short_month,
        instant=instant,
        moment=moment,
        day_of_year=day_of_year,
        time_of_day=time_of_day,
    )
    app.jinja_env.globals.update(offered_languages=offered, current_language=language)


def offered() -> dict[str, str]:
    """The languages this page comes in: those of staff, and more for participants."""
    return PARTICIPANT_LANGUAGES if request.blueprint == "participant" else LANGUAGES


def chosen() -> str:
    """The visitor's own choice, else what the browser prefers, else Dutch."""
    picked = session.get("language")
    if picked in offered():
        return str(picked)
    return request.accept_languages.best_match(list(offered()), "nl")


def language() -> str:
    return str(get_locale() or "nl")


def euros(amount: Euros) -> str:
    """`€ 3,20` in Dutch, `€3.20` in English."""
    locale = AMOUNTS_AS_IN.get(language(), language())
    text = format_currency(Decimal(amount.cents).scaleb(-2), "EUR", locale=locale)
    return f"{_FROM_LEFT}{text}{_POP}" if language() in RIGHT_TO_LEFT else text


def amount(value: Euros) -> str:
    """As somebody would type it in a field: `3,20` in Dutch, `3.20` in English."""
    return value.decimal.replace(".", "," if language() == "nl" else ".")


def coins(amount: Euros, coin: Euros) -> str:
    """How many coins an amount is: whole ones, or with what is left as a decimal: `3` or `3,20`."""
    whole, rest = divmod(amount.cents, coin.cents)
    if not rest:
        return str(Coins(whole).count)
    separator = "." if language() == "en" else ","
    return f"{whole}{separator}{rest * 100 // coin.cents:02d}"


def day(value: date) -> str:
    return str(format_date(value, "d MMMM yyyy"))


def near_day(value: date, *, today: date) -> str:
    """`31 maart`, with the year only when it is not the next time this day comes."""
    if value - today < NEAR:
        return str(format_date(value, "d MMMM"))
    return day(value)


def month(value: date) -> str:
    """`november 2026`."""
    return str(format_date(value, "MMMM yyyy"))


def short_month(value: date) -> str:
    """`nov`, under a bar."""
    return str(format_date(value, "MMM")).rstrip(".")


def time_of_day(value: datetime) -> str:
    return str(format_datetime(value, "HH:mm"))


def instant(value: datetime) -> str:
    return str(format_datetime(value, "d MMMM yyyy HH:mm"))


def day_of_year(value: datetime) -> str:
    """`22 november`, where the year stands above it."""
    return str(format_datetime(value, "d MMMM"))


def moment(value: datetime) -> str:
    """`22 november 14:02`, where the year stands above it."""
    return str(format_datetime(value, "d MMMM HH:mm"))
