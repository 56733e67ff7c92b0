"""Remainders: what of a received amount nobody has said yet where it belongs."""

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
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
    row = session.execute(
        select(is_decided(), topped_up(), going_back()).where(BankEntry.id == entry.id)
    ).one()
    if row[0]:
        return Euros(0)
    return entry.amount - Euros(int(row[1])) - Euros(int(row[2]))


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
