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
from wallet.settlement.confirmations import PayoutConfirmation
from wallet.settlement.payouts import Payout
from wallet.settlement.returns import PayoutReturn


@dataclass
class Match:
    """An entry, and the one of these three it is; none of them while it waits for a person."""

    entry: BankEntry
    top_up: TopUp | None = None
    returned: Payout | None = None
    paid: list[Payout] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return not (self.top_up or self.returned or self.paid)


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
    returned = {id_: found[0] for id_, found in _payouts(session, PayoutReturn, ids).items()}
    paid = _payouts(session, PayoutConfirmation, ids)
    return [
        Match(
            entry=entry,
            top_up=top_ups.get(entry.id),
            returned=returned.get(entry.id),
            paid=paid.get(entry.id, []),
        )
        for entry in entries
    ]


def _top_ups(session: Session, entry_ids: list[UUID]) -> dict[UUID, TopUp]:
    found = session.scalars(
        select(TopUp)
        .options(joinedload(TopUp.payment_request).joinedload(PaymentRequest.fund))
        .where(TopUp.bank_entry_id.in_(entry_ids))
    )
    return {top_up.bank_entry_id: top_up for top_up in found}


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
