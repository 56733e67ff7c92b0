"""Tables of rules for tests: small, and with every kind of rule in them."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from wallet import clock
from wallet.identity.memberships import Membership
from wallet.social_return import valuation
from wallet.social_return.valuation import ValuationRules

TEXT = """
name = "Demostad"
edition = "{edition}"
source = "council decision"
read_on = "2026-01-01"

[[percentage]]
percent = "{percent}"
from_sum = 100_000
cap = 300_000

[[block]]
key = "participatiewet"
name = "Participatiewet"
a_year = {a_year}

[[bonus]]
key = "contract"
name = "Vast contract"
amount = 1_000

[procurement]
factor = "1.5"

[community]
stated = "cost, or 100 an hour"
cost_factor = "1"
an_hour = 100
a_day_most = 1_000
share_most_percent = "25"
"""


def a_text(*, edition: str = "2026", percent: str = "5", a_year: int = 40_000) -> str:
    return TEXT.format(edition=edition, percent=percent, a_year=a_year)


def adopt(
    session: Session, officer: Membership, *, valid_from: date = date(2020, 1, 1), **changes: Any
) -> ValuationRules:
    """Let a table hold at the authority of this officer."""
    valid_to = changes.pop("valid_to", None)
    return valuation.adopt(
        session,
        officer,
        a_text(**changes),
        valid_from=valid_from,
        valid_to=valid_to,
        now=clock.now(),
    )
