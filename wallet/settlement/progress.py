"""How far a settlement is: drawn up, approved, ordered at the bank, paid; read from the facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wallet.identity.people import Person
from wallet.settlement.approvals import SettlementApproval
from wallet.settlement.confirmations import PayoutConfirmation, PayoutReturn
from wallet.settlement.payment_files import PaymentFile
from wallet.settlement.payouts import Payout
from wallet.settlement.settlements import Settlement


class Stage(StrEnum):
    """Of a settlement. `paid` when the bank paid or brought back each payout."""

    DRAWN_UP = "drawn-up"
    APPROVED = "approved"
    ORDERED = "ordered"
    PAID = "paid"


class PayoutState(StrEnum):
    """Of one payout. `waiting` until the payment file is there."""

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
    is_ordered: bool
    states: dict[UUID, PayoutState]
    """By payout id."""

    @property
    def payouts(self) -> list[PayoutProgress]:
        return [PayoutProgress(each, self.states[each.id]) for each in self.settlement.payouts]

    def may_be_approved_by(self, person: Person) -> bool:
        """Four eyes, and only once."""
        return self.approval is None and person.id != self.settlement.drawn_up_by_id

    @property
    def stage(self) -> Stage:
        if self.approval is None:
            return Stage.DRAWN_UP
        if not self.is_ordered:
            return Stage.APPROVED
        is_open = PayoutState.ORDERED in self.states.values()
        return Stage.ORDERED if is_open else Stage.PAID


def of(session: Session, settlement: Settlement) -> Progress:
    return of_all(session, [settlement])[0]


def of_all(session: Session, settlements: Sequence[Settlement]) -> list[Progress]:
    """The progress of each, in the same order, with as few questions as for one."""
    ids = [settlement.id for settlement in settlements]
    approvals = _approvals(session, ids)
    ordered = _ordered(session, ids)
    seen = {
        **dict.fromkeys(_payout_ids(session, PayoutConfirmation, ids), PayoutState.PAID),
        **dict.fromkeys(_payout_ids(session, PayoutReturn, ids), PayoutState.RETURNED),
    }
    found = []
    for settlement in settlements:
        is_ordered = settlement.id in ordered
        unseen = PayoutState.ORDERED if is_ordered else PayoutState.WAITING
        states = {payout.id: seen.get(payout.id, unseen) for payout in settlement.payouts}
        found.append(Progress(settlement, approvals.get(settlement.id), is_ordered, states))
    return found


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


def _payout_ids(
    session: Session,
    kind: type[PayoutConfirmation] | type[PayoutReturn],
    settlement_ids: list[UUID],
) -> set[UUID]:
    return set(
        session.scalars(
            select(kind.payout_id)
            .join(Payout, Payout.id == kind.payout_id)
            .where(Payout.settlement_id.in_(settlement_ids))
        )
    )
