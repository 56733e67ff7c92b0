"""Pages speak through the catalogues, and to participants in short sentences."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from tools import catalogues

TEMPLATES = Path(__file__).parents[2] / "wallet" / "web" / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
LONGEST_SENTENCE = 10
"""Words, for people who read little: level A2 (docs/glossary.md)."""

READ_ALOUD = {"alt", "aria-label", "label", "placeholder", "title"}
LETTER = re.compile(r"[^\W\d_]")
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
SENTENCE_ENDS = re.compile(r"[.?!:](?:\s|$)")
FOR_PARTICIPANTS = ("web/templates/participant/", "web/participant/")


class Words(HTMLParser):
    """Collects what people would read or hear of a page, its expressions left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_data(self, data: str) -> None:
        self.found.append(ATTRIBUTE.sub("", data).strip())


def bare_words(template: str) -> list[str]:
    parts = (
        value for _, kind, value in Environment(autoescape=True).lex(template) if kind == "data"
    )
    words = Words()
    words.feed("".join(parts))
    words.close()
    return [text for text in words.found if LETTER.search(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_a_template_says_nothing_outside_the_catalogues(page: Path) -> None:
    assert bare_words(page.read_text("utf-8")) == []


def test_bare_words_are_noticed() -> None:
    template = '<p title="Welkom">{{ _("Hello") }} and welcome</p>{# a remark #}'

    assert bare_words(template) == ["Welkom", "and welcome"]


def test_participants_read_short_sentences_in_every_language() -> None:
    texts = [text for language in catalogues.LANGUAGES for text in for_participants(language)]

    assert [text for text in texts if longest_sentence(text) > LONGEST_SENTENCE] == []


def for_participants(language: str) -> Iterator[str]:
    """What the participant's pages say, in the sources' English and in this language."""
    translated = catalogues.read(language)
    for message in catalogues.texts():
        if any(name.startswith(FOR_PARTICIPANTS) for name, _ in message.locations):
            entry = translated.get(message.id) or message
            yield from catalogues.forms(message.id)
            yield from catalogues.forms(entry.string)


def longest_sentence(text: str) -> int:
    return max(len(sentence.split()) for sentence in SENTENCE_ENDS.split(text))
