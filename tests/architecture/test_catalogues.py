"""Every text people may read is in every catalogue, translated, with the same facts."""

from copy import deepcopy

import pytest

from tools import catalogues


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    assert catalogues.problems(language) == []


def test_a_gap_in_a_catalogue_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = deepcopy(catalogues.texts())
    wanted.add("A text of yesterday that nobody translated.")
    monkeypatch.setattr(catalogues, "texts", lambda: wanted)

    found = catalogues.problems("nl")

    assert "not in the catalogue: 'A text of yesterday that nobody translated.'" in found
