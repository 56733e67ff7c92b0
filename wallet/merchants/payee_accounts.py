"""Where a shop is paid: the account of its contract, or of the last change that is in force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wallet.merchants.iban_changes import IbanChange, IbanChangeState
from wallet.merchants.merchants import Merchant


@dataclass(frozen=True)
class PayeeAccount:
    """An account number, and the name the bank knows it by."""

    iban: str
    payee: str
    has_successor: bool
    """A change waits or rests: the next payouts may go elsewhere."""


def of_merchants(
    session: Session, merchants: Collection[Merchant], *, now: datetime
) -> dict[UUID, PayeeAccount]:
    """By merchant id, with one question for all of them."""
    changes = session.scalars(
        select(IbanChange)
        .options(joinedload(IbanChange.approval), joinedload(IbanChange.call_off))
        .where(IbanChange.merchant_id.in_([merchant.id for merchant in merchants]))
        .order_by(IbanChange.asked_at.desc(), IbanChange.id)
        .execution_options(populate_existing=True)
    ).unique()
    by_merchant: dict[UUID, list[IbanChange]] = {}
    for change in changes:
        by_merchant.setdefault(change.merchant_id, []).append(change)
    return {one.id: _current(one, by_merchant.get(one.id, []), now) for one in merchants}


def of_merchant(session: Session, merchant: Merchant, *, now: datetime) -> PayeeAccount:
    return of_merchants(session, [merchant], now=now)[merchant.id]


def _current(merchant: Merchant, changes: list[IbanChange], now: datetime) -> PayeeAccount:
    source: Merchant | IbanChange = merchant
    for change in changes:
        if change.state(now) is IbanChangeState.IN_FORCE:
            source = change
            break
    return PayeeAccount(source.iban, source.payee, any(c.is_under_way(now) for c in changes))
