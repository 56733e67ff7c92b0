"""Texts for messages that the domain itself sends, in the language of who reads them.

The texts stand in English where they are sent, marked with `N_`; the catalogues translate them.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date, format_time
from babel.numbers import format_currency
from babel.support import NullTranslations, Translations

from wallet.clock import AMSTERDAM, day_of
from wallet.money import Euros

CATALOGUES = Path(__file__).parents[1] / "web" / "translations"


def N_(text: str) -> str:  # noqa: N802 - the name by which catalogues find texts said later
    """Mark a text for the catalogues."""
    return text


def say(language: str, text: str, **facts: str) -> str:
    """This text in this language, with its facts."""
    return _catalogue(language).gettext(text) % facts


def time_of_day(language: str, instant: datetime) -> str:
    """`14:05`, in Amsterdam."""
    return format_time(instant, "HH:mm", tzinfo=AMSTERDAM, locale=language)


def day(language: str, instant: datetime) -> str:
    """`19 March 2026`, in Amsterdam."""
    return format_date(day_of(instant), "d MMMM y", locale=language)


def date_of(language: str, on: date) -> str:
    """`19 March 2026`."""
    return format_date(on, "d MMMM y", locale=language)


def euros(language: str, amount: Euros) -> str:
    """`€ 31,20`."""
    return format_currency(Decimal(amount.decimal), "EUR", locale=language)


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [language])
