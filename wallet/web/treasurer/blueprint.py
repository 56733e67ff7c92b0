"""Where these pages live: one blueprint for each place in the navigation."""

from flask import Blueprint

from wallet.banking import ibans
from wallet.edge import return_reasons

bp = Blueprint("treasurer", __name__, url_prefix="/treasurer")
bank_statements_bp = Blueprint("bank_statements", __name__, url_prefix="/bank-statements")
bank_entries_bp = Blueprint("bank_entries", __name__, url_prefix="/bank-entries")
funds_bp = Blueprint("funds", __name__, url_prefix="/funds")
repayments_bp = Blueprint("repayments", __name__, url_prefix="/repayments")
settlements_bp = Blueprint("settlements", __name__, url_prefix="/settlements")
shops_bp = Blueprint("shops", __name__, url_prefix="/shops")
disputes_bp = Blueprint("disputes", __name__, url_prefix="/disputes")
nouns = (
    bank_statements_bp,
    bank_entries_bp,
    repayments_bp,
    funds_bp,
    settlements_bp,
    shops_bp,
    disputes_bp,
)

bp.add_app_template_filter(ibans.in_groups, "iban")
bp.add_app_template_filter(ibans.masked, "masked")
bp.add_app_template_filter(return_reasons.sentence, "return_reason")
