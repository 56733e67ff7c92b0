"""Every text people may read is in every catalogue, translated, with the same facts."""

import re
from copy import deepcopy

import pytest

from tools import catalogues

ADDRESSED = {
    "je": ("participant", "organiser", "till"),
    "u": ("sponsor", "merchant", "authority", "treasurer", "admin", "sign_in"),
}
NOT_SAID = {"je": r"\b(u|uw)\b", "u": r"\b(je|jij|jou|jouw|jullie)\b"}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    assert catalogues.problems(language) == []


def test_a_gap_in_a_catalogue_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = deepcopy(catalogues.texts())
    wanted.add("A text of yesterday that nobody translated.")
    monkeypatch.setattr(catalogues, "texts", lambda: wanted)

    found = catalogues.problems("nl")

    assert "not in the catalogue: 'A text of yesterday that nobody translated.'" in found


@pytest.mark.parametrize("form", list(ADDRESSED))
def test_in_dutch_an_audience_is_addressed_in_one_way(form: str) -> None:
    texts = [text for text in catalogues.read("nl") if text.id]
    audiences = "|".join(ADDRESSED[form])
    own = [
        str(text.string)
        for text in texts
        if all(re.match(rf"web/(templates/)?({audiences})/", place) for place, _ in text.locations)
    ]

    assert any(re.search(rf"\b{form}\b", text, re.IGNORECASE) for text in own)
    assert [text for text in own if re.search(NOT_SAID[form], text, re.IGNORECASE)] == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_percentage_is_written_in_one_way(language: str) -> None:
    assert [text for text in _translated(language) if re.search(r"\s%%", text)] == []


def test_dutch_is_written_with_one_apostrophe() -> None:
    other = "['\N{LEFT SINGLE QUOTATION MARK}]"

    assert [text for text in _translated("nl") if re.search(other, text)] == []


def _translated(language: str) -> list[str]:
    """Each text on its own; one with a plural has several forms."""
    texts = [text for text in catalogues.read(language) if text.id]
    return [
        form
        for text in texts
        for form in ([text.string] if isinstance(text.string, str) else text.string or ())
    ]
