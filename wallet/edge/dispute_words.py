"""What a customer said was not right, in words for the shop and for the scheme."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from wallet.merchants.disputes import DisputeReason

SAID: dict[DisputeReason, LazyString] = {
    DisputeReason.WRONG_AMOUNT: _("The amount is wrong"),
    DisputeReason.WRONG_SHOP: _("Was not in this shop"),
    DisputeReason.GOT_NOTHING: _("Got nothing for it"),
    DisputeReason.NOT_ME: _("Somebody else paid"),
}
