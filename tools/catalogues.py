"""Bring the translation catalogues up to date with the texts in code and templates.

`python -m tools.catalogues` adds new texts, drops those nobody uses, and says what is untranslated.
`python -m tools.catalogues --check` changes nothing and fails when a catalogue is not complete.
"""

import ast
import re
import sys
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "wallet"
TRANSLATIONS = PACKAGE / "web" / "translations"
LANGUAGES = ("nl", "ar")
"""English is the language of the texts in the sources themselves."""
ONLY_FOR_PARTICIPANTS = {"ar"}
PARTICIPANTS_READ = (
    "web/participant/",
    "web/templates/participant/",
    "web/templates/base.html",
    "web/templates/parts/header.html",
    "web/templates/404.html",
    "web/templates/500.html",
    "web/templates/refusal.html",
    "edge/refusals.py",
)
"""Where the texts of the participants' pages stand, below the package."""
PARTICIPANTS_HEAR = {
    "sign-in-required",
    "not-allowed",
    "not-found",
    "enrolment-code-unknown",
    "enrolment-expired",
    "enrolment-already-used",
    "device-not-found",
    "passkey-not-found",
    "device-proof-wrong",
    "device-blocked",
    "pin-malformed",
    "pin-missing",
    "pin-wrong",
    "pin-locked",
    "pin-too-simple",
    "passkey-refused",
    "confirmation-not-found",
    "confirmation-over",
    "sale-not-found",
    "sale-reversed",
    "dispute-not-found",
    "dispute-too-late",
    "too-many-spoken-codes",
}
"""The refusals of `wallet/edge/words.py` that a phone of a participant may show."""

READERS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {"lazy_gettext": None, "_l": None, "lazy_ngettext": (1, 2)}
HEADER = (
    "# The wallet in language {language}. Written by `make catalogues`; the translations are ours."
)
FACT = re.compile(r"%\((\w+)\)[sd]")
JINJA = {"**.html": {"trimmed": "true", "silent": "false"}}


@cache
def texts() -> Catalog:
    """Every text in the sources that people may read."""
    found = Catalog(project="wallet", charset="utf-8", fuzzy=False)
    extracted = extract_from_dir(
        PACKAGE, READERS, JINJA, KEYWORDS, comment_tags=("For translators:",)
    )
    for name, line, message, comments, context in extracted:
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return found


def wanted(language: str) -> Catalog:
    """The texts this language is to have: all of them, or those that participants read."""
    if language not in ONLY_FOR_PARTICIPANTS:
        return texts()
    heard = _heard()
    chosen = Catalog(charset="utf-8", fuzzy=False)
    for message in texts():
        is_read = any(name.startswith(PARTICIPANTS_READ) for name, _ in message.locations)
        if message.id and (is_read or message.id in heard):
            chosen.add(message.id, None, message.locations, auto_comments=message.auto_comments)
    return chosen


def _heard() -> set[str]:
    """The sentences in the table of refusals that participants may hear, by their code."""
    tree = ast.parse((PACKAGE / "edge" / "words.py").read_text("utf-8"))
    tables = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    rows = [row for table in tables for row in zip(table.keys, table.values, strict=True)]
    return {
        str(text.value)
        for code, call in rows
        if isinstance(code, ast.Constant) and code.value in PARTICIPANTS_HEAR
        if isinstance(call, ast.Call) and isinstance(text := call.args[0], ast.Constant)
    }


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
    catalogue.update(wanted(language), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = HEADER.format(language=language)
    catalogue.project, catalogue.version = "wallet", "main"
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = (
        "the wallet"
    )
    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    with path_of(language).open("wb") as file:
        write_po(file, catalogue, width=96, sort_output=True, include_lineno=False)
    return untranslated(catalogue)


def problems(language: str) -> list[str]:
    """Say everything that keeps a catalogue from being complete and safe to show."""
    catalogue = read(language)
    known, used = _ids(catalogue), _ids(wanted(language))
    return [
        *(f"not in the catalogue: {text!r}" for text in sorted(used - known)),
        *(f"nobody uses: {text!r}" for text in sorted(known - used)),
        *(f"not translated: {text!r}" for text in untranslated(catalogue)),
        *(f"other %(facts)s than the text: {text!r}" for text in _with_other_facts(catalogue)),
    ]


def untranslated(catalogue: Catalog) -> list[str]:
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not all(forms(message.string)))
    ]


def _with_other_facts(catalogue: Catalog) -> list[str]:
    """A translation that names a fact the text has not would break the page it stands on."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        for translation in filter(None, forms(message.string))
        if not set(FACT.findall(translation)) <= set(FACT.findall(" ".join(forms(message.id))))
    ]


def _ids(catalogue: Catalog) -> set[str]:
    return {forms(message.id)[0] for message in catalogue if message.id}


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A text, or its forms for one and for many."""
    return (text,) if isinstance(text, str) else tuple(text or [""])


def main(arguments: list[str]) -> None:
    if "--check" in arguments:
        found = [f"{language}: {each}" for language in LANGUAGES for each in problems(language)]
        if found:
            raise SystemExit("\n".join(found))
        return
    for language in LANGUAGES:
        missing = update(language)
        print(f"{language}: {len(missing)} texts without a translation")  # noqa: T201 - a command
        print(*missing, sep="\n")  # noqa: T201 - a command


if __name__ == "__main__":
    main(sys.argv[1:])
