"""The API does what its description says, whatever is sent: never 500, never an unknown status.

Schemathesis makes the requests from the description. Each goes to the application as it was made,
and once more with ids of things that exist, by every role that may do it.
"""

from typing import Any
from uuid import UUID

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import create_engine

from tests import build
from tests.api.conftest import Town
from tests.client import Client
from wallet.app import create_app
from wallet.config import Settings
from wallet.identity.permissions import ROLES_WITH, Permission, Role
from wallet.wallets import device_tokens

DESCRIPTION = "/api/openapi.json"
PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def described() -> dict[str, Any]:
    """The description as the application gives it; reading it needs no database."""
    nowhere = create_engine("postgresql+psycopg://")
    keys = {"test": bytes(32)}
    app = create_app(Settings(secret_key="for tests only", device_keys=keys), nowhere)
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    found: dict[str, Any] = api.spec.to_dict()
    return found


schema = schemathesis.openapi.from_dict(described())


@pytest.fixture
def ids(town: Town) -> dict[str, str]:
    """By the name a path or a body gives it: something that is there."""
    participation = build.a_participation(town.session, town.coordinator, town.programme)
    fund = build.a_fund(town.session, town.programme)
    town.session.commit()
    found: dict[str, UUID] = {
        "participant_id": participation.wallet_id,
        "participation_id": participation.id,
        "activity_id": participation.activity_id,
        "programme_id": town.programme.id,
        "organisation_id": town.coordinator.organisation_id,
        "merchant_id": town.shop.id,
        "till_id": town.till.id,
        "fund_id": fund.id,
    }
    return {name: str(value) for name, value in found.items()}


@pytest.fixture
def tokens(town: Town, ids: dict[str, str]) -> dict[Role, dict[str, str]]:
    """The header of each role, acting for the organisation that owns those things."""
    phone = town.a_payer(1000)
    device = device_tokens.make(phone.secret, phone.device.handle)
    municipality = town.programme.operator
    staff = {
        Role.COORDINATOR: town.colleague,
        Role.MERCHANT: town.shopkeeper,
        Role.SPONSOR: build.a_member(town.session, Role.SPONSOR),
        **{
            role: build.a_member(town.session, role, municipality)
            for role in (Role.ADMIN, Role.TREASURER, Role.OFFICER)
        },
    }
    headers = {role: town.as_member(member) for role, member in staff.items()}
    return headers | {
        Role.TILL: town.as_till,
        Role.PARTICIPANT: {"Authorization": f"Bearer {device}"},
    }


@schema.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_keeps_what_its_description_promises(
    case: schemathesis.Case,
    app: Flask,
    ids: dict[str, str],
    tokens: dict[Role, dict[str, str]],
) -> None:
    case.call_and_validate(app=app, checks=PROMISES)
    for headers in _allowed(case, app, tokens):
        case.call_and_validate(app=app, headers=headers, checks=PROMISES)
    if _use(case, ids):
        for headers in _allowed(case, app, tokens):
            case.call_and_validate(app=app, headers=headers, checks=PROMISES)


def _allowed(
    case: schemathesis.Case, app: Flask, tokens: dict[Role, dict[str, str]]
) -> list[dict[str, str]]:
    """The tokens of everybody who may; none where everybody may."""
    permission = _permission_of(case, app)
    if permission is Permission.ANYONE:
        return [{}]
    return [tokens[role] for role in sorted(ROLES_WITH[permission])]


def _permission_of(case: schemathesis.Case, app: Flask) -> Permission:
    path = case.operation.path.replace("{", "<uuid:").replace("}", ">")
    for rule in app.url_map.iter_rules():
        if rule.rule == path and case.operation.method.upper() in (rule.methods or ()):
            found: Permission = app.view_functions[rule.endpoint].permission  # type: ignore[attr-defined]
            return found
    raise LookupError(path)


def _use(case: schemathesis.Case, ids: dict[str, str]) -> bool:
    """Name things that exist where the case names any; False where it names none."""
    path: dict[str, Any] = dict(case.path_parameters or {})
    body: dict[str, Any] = case.body if isinstance(case.body, dict) else {}
    known = (path.keys() | body.keys()) & ids.keys()
    case.path_parameters = {name: ids.get(name, value) for name, value in path.items()}
    if isinstance(case.body, dict):
        case.body = {name: ids.get(name, value) for name, value in body.items()}
    return bool(known)


def test_every_operation_tells_its_refusals() -> None:
    for path, operations in described()["paths"].items():
        for method in operations.keys() - {"parameters"}:
            refusals = set(operations[method]["responses"])
            if "security" in operations[method]:
                assert {"401", "403"} <= refusals, path
            if method == "post":
                assert {"404", "409", "422"} <= refusals, path


def test_everybody_may_read_the_description(client: Client) -> None:
    assert client.get("/api/openapi.json").json["openapi"] == "3.1.0"
