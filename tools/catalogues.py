"""Bring the translation catalogues up to date with the texts in code and templates.

`python -m tools.catalogues` adds new texts, drops those nobody uses, and says what is untranslated.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "wallet"
TRANSLATIONS = PACKAGE / "web" / "translations"
LANGUAGES = ("nl",)
"""English is the language of the texts in the sources themselves."""

READERS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "_l": None, "lazy_ngettext": (1, 2)}
JINJA = {"**.html": {"trimmed": "true", "silent": "false"}}


def texts() -> Catalog:
    """Every text in the sources that people may read."""
    found = Catalog(project="wallet", charset="utf-8", fuzzy=False)
    extracted = extract_from_dir(
        PACKAGE, READERS, JINJA, KEYWORDS, comment_tags=("For translators:",)
    )
    for name, line, message, comments, context in extracted:
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return found


def path_of(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> list[str]:
    """Rewrite a catalogue; returns the texts it does not translate yet."""
    catalogue = read(language)
    catalogue.update(texts(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    with path_of(language).open("wb") as file:
        write_po(file, catalogue, width=96, sort_output=True, include_lineno=False)
    return untranslated(catalogue)


def untranslated(catalogue: Catalog) -> list[str]:
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def _forms(translation: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (translation,) if isinstance(translation, str) else tuple(translation or [""])


if __name__ == "__main__":
    for language in LANGUAGES:
        missing = update(language)
        print(f"{language}: {len(missing)} texts without a translation")  # noqa: T201
        print(*missing, sep="\n")  # noqa: T201
