"""Where these pages live: one blueprint for each place in the navigation of a shop."""

from flask import Blueprint

bp = Blueprint("merchant", __name__, url_prefix="/merchant")
sales_bp = Blueprint("sales", __name__, url_prefix="/<uuid:shop_id>/sales")
tills_bp = Blueprint("tills", __name__, url_prefix="/<uuid:shop_id>/tills")
payouts_bp = Blueprint("payouts", __name__, url_prefix="/<uuid:shop_id>/payouts")
weeks_bp = Blueprint("weeks", __name__, url_prefix="/<uuid:shop_id>/weeks")
offers_bp = Blueprint("offers", __name__, url_prefix="/<uuid:shop_id>/offers")
disputes_bp = Blueprint("disputes", __name__, url_prefix="/<uuid:shop_id>/disputes")
account_bp = Blueprint("account", __name__, url_prefix="/<uuid:shop_id>/account")
nouns = (sales_bp, tills_bp, payouts_bp, weeks_bp, offers_bp, disputes_bp, account_bp)
