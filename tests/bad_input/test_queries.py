"""Addresses with something behind the question mark that no page of ours puts there."""

from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.bad_input import answers, requests
from tests.bad_input.town import Town
from tests.client import Client
from wallet.identity.permissions import Permission

NAMES = (
    *("from", "to", "day", "month", "page", "limit", "number", "check", "name", "next", "x"),
    *("fund_id", "obligation_id", "participant_id", "order", "light", "wanted", "column", "format"),
    "version",
)
VALUES = [
    *("", "\u0000", "-1", "9" * 10_000, "\ud83c", "<script>"),
    *("0001-01-01", "9999-12-31", "2000-01-01", "2100-12-31"),
]
PROBLEM = "application/problem+json"
OUT_OF_ORDER = "from=2026-03-02&to=2026-03-01"


@pytest.mark.parametrize("value", VALUES)
def test_no_page_breaks_on_it(app: Flask, town: Town, program: Client, value: str) -> None:
    text = value.encode("utf-8", "replace").decode()
    query = urlencode(dict.fromkeys(NAMES, text))
    browsers = {who: town.visitor(who) for who in (*requests.WHO.values(), "nobody")}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        permission = getattr(app.view_functions[rule.endpoint], "permission", Permission.ANYONE)
        who, path = requests.someone_with(permission), requests.own_path(town, rule.rule)
        if path.startswith("/api/"):
            headers = town.headers(who) if who else {}
            answer = program.get(f"{path}?{query}", headers=headers)
            assert answer.status_code < 400 or answer.mimetype == PROBLEM, path
        else:
            answer = browsers[who or "nobody"].get(f"{path}?{query}")
        assert answer.status_code in (200, 302, 404, 422), f"{path}?{query[:200]}: {answer.status}"
        shown = answer.get_data().decode("utf-8", "replace")  # a PDF or a ZIP is no text
        assert not answers.INSIDES.search(shown), path


@pytest.mark.parametrize("check", ["", "\0", "\ud83c", "x" * 10_000])
@pytest.mark.parametrize("path", ["/statements", "/statements/statement.json"])
def test_a_check_that_no_paper_bears_finds_nothing(program: Client, path: str, check: str) -> None:
    query = urlencode({"number": 1, "check": check.encode("utf-8", "replace").decode()})

    assert program.get(f"{path}?{query}").status_code == 404


@pytest.mark.parametrize("thing", ["funds/{fund_id}", "obligations/{obligation_id}"])
@pytest.mark.parametrize(
    "query", ["from=x", "to=2026-02-30", "from=", "surprise=1", "from=1999-12-31", OUT_OF_ORDER]
)
def test_a_period_that_is_none_is_explained(
    town: Town, program: Client, thing: str, query: str
) -> None:
    path = requests.own_path(town, f"/api/{thing}/contributions")

    answers.problem(program.get(f"{path}?{query}", headers=town.headers("sponsor")), 422)


def test_a_period_that_is_none_is_explained_on_the_page(town: Town) -> None:
    path = requests.own_path(town, "/sponsor/funds/<fund_id>/contributions")
    for query in ("from=x", "to=2026-02-30", OUT_OF_ORDER):
        answers.refusal(town.visitor("sponsor").get(f"{path}?{query}"), 422)
