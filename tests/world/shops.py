"""Shops, their tills, and what is asked there."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from tests.world.days import NOW
from tests.world.participants import Phone
from tests.world.programmes import an_iban
from tests.world.staff import a_person, an_organisation
from wallet.merchants import merchants, pairings, tills
from wallet.merchants.merchants import Merchant
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.programmes.programmes import Programme


def a_merchant(session: Session, *joins: Programme) -> Merchant:
    """A shop that takes the coins of these programmes."""
    organisation = an_organisation(session, name="Shop")
    merchant = merchants.open_merchant(
        session,
        organisation,
        name=organisation.name,
        category="groceries",
        neighbourhood="Centrum",
        iban=an_iban(),
        payee=organisation.name,
        now=NOW,
    )
    for programme in joins:
        merchants.join(session, merchant, programme, now=NOW)
    return merchant


def a_till(session: Session, *joins: Programme, merchant: Merchant | None = None) -> Till:
    """A till of a shop that takes the coins of these programmes."""
    return tills.add(session, merchant or a_merchant(session, *joins), name="Till", now=NOW)


def a_till_token(session: Session, till: Till) -> str:
    """Pair a device with a till, and give the token it holds."""
    code = pairings.issue(session, till, by=a_person(session, name="Merchant"), now=NOW)
    return pairings.pair(session, code, now=NOW)


def a_sale(phone: Phone, *, cents: int, at: datetime = NOW, **changes: Any) -> dict[str, Any]:
    """What a till asks when it scans what this phone shows."""
    sale = {"request_id": uuid4(), "code": phone.code(at), "price": Euros(cents), "now": at}
    return sale | changes
