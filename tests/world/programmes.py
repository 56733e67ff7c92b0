"""A municipality's programme, and its bank account."""

from datetime import date
from typing import Any

from schwifty import IBAN
from sqlalchemy.orm import Session

from tests.world.days import TODAY, number
from tests.world.staff import an_organisation
from wallet.activities import allowance_norms
from wallet.banking import accounts as bank_accounts
from wallet.money import Euros
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.programmes.terms import ProgrammeTerms


def an_iban() -> str:
    return str(IBAN.generate("NL", bank_code="BNGH", account_code=f"{number():010}"))


def terms(**changes: Any) -> ProgrammeTerms:
    """What a municipality may decide: a coin of EUR 1.00 that lapses after a year."""
    usual: dict[str, Any] = {
        "valid_from": date(2024, 1, 1),
        "coin": Euros(100),
        "lapse_months": 12,
        "confirm_above": Euros(25_00),
        "card_pin_above": Euros(10_00),
        "card_sales_without_pin": 5,
        "card_day_limit": Euros(25_00),
    }
    return ProgrammeTerms(**usual | changes)


def a_programme(session: Session, **changes: Any) -> Programme:
    """A programme of a municipality of its own; `changes` are of its terms."""
    allowance_norms.load_norms(session)
    operator = an_organisation(session, name="Municipality")
    return programmes.open_programme(
        session,
        operator,
        name="Doetegoed",
        area="Demostad",
        bank_account=bank_accounts.open_account(session, iban=an_iban(), holder=operator.name),
        terms=terms(**changes),
        today=TODAY,
    )
