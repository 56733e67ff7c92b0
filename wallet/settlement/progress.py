"""How far a settlement is: drawn up, approved, ordered at the bank, paid; read from the facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from wallet.identity.people import Person
from wallet.programmes.programmes import Programme
from wallet.settlement import omissions, returns
from wallet.settlement.approvals import SettlementApproval, SettlementWithdrawal
from wallet.settlement.confirmations import PayoutConfirmation
from wallet.settlement.omissions import SettlementOmission
from wallet.settlement.payment_files import PaymentFile
from wallet.settlement.payouts import Payout
from wallet.settlement.returns import PayoutReturn
from wallet.settlement.settlements import Settlement


class Stage(StrEnum):
    """Of a settlement. `paid` when the bank paid or brought back each payout."""

    WITHDRAWN = "withdrawn"
    DRAWN_UP = "drawn-up"
    APPROVED = "approved"
    ORDERED = "ordered"
    PAID = "paid"


class PayoutState(StrEnum):
    """Of one payout. `waiting` until the payment file is there."""

    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
    ORDERED = "ordered"
    PAID = "paid"
    RETURNED = "returned"


class PayoutProgress(NamedTuple):
    """One payout and what became of it."""

    payout: Payout
    state: PayoutState


@dataclass(frozen=True)
class Progress:
    """A settlement, and what happened to it so far."""

    settlement: Settlement
    approval: SettlementApproval | None
    withdrawal: SettlementWithdrawal | None
    is_ordered: bool
    states: dict[UUID, PayoutState]
    """By payout id."""
    returns: dict[UUID, PayoutReturn]
    """By payout id, of those that came back."""
    omissions: list[SettlementOmission]
    """Whom it left out, by name."""

    @property
    def payouts(self) -> list[PayoutProgress]:
        return [PayoutProgress(each, self.states[each.id]) for each in self.settlement.payouts]

    def may_be_approved_by(self, person: Person) -> bool:
        """Four eyes, and only once."""
        return self.may_be_withdrawn and person.id != self.settlement.drawn_up_by_id

    @property
    def may_be_withdrawn(self) -> bool:
        """As long as nobody approved it."""
        return self.approval is None and self.withdrawal is None

    @property
    def is_under_way(self) -> bool:
        """Somebody, or the bank, still has to do something."""
        return self.stage not in (Stage.PAID, Stage.WITHDRAWN)

    @property
    def stage(self) -> Stage:
        if self.withdrawal is not None:
            return Stage.WITHDRAWN
        if self.approval is None:
            return Stage.DRAWN_UP
        if not self.is_ordered:
            return Stage.APPROVED
        is_open = PayoutState.ORDERED in self.states.values()
        return Stage.ORDERED if is_open else Stage.PAID


def of(session: Session, settlement: Settlement) -> Progress:
    return of_all(session, [settlement])[0]


def under_way(session: Session, operator_id: UUID) -> list[Progress]:
    """What somebody, or the bank, still has to do something about, newest first.

    Years of settlements that are paid are not read for it.
    """
    is_open = (
        exists()
        .where(Payout.settlement_id == Settlement.id)
        .where(~exists().where(PayoutConfirmation.payout_id == Payout.id))
        .where(~exists().where(PayoutReturn.payout_id == Payout.id))
    )
    open_ones = session.scalars(
        select(Settlement)
        .join(Settlement.programme)
        .options(selectinload(Settlement.payouts))
        .where(Programme.operator_id == operator_id, is_open)
        .order_by(Settlement.drawn_up_at.desc(), Settlement.id)
    )
    return [each for each in of_all(session, open_ones.all()) if each.is_under_way]


def of_all(session: Session, settlements: Sequence[Settlement]) -> list[Progress]:
    """The progress of each, in the same order, with as few questions as for one."""
    ids = [settlement.id for settlement in settlements]
    payout_ids = [payout.id for settlement in settlements for payout in settlement.payouts]
    approvals, withdrawals = _approvals(session, ids), _withdrawals(session, ids)
    ordered, confirmed = _ordered(session, ids), _confirmed(session, payout_ids)
    returned, left_out = (
        returns.of_payouts(session, payout_ids),
        omissions.of_settlements(session, ids),
    )

    def state_of(payout: Payout) -> PayoutState:
        if payout.id in returned:
            return PayoutState.RETURNED
        if payout.id in confirmed:
            return PayoutState.PAID
        if payout.settlement_id in withdrawals:
            return PayoutState.WITHDRAWN
        is_ordered = payout.settlement_id in ordered
        return PayoutState.ORDERED if is_ordered else PayoutState.WAITING

    return [
        Progress(
            settlement=each,
            approval=approvals.get(each.id),
            withdrawal=withdrawals.get(each.id),
            is_ordered=each.id in ordered,
            states={payout.id: state_of(payout) for payout in each.payouts},
            returns={p.id: returned[p.id] for p in each.payouts if p.id in returned},
            omissions=left_out[each.id],
        )
        for each in settlements
    ]


def _approvals(session: Session, settlement_ids: list[UUID]) -> dict[UUID, SettlementApproval]:
    found = session.scalars(
        select(SettlementApproval)
        .options(joinedload(SettlementApproval.approved_by))
        .where(SettlementApproval.settlement_id.in_(settlement_ids))
        .execution_options(populate_existing=True)
    )
    return {approval.settlement_id: approval for approval in found}


def _ordered(session: Session, settlement_ids: list[UUID]) -> set[UUID]:
    """Of these settlements, those that have a payment file; without reading the files."""
    return set(
        session.scalars(
            select(PaymentFile.settlement_id).where(PaymentFile.settlement_id.in_(settlement_ids))
        )
    )


def _withdrawals(session: Session, settlement_ids: list[UUID]) -> dict[UUID, SettlementWithdrawal]:
    found = session.scalars(
        select(SettlementWithdrawal)
        .options(joinedload(SettlementWithdrawal.withdrawn_by))
        .where(SettlementWithdrawal.settlement_id.in_(settlement_ids))
    )
    return {withdrawal.settlement_id: withdrawal for withdrawal in found}


def _confirmed(session: Session, payout_ids: list[UUID]) -> set[UUID]:
    return set(
        session.scalars(
            select(PayoutConfirmation.payout_id).where(PayoutConfirmation.payout_id.in_(payout_ids))
        )
    )
