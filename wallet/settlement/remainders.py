"""Remainders: what of a received amount nobody has said yet where it belongs."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry
from wallet.funds.top_ups import TopUp
from wallet.money import Euros
from wallet.settlement.confirmations import PayoutConfirmation
from wallet.settlement.repayment_orders import RepaymentConfirmation
from wallet.settlement.repayments import Repayment, RepaymentDecision
from wallet.settlement.returns import PayoutReturn


def left(session: Session, entry: BankEntry) -> Euros:
    """What of an entry still waits for a decision: all, nothing, or what a first decision left."""
    return left_of(session, [entry.id])[entry.id]


def left_of(session: Session, entry_ids: Collection[UUID]) -> dict[UUID, Euros]:
    """The same of several, by id."""
    remaining = _cents(BankEntry.amount) - topped_up() - going_back()
    rows = session.execute(
        select(BankEntry.id, case((is_decided(), 0), else_=remaining)).where(
            BankEntry.id.in_(entry_ids)
        )
    )
    return {entry_id: Euros(int(cents)) for entry_id, cents in rows}


def is_decided() -> ColumnElement[bool]:
    """Whether all of an entry is in the books, or is going back: nothing waits for a person."""
    known = (PayoutConfirmation, PayoutReturn, RepaymentConfirmation)
    return or_(
        *(exists().where(kind.bank_entry_id == BankEntry.id) for kind in known),
        and_(
            BankEntry.direction == Direction.CREDIT,
            topped_up() + going_back() >= _cents(BankEntry.amount),
        ),
    )


def topped_up() -> ColumnElement[int]:
    """The cents of an entry that are in the pots of funds."""
    return (
        select(func.coalesce(func.sum(_cents(TopUp.amount)), 0))
        .where(TopUp.bank_entry_id == BankEntry.id)
        .correlate(BankEntry)
        .scalar_subquery()
    )


def going_back() -> ColumnElement[int]:
    """The cents of an entry that go back to its sender, drafts included."""
    put_aside = exists().where(
        RepaymentDecision.repayment_id == Repayment.id, ~RepaymentDecision.is_approved
    )
    return (
        select(func.coalesce(func.sum(_cents(Repayment.amount)), 0))
        .where(Repayment.bank_entry_id == BankEntry.id, ~put_aside)
        .correlate(BankEntry)
        .scalar_subquery()
    )


def _cents(amount: InstrumentedAttribute[Euros]) -> ColumnElement[int]:
    return type_coerce(amount, BigInteger)  # plain integers, to add up and compare in SQL
