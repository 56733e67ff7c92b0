"""Where a visitor is: one tab is marked on each page, and the other language is of this page."""

import pytest
from flask import Flask, render_template_string, request
from werkzeug.routing import Rule

from tests.client import Client
from wallet.edge.refusals import this_page

AUDIENCES = ("admin", "authority", "organiser", "sponsor", "treasurer")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_page_marks_one_tab_also_after_a_form(app: Flask, audience: str) -> None:
    marked = {
        rule.endpoint: _navigation(app, audience, rule).count("aria-current")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(f"{audience}.")
    }

    assert {endpoint: tabs for endpoint, tabs in marked.items() if tabs != 1} == {}


def test_the_other_language_is_of_the_same_question(app: Flask) -> None:
    with app.test_request_context("/authority/?light=red&wanted=soep"):
        assert this_page() == "/authority/?light=red&wanted=soep"


def test_a_page_that_answers_a_form_leads_to_the_page_of_the_form(app: Flask) -> None:
    came_from = {"Referer": "http://localhost/authority/rules/new?table=leiden"}
    with app.test_request_context("/authority/rules/", method="POST", headers=came_from):
        assert this_page() == "/authority/rules/new?table=leiden"


def test_choosing_a_language_keeps_the_statement_that_is_checked(client: Client) -> None:
    page = client.get("/statements?number=1&check=AAAA")

    assert 'name="next" value="/statements?number=1&amp;check=AAAA"' in page.text


def _navigation(app: Flask, audience: str, rule: Rule) -> str:
    with app.test_request_context("/"):
        request.url_rule = rule
        return render_template_string(f'{{% extends "{audience}/layout.html" %}}')
