"""Mentions: which of our own ids the entries of a file quote, found in a few questions for all."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from wallet.banking import references
from wallet.banking.statements import BankEntry
from wallet.funds.funds import Fund
from wallet.funds.payment_requests import PaymentRequest
from wallet.settlement.payment_files import PaymentFile
from wallet.settlement.payouts import Payout
from wallet.settlement.repayment_orders import RepaymentOrder
from wallet.settlement.repayments import Repayment

AT_ONCE = 1000

_OURS: tuple[InstrumentedAttribute[str], ...] = (
    Payout.end_to_end_id,
    PaymentFile.message_id,
    Repayment.end_to_end_id,
    RepaymentOrder.message_id,
)


class Mentions:
    """What a file quotes of ours; the rest of its entries need no further question."""

    def __init__(self, session: Session, entries: Sequence[BankEntry]) -> None:
        quoted = {name for entry in entries for name in _names(entry)}
        self._ours = {
            name
            for column in _OURS
            for some in _some(quoted)
            for name in session.scalars(select(column).where(column.in_(some)))
        }
        self._requests = _requests(session, entries)

    def names_payment(self, entry: BankEntry) -> bool:
        """Whether it quotes an id of a payment we ordered."""
        return any(name in self._ours for name in _names(entry))

    def request(self, entry: BankEntry) -> PaymentRequest | None:
        """The one request an entry quotes, structured or else in words; none when in doubt."""
        for quoted in _quoted(entry):
            found = {
                request.id: request
                for reference in quoted
                if (request := self._requests.get(reference))
                and request.fund.programme.bank_account_id == entry.bank_account_id
            }
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None


def _some(names: set[str]) -> Iterator[list[str]]:
    """Not more at once than a query takes well."""
    ordered = sorted(names)
    for at in range(0, len(ordered), AT_ONCE):
        yield ordered[at : at + AT_ONCE]


def _names(entry: BankEntry) -> Iterator[str]:
    yield from filter(None, (entry.end_to_end_id, entry.batch_reference))


def _quoted(entry: BankEntry) -> Iterator[list[str]]:
    """References in the order they count: the structured one, then those in words."""
    if entry.structured_reference:
        yield [references.normalise(entry.structured_reference)]
    yield references.find_in(entry.remittance)


def _requests(session: Session, entries: Iterable[BankEntry]) -> dict[str, PaymentRequest]:
    wanted = {one for entry in entries for quoted in _quoted(entry) for one in quoted}
    found: dict[UUID, PaymentRequest] = {}
    for some in _some(wanted):
        for request in session.scalars(
            select(PaymentRequest)
            .options(joinedload(PaymentRequest.fund).joinedload(Fund.programme))
            .where(PaymentRequest.reference.in_(some))
        ):
            found[request.id] = request
    return {request.reference: request for request in found.values()}
