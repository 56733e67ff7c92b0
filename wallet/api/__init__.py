"""The JSON API: the same use cases as the pages, for programs. One module per resource."""

from types import ModuleType

from flask import Flask
from flask_wtf import CSRFProtect

from wallet.api import (
    activities,
    allotments,
    backing,
    bank_entries,
    bank_statements,
    card_sheets,
    cards,
    confirmations,
    contract_reports,
    contributions,
    declarations,
    disputes,
    efforts,
    enrolments,
    funds,
    iban_changes,
    merchants,
    obligations,
    offers,
    own_cards,
    participants,
    participations,
    payment_requests,
    payouts,
    plan_questions,
    plans,
    programmes,
    redemptions,
    repayments,
    settlements,
    social_enterprises,
    spoken_codes,
    statements,
    tills,
    valuation_rules,
    wallet,
)
from wallet.api.problems import Refusals
from wallet.api.scoped import ScopedApi

RESOURCES: tuple[ModuleType, ...] = (
    activities,
    allotments,
    backing,
    bank_entries,
    bank_statements,
    card_sheets,
    cards,
    confirmations,
    contract_reports,
    contributions,
    declarations,
    disputes,
    efforts,
    enrolments,
    funds,
    iban_changes,
    merchants,
    obligations,
    offers,
    own_cards,
    participants,
    participations,
    payment_requests,
    payouts,
    plan_questions,
    plans,
    programmes,
    redemptions,
    repayments,
    settlements,
    social_enterprises,
    spoken_codes,
    statements,
    tills,
    valuation_rules,
    wallet,
)


def register(app: Flask, csrf: CSRFProtect) -> None:
    """Mount every resource under /api, with OpenAPI 3.1 at /api/openapi.json."""
    app.config.update(
        API_TITLE="wallet",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = ScopedApi(app, spec_kwargs={"extra_plugins": [Refusals(app)]})
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    for resource in RESOURCES:
        api.register_blueprint(resource.blp)
        csrf.exempt(resource.blp)
