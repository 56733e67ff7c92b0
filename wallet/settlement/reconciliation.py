"""Reconciliation: each entry of a statement finds what it belongs to, or waits for a person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, contains_eager, joinedload, mapped_column, relationship

from wallet.banking import gaps as statement_gaps
from wallet.banking import statement_import
from wallet.banking.camt_elements import Direction
from wallet.banking.gaps import Gap
from wallet.banking.statements import BankEntry, StatementFile
from wallet.database import Base
from wallet.errors import NotFound
from wallet.funds import top_ups
from wallet.funds.payment_requests import PaymentRequest
from wallet.identity.people import Person
from wallet.programmes import programmes
from wallet.settlement import confirmations, remainders, repayment_orders
from wallet.settlement.mentions import AT_ONCE, Mentions


class StatementFileNotFound(NotFound):
    """No such file, or it is of somebody else's bank account."""


class Reconciliation(Base):
    """What became of the entries of a file at the moment it was taken in."""

    __tablename__ = "reconciliation"
    __table_args__ = (
        CheckConstraint("matched_count >= 0 and unmatched_count >= 0", name="counts"),
    )

    file_id: Mapped[UUID] = mapped_column(ForeignKey("statement_file.id"), primary_key=True)
    matched_count: Mapped[int]
    unmatched_count: Mapped[int]

    file: Mapped[StatementFile] = relationship()

    @property
    def entry_count(self) -> int:
        return self.matched_count + self.unmatched_count


def take_in(
    session: Session,
    content: bytes,
    *,
    operator_id: UUID | None,
    by: Person | None,
    now: datetime,
) -> Reconciliation:
    """Take in a bank's file, post what can be matched, and count.

    The same bytes give the first answer and change nothing. Only statements of bank accounts of
    this operator's programmes are taken in; of any programme's when None, as a timer does.

    Raises:
        StatementFault: one of its kinds; nothing is taken in and nothing posted then.
    """
    imported = statement_import.take_in(
        session,
        content,
        of_accounts=None if operator_id is None else _bank_account_ids(session, operator_id),
        by_id=by.id if by else None,
        now=now,
    )
    if imported.is_repeat:
        return session.get_one(Reconciliation, imported.file.id)
    _match_all(session, imported.fresh, now)
    matched_count = _matched_count(session, imported.entries)
    reconciliation = Reconciliation(
        file=imported.file,
        matched_count=matched_count,
        unmatched_count=len(imported.entries) - matched_count,
    )
    session.add(reconciliation)
    session.flush()
    return reconciliation


def get_operated_by(session: Session, operator_id: UUID, file_id: UUID) -> Reconciliation:
    """A file of one of this operator's bank accounts. Raises StatementFileNotFound."""
    found = session.get(Reconciliation, file_id)
    if found is None or found.file.bank_account_id not in _bank_account_ids(session, operator_id):
        raise StatementFileNotFound(file_id)
    return found


def operated_by(session: Session, operator_id: UUID) -> list[Reconciliation]:
    """The files of an operator's bank accounts, newest first."""
    return list(
        session.scalars(
            select(Reconciliation)
            .join(Reconciliation.file)
            .options(contains_eager(Reconciliation.file))
            .where(StatementFile.bank_account_id.in_(_bank_account_ids(session, operator_id)))
            .order_by(StatementFile.imported_at.desc(), StatementFile.id)
        )
    )


def is_matched(session: Session, entry: BankEntry) -> bool:
    """Whether the books know what this entry is."""
    query = select(BankEntry.id).where(BankEntry.id == entry.id, remainders.is_decided())
    return session.scalar(query) is not None


def unmatched(session: Session, operator_id: UUID) -> list[BankEntry]:
    """The entries on an operator's bank accounts that a person must look at, newest first."""
    return list(
        session.scalars(
            select(BankEntry)
            .options(joinedload(BankEntry.statement))
            .where(
                BankEntry.bank_account_id.in_(_bank_account_ids(session, operator_id)),
                ~remainders.is_decided(),
            )
            .order_by(BankEntry.booked_on.desc(), BankEntry.entry_reference)
        )
    )


def gaps(session: Session, operator_id: UUID) -> list[Gap]:
    """Where statements of an operator's accounts are missing: no proof of backing until then."""
    ids = sorted(_bank_account_ids(session, operator_id))
    return [gap for each in ids for gap in statement_gaps.of_account(session, each)]


def _match_all(session: Session, entries: list[BankEntry], now: datetime) -> None:
    """Post what the entries say by themselves. What quotes nothing of ours asks nothing more."""
    mentioned = Mentions(session, entries)
    for entry in entries:
        if mentioned.names_payment(entry):
            _match_payment(session, entry, now)
        elif request := mentioned.request(entry):
            _match_request(session, entry, request, now)


def _match_payment(session: Session, entry: BankEntry, now: datetime) -> None:
    named = confirmations.find_payouts(session, entry)
    repayment = repayment_orders.find_named(session, entry)
    if named and confirmations.may_confirm(session, entry, named):
        confirmations.confirm(session, entry, named, now=now)
    elif named and confirmations.may_return(session, entry, named):
        confirmations.take_back(session, entry, named[0], now=now)
    elif repayment and repayment_orders.may_confirm(session, entry, repayment):
        repayment_orders.confirm(session, entry, repayment, now=now)


def _match_request(
    session: Session, entry: BankEntry, request: PaymentRequest, now: datetime
) -> None:
    """Up to what was asked is taken at once; more, or the same twice, is for a person."""
    if entry.direction is not Direction.CREDIT or entry.is_return:
        return
    if top_ups.received(session, request) + entry.amount <= request.amount:
        top_ups.receive(session, entry, request, now=now)


def _matched_count(session: Session, entries: list[BankEntry]) -> int:
    ids = [entry.id for entry in entries]
    counts = (
        select(func.count())
        .select_from(BankEntry)
        .where(BankEntry.id.in_(ids[at : at + AT_ONCE]), remainders.is_decided())
        for at in range(0, len(ids), AT_ONCE)
    )
    return sum(session.execute(count).scalar_one() for count in counts)


def _bank_account_ids(session: Session, operator_id: UUID) -> set[UUID]:
    return {programme.bank_account_id for programme in programmes.operated_by(session, operator_id)}
