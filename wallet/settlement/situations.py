"""Situations: why an entry waits for a person, and what it most likely is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry
from wallet.funds import top_ups
from wallet.funds.funds import Fund
from wallet.funds.payment_requests import PaymentRequest
from wallet.funds.top_ups import TopUp
from wallet.money import Euros
from wallet.settlement import remainders
from wallet.settlement.mentions import Mentions

NOTHING = Euros(0)


class Situation(StrEnum):
    """Why nobody but a person can decide."""

    UNKNOWN = "unknown"
    PROPOSED = "proposed"
    """The amount and the payer's account are those of one open request."""
    TOO_MUCH = "too-much"
    TWICE = "twice"
    """It quotes a request that is paid already."""
    REST = "rest"
    """The request it quotes was paid out of it, and this is what is left of it."""
    CAME_BACK = "came-back"
    WENT_OUT = "went-out"


@dataclass(frozen=True)
class Case:
    """An entry that waits, what of it is left, and the request it quotes or seems to be for."""

    entry: BankEntry
    situation: Situation
    left: Euros
    request: PaymentRequest | None = None
    to_come: Euros = NOTHING
    """What that request still waits for."""

    @property
    def too_much(self) -> Euros:
        """What is left when the request has what it asked for."""
        return self.left - self.to_come


def of_entries(session: Session, operator_id: UUID, entries: Sequence[BankEntry]) -> list[Case]:
    """Why each of these waits, in the same order."""
    mentioned = Mentions(session, entries)
    open_requests = top_ups.open_requests(session, operator_id)
    return [_of(session, entry, mentioned, open_requests) for entry in entries]


def _of(
    session: Session,
    entry: BankEntry,
    mentioned: Mentions,
    open_requests: list[tuple[PaymentRequest, Euros]],
) -> Case:
    if entry.direction is Direction.DEBIT:
        return Case(entry, Situation.WENT_OUT, entry.amount)
    left = remainders.left(session, entry)
    if entry.is_return:
        return Case(entry, Situation.CAME_BACK, left)
    if request := mentioned.request(entry):
        to_come = max(request.amount - top_ups.received(session, request), NOTHING)
        paid = Situation.REST if left < entry.amount else Situation.TWICE
        return Case(entry, Situation.TOO_MUCH if to_come else paid, left, request, to_come)
    likely = [
        request
        for request, received in open_requests
        if request.amount - received == left
        and request.fund.programme.bank_account_id == entry.bank_account_id
        and _paid_before(session, request, entry.counterparty_iban)
    ]
    if len(likely) == 1:
        return Case(entry, Situation.PROPOSED, left, likely[0], left)
    return Case(entry, Situation.UNKNOWN, left)


def _paid_before(session: Session, request: PaymentRequest, iban: str | None) -> bool:
    """Whether this account paid for the same sponsor before: it is known to be theirs."""
    if iban is None:
        return False
    earlier = (
        select(TopUp.id)
        .join(BankEntry, BankEntry.id == TopUp.bank_entry_id)
        .join(PaymentRequest, PaymentRequest.id == TopUp.payment_request_id)
        .join(Fund, Fund.id == PaymentRequest.fund_id)
        .where(Fund.sponsor_id == request.fund.sponsor_id, BankEntry.counterparty_iban == iban)
        .limit(1)
    )
    return session.scalar(earlier) is not None
