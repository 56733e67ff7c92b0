"""Every field of every form, spoilt one at a time; and forms sent from elsewhere."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.bad_input import answers, requests
from tests.bad_input.forms import FORMS, good_fields
from tests.bad_input.kinds import BAD
from tests.bad_input.phone_requests import PHONE_FORMS
from tests.bad_input.requests import Good
from tests.bad_input.town import Town
from wallet.identity.permissions import Permission

TRIED_ELSEWHERE = {
    "/till/redemptions",  # test_prices, test_pay_codes
    "/treasurer/bank-statements/",  # test_bank_files
    "/treasurer/bank-entries/<entry_id>/assignment",  # test_ids
    "/authority/efforts/<effort_id>/assessment",  # tests/web/sponsor/test_contracts
    "/sponsor/efforts/<effort_id>/files",  # the same
    "/sponsor/plans/<plan_id>/questions/<question_id>/answer",  # the same
    "/sign-in/",  # test_addresses: says the same whatever was typed
    "/language",
}
SIGN_IN_LINK_BY_GET = "/sign-in/out"
"""Read as `/sign-in/<token>`: a button, for a link nobody sent."""


@pytest.mark.parametrize(("form", "kinds"), FORMS, ids=[form.path for form, _ in FORMS])
def test_a_bad_field_is_explained_on_the_page(
    town: Town, form: Good, kinds: dict[str, str]
) -> None:
    visitor = town.visitor(form.who)
    path, good = requests.own_path(town, form.path), good_fields(town, form)
    for field, kind in kinds.items():
        for value in BAD[kind]:
            answer = answers.send(visitor, path, **good | {field: value})
            assert answer.status_code in (404, 409, 422), f"{field}={value[:40]!r} is taken"
            if answer.status_code != 404:
                answers.refusal(answer, 409, 422)


@pytest.mark.parametrize(("form", "kinds"), FORMS, ids=[form.path for form, _ in FORMS])
def test_a_missing_field_is_explained_on_the_page(
    town: Town, form: Good, kinds: dict[str, str]
) -> None:
    visitor, path = town.visitor(form.who), requests.own_path(town, form.path)

    answers.refusal(answers.send(visitor, path), 409, 422)


def test_every_form_with_fields_is_tried(app: Flask) -> None:
    """A form without fields of its own is a button; those are in `test_buttons`."""
    posted = {_plain(rule) for rule in _pages(app, "POST")}
    tried = {form.path for form, _ in FORMS} | TRIED_ELSEWHERE | PHONE_FORMS

    assert {path for path in posted - tried if not _is_button(path)} == set()
    assert tried <= posted


def test_a_form_from_elsewhere_is_refused(app: Flask, town: Town) -> None:
    for rule in _pages(app, "POST"):
        who = requests.someone_with(_permission(app, rule))
        visitor = town.visitor(who) if who else town.program()
        for token in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": "\u0000"}):
            answer = visitor.post(requests.own_path(town, rule.rule), data=token)
            answers.refusal(answer, 400)


def test_nothing_is_done_by_get(app: Flask, town: Town) -> None:
    """Where there is only a form's target, there is no page."""
    readable = {rule.rule for rule in _pages(app, "GET")} | {SIGN_IN_LINK_BY_GET}
    for rule in _pages(app, "POST"):
        who = requests.someone_with(_permission(app, rule))
        visitor = town.visitor(who) if who else town.program()
        answer = visitor.get(requests.own_path(town, rule.rule))
        if rule.rule not in readable:
            assert answer.status_code == 405, rule.rule
            assert "POST" in answer.headers["Allow"]


def _pages(app: Flask, method: str) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and not rule.rule.startswith(("/api/", "/static/"))
    ]


def _permission(app: Flask, rule: Rule) -> Permission:
    permission: Permission = app.view_functions[rule.endpoint].permission  # type: ignore[attr-defined]
    return permission


def _plain(rule: Rule) -> str:
    return re.sub(r"<\w+:", "<", rule.rule)


def _is_button(path: str) -> bool:
    nouns = ("approval", "block", "enrolments", "out", "pairing-codes", "payment-file", "reversal")
    named = (*nouns, "revocation", "verification", "<membership_id>", "<token>")
    named += ("call-off", "release", "removal", "self-billing", "spoken", "unpairing", "withdrawal")
    return path.endswith(named)
