"""Contracts with shops: an operator lets a shop of an organisation take a programme's coins."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from wallet import clock
from wallet.merchants import merchants
from wallet.merchants.merchants import Merchant
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme


@dataclass(frozen=True)
class ShopContract:
    """Whose shop it is, what and where it is, and where it is paid."""

    organisation: str
    kvk_number: str
    name: str
    category: str
    neighbourhood: str
    iban: str
    payee: str
    """The name the bank knows the account by."""


def sign(
    session: Session, programme: Programme, contract: ShopContract, *, now: datetime
) -> Merchant:
    """Contract a shop; its organisation takes part from now on, so that its people can be invited.

    Raises:
        NameMissing, KvkNumberMalformed, IbanInvalid.
    """
    organisation = programmes.admit(
        session,
        programme,
        name=contract.organisation,
        kvk_number=contract.kvk_number,
        today=clock.day_of(now),
    )
    merchant = merchants.open_merchant(
        session,
        organisation,
        name=contract.name,
        category=contract.category,
        neighbourhood=contract.neighbourhood,
        iban=contract.iban,
        payee=contract.payee,
        now=now,
    )
    merchants.join(session, merchant, programme, now=now)
    return merchant
