"""What the documents name exists: files, settings, commands and targets."""

import re
from pathlib import Path

import click
import pytest

from wallet.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"(?:\]\(|src=\")(?!https?:)([^)#\"]+)")
COMMAND = re.compile(r"\bwallet ((?:[a-z]+(?:-[a-z]+)*)(?: [a-z]+(?:-[a-z]+)*)?)")
TARGET = re.compile(r"(?:`|^ {4})make ([a-z]+(?:-[a-z]+)*)", re.MULTILINE)
SETTING = re.compile(r"\bWALLET_[A-Z_]+\b")
CODE = re.compile(r"`([^`\n]+)`|^ {4}(.+)$", re.MULTILINE)


def code_in(text: str) -> str:
    return "\n".join(quoted or block for quoted, block in CODE.findall(text))


def settings_of_the_code() -> set[str]:
    sources = [*(ROOT / "wallet").rglob("*.py"), ROOT / "tests/conftest.py"]
    return {name for path in sources for name in SETTING.findall(path.read_text("utf-8"))} - {
        "WALLET_"
    }


def is_a_command(words: list[str]) -> bool:
    """Whether `wallet` knows a command by these words; what follows it may be an argument."""
    command: click.Command = main
    for word in words:
        if not isinstance(command, click.Group):
            return True
        if word not in command.commands:
            return False
        command = command.commands[word]
    return True


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_links_to_is_there(document: Path) -> None:
    links = LINK.findall(document.read_text("utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_tells_people_to_type_exists(document: Path) -> None:
    text = document.read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")

    unknown = [words for words in COMMAND.findall(code_in(text)) if not is_a_command(words.split())]
    unknown += [f"make {name}" for name in TARGET.findall(text) if f"\n{name}:" not in makefile]
    assert unknown == []


def test_the_readme_has_every_setting() -> None:
    documented = set(SETTING.findall((ROOT / "README.md").read_text("utf-8")))

    assert settings_of_the_code() <= documented


def test_no_document_has_a_setting_that_nobody_reads() -> None:
    named = {name for path in DOCUMENTS for name in SETTING.findall(path.read_text("utf-8"))}

    assert named - settings_of_the_code() - {"WALLET_TEST_DATABASE_URL", "WALLET_CHROMIUM"} == set()
