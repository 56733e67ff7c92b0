"""What the tables of rules that come along ask to be checked with the authority, in words.

An authority's own table may ask other things; those are shown as they were written.
"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

CHECKS: dict[str, LazyString] = {
    "bonuses": _("bonuses"),
    "deadlines for reports": _("deadlines for reports"),
    "from when this table holds": _("from when this table holds"),
    "largest share of community activities": _("largest share of community activities"),
    "longest counting period of a placement": _("longest counting period of a placement"),
    "percentage, threshold and base": _("percentage, threshold and base"),
    "the amount for community activities: none is stated": _(
        "the amount for community activities: none is stated"
    ),
    "the blocks that are missing here": _("the blocks that are missing here"),
    "the building blocks: none are here": _("the building blocks: none are here"),
    "the factor for social procurement": _("the factor for social procurement"),
    "threshold and base": _("threshold and base"),
    "what the 1,000 for community activities is per": _(
        "what the 1,000 for community activities is per"
    ),
    "which of the two amounts holds without a benefit": _(
        "which of the two amounts holds without a benefit"
    ),
}
