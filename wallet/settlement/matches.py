"""Matches: what the books say a bank entry is, for whoever reads a statement."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wallet.banking.statements import BankEntry, BankStatement, StatementFile
from wallet.funds.payment_requests import PaymentRequest
from wallet.funds.top_ups import TopUp
from wallet.money import Euros
from wallet.settlement import remainders
from wallet.settlement.confirmations import PayoutConfirmation
from wallet.settlement.payouts import Payout
from wallet.settlement.repayment_orders import RepaymentConfirmation
from wallet.settlement.repayments import Repayment
from wallet.settlement.returns import PayoutReturn


@dataclass
class Match:
    """An entry, and what the books say it is; `left` of it still waits for a person."""

    entry: BankEntry
    left: Euros
    top_ups: list[TopUp] = field(default_factory=list)
    returned: Payout | None = None
    paid: list[Payout] = field(default_factory=list)
    going_back: list[Repayment] = field(default_factory=list)
    """To its sender, drafts included."""
    paid_back: Repayment | None = None
    """The repayment that this debit is."""

    @property
    def is_open(self) -> bool:
        return bool(self.left)

    @property
    def is_divided(self) -> bool:
        return len(self.top_ups) + len(self.going_back) + self.is_open > 1


def of_file(session: Session, file: StatementFile) -> list[Match]:
    """The entries that came in with a file and no earlier one, by day and bank reference."""
    entries = session.scalars(
        select(BankEntry)
        .join(BankEntry.statement)
        .where(BankStatement.file_id == file.id)
        .order_by(BankEntry.booked_on, BankEntry.entry_reference)
    ).all()
    return of_entries(session, entries)


def of_entries(session: Session, entries: Sequence[BankEntry]) -> list[Match]:
    """What each of these entries is, in the same order."""
    ids = [entry.id for entry in entries]
    top_ups = _top_ups(session, ids)
    going_back = _going_back(session, ids)
    paid_back = _paid_back(session, ids)
    left = remainders.left_of(session, ids)
    returned = {id_: found[0] for id_, found in _payouts(session, PayoutReturn, ids).items()}
    paid = _payouts(session, PayoutConfirmation, ids)
    return [
        Match(
            entry=entry,
            left=left[entry.id],
            top_ups=top_ups.get(entry.id, []),
            returned=returned.get(entry.id),
            paid=paid.get(entry.id, []),
            going_back=going_back.get(entry.id, []),
            paid_back=paid_back.get(entry.id),
        )
        for entry in entries
    ]


def _top_ups(session: Session, entry_ids: list[UUID]) -> dict[UUID, list[TopUp]]:
    found: dict[UUID, list[TopUp]] = defaultdict(list)
    for top_up in session.scalars(
        select(TopUp)
        .options(joinedload(TopUp.payment_request).joinedload(PaymentRequest.fund))
        .where(TopUp.bank_entry_id.in_(entry_ids))
        .order_by(TopUp.received_at)
    ):
        found[top_up.bank_entry_id].append(top_up)
    return found


def _going_back(session: Session, entry_ids: list[UUID]) -> dict[UUID, list[Repayment]]:
    found: dict[UUID, list[Repayment]] = defaultdict(list)
    for repayment in session.scalars(
        select(Repayment)
        .where(Repayment.bank_entry_id.in_(entry_ids))
        .order_by(Repayment.drawn_up_at)
    ):
        if repayment.bank_entry_id and not repayment.is_put_aside:
            found[repayment.bank_entry_id].append(repayment)
    return found


def _paid_back(session: Session, entry_ids: list[UUID]) -> dict[UUID, Repayment]:
    found = session.scalars(
        select(RepaymentConfirmation)
        .options(joinedload(RepaymentConfirmation.repayment))
        .where(RepaymentConfirmation.bank_entry_id.in_(entry_ids))
    )
    return {each.bank_entry_id: each.repayment for each in found}


def _payouts(
    session: Session,
    kind: type[PayoutConfirmation] | type[PayoutReturn],
    entry_ids: list[UUID],
) -> dict[UUID, list[Payout]]:
    rows = session.execute(
        select(kind.bank_entry_id, Payout)
        .join(Payout, Payout.id == kind.payout_id)
        .where(kind.bank_entry_id.in_(entry_ids))
        .order_by(Payout.payee)
    )
    found: dict[UUID, list[Payout]] = defaultdict(list)
    for entry_id, payout in rows:
        found[entry_id].append(payout)
    return found
