"""Every refusal has words, and the words use only facts that the refusal carries."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from flask import Flask

import wallet
from wallet.edge import words
from wallet.errors import WalletError

FAMILIES = "wallet.errors"
FACT = re.compile(r"%\((\w+)\)s")


def errors() -> list[type[WalletError]]:
    """Every error of the package that is raised as itself, and no family of others.

    What has words and kinds of its own, such as `NotPaid`, is both.
    """
    for module in walk_packages(wallet.__path__, "wallet."):
        import_module(module.name)
    found = {error for error in _below(WalletError) if error.__module__ != FAMILIES}
    raised = (e for e in found if not e.__subclasses__() or code_of(e) in words.SENTENCES)
    return sorted(raised, key=lambda e: e.__name__)


def _below(family: type[WalletError]) -> Iterator[type[WalletError]]:
    for error in family.__subclasses__():
        yield error
        yield from _below(error)


def code_of(error: type[WalletError]) -> str:
    return error.__new__(error).code


def facts_of(error: type[WalletError]) -> set[str]:
    """The public attributes that the constructors of this error and its families set."""
    return {
        fact for kind in error.__mro__ if kind.__module__ != "builtins" for fact in _set_by(kind)
    }


def _set_by(kind: type) -> Iterator[str]:
    if "__init__" not in vars(kind):
        return
    source = textwrap.dedent(inspect.getsource(vars(kind)["__init__"]))
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
            and not node.attr.startswith("_")
        ):
            yield node.attr


@pytest.mark.parametrize("error", errors())
def test_an_error_has_words(error: type[WalletError]) -> None:
    assert code_of(error) in words.SENTENCES, f"{error.__module__}.{error.__name__}"


@pytest.mark.parametrize("error", errors())
def test_the_words_use_facts_of_the_error(app: Flask, error: type[WalletError]) -> None:
    with app.test_request_context():
        used = set(FACT.findall(str(words.SENTENCES.get(code_of(error), ""))))

    assert used <= facts_of(error)


def test_no_two_errors_share_a_code() -> None:
    codes = [code_of(error) for error in errors()]

    assert sorted(codes) == sorted(set(codes))


def test_no_words_are_left_over() -> None:
    families = {"not-found", "not-allowed"}

    assert set(words.SENTENCES) - families - {code_of(error) for error in errors()} == set()
