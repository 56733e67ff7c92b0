"""Takeovers: another contractor goes on with a contract; what counted so far goes along, once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from wallet.database import Base, take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.social_return.obligations import Obligation, ObligationNotFound


class TakenOverAlready(Refused):
    """This contract was taken over before, or this successor goes on with another one."""


class TakeoverOutOfRange(Invalid):
    """A contract is taken over while it runs, and never by itself or one it came from."""


class ContractTakeover(Base):
    """From this day on the successor's obligation counts, and the first one no longer does.

    What was approved for the first one counts for the successor, as one and the same sum: a
    statement is issued for the last of the chain alone.
    """

    __tablename__ = "contract_takeover"
    __table_args__ = (CheckConstraint("obligation_id <> successor_id", name="two_contracts"),)

    obligation_id: Mapped[UUID] = mapped_column(ForeignKey("obligation.id"), primary_key=True)
    successor_id: Mapped[UUID] = mapped_column(ForeignKey("obligation.id"), unique=True)
    taken_over_on: Mapped[date]
    registered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    registered_at: Mapped[datetime]

    obligation: Mapped[Obligation] = relationship(foreign_keys=[obligation_id])
    successor: Mapped[Obligation] = relationship(foreign_keys=[successor_id])


def register(
    session: Session,
    by: Membership,
    obligation: Obligation,
    *,
    successor: Obligation,
    on: date,
    now: datetime,
) -> ContractTakeover:
    """Write down that from this day on another contractor goes on with this contract.

    Raises:
        ObligationNotFound: to another authority.
        TakeoverOutOfRange: not while it runs, by itself, or by one it came from.
        TakenOverAlready: a contract has one successor at most, and a successor one before it.
    """
    if {obligation.authority_id, successor.authority_id} != {by.organisation_id}:
        raise ObligationNotFound(obligation.id)
    take_turns(session, f"takeovers:{by.organisation_id}")
    chain = [obligation, *before(session, obligation)]
    if not obligation.from_on < on <= obligation.to_on or successor in chain:
        raise TakeoverOutOfRange
    if find(session, obligation.id) is not None or before(session, successor):
        raise TakenOverAlready
    takeover = ContractTakeover(
        obligation=obligation,
        successor=successor,
        taken_over_on=on,
        registered_by_id=by.person_id,
        registered_at=now,
    )
    session.add(takeover)
    session.flush()
    return takeover


def find(session: Session, obligation_id: UUID) -> ContractTakeover | None:
    """By whom this contract was taken over."""
    return session.get(ContractTakeover, obligation_id)


def of_obligations(
    session: Session, obligation_ids: Iterable[UUID]
) -> dict[UUID, ContractTakeover]:
    """Contract -> by whom it was taken over; those that were not are left out."""
    taken_over = select(ContractTakeover).where(ContractTakeover.obligation_id.in_(obligation_ids))
    return {one.obligation_id: one for one in session.scalars(taken_over)}


def before(session: Session, obligation: Obligation) -> list[Obligation]:
    """The contracts this one goes on with, the nearest first."""
    return chains(session, [obligation])[obligation.id]


def chains(session: Session, those: Sequence[Obligation]) -> dict[UUID, list[Obligation]]:
    """The same for many contracts: one question for each link of the longest chain."""
    found: dict[UUID, list[Obligation]] = {one.id: [] for one in those}
    last = {one.id: one.id for one in those}
    """The last of a chain so far -> the contract it began with."""
    while last:
        links = session.scalars(
            select(ContractTakeover)
            .options(joinedload(ContractTakeover.obligation))
            .where(ContractTakeover.successor_id.in_(last))
        )
        last = {link.obligation_id: _go_on(found, last, link) for link in links}
    return found


def after(session: Session, obligation: Obligation) -> list[Obligation]:
    """The contracts that go on with this one, the nearest first."""
    chain: list[Obligation] = []
    last = obligation
    while (takeover := find(session, last.id)) is not None:
        last = takeover.successor
        chain.append(last)
    return chain


def last_day(session: Session, obligation: Obligation) -> date:
    """The last day on which something counts for this obligation, that day included."""
    return last_days(session, [obligation])[obligation.id]


def last_days(session: Session, those: Iterable[Obligation]) -> dict[UUID, date]:
    """The same for many."""
    found = {one.id: one.to_on for one in those}
    for obligation_id, takeover in of_obligations(session, found).items():
        found[obligation_id] = takeover.taken_over_on - timedelta(days=1)
    return found


def _go_on(
    found: dict[UUID, list[Obligation]], last: dict[UUID, UUID], link: ContractTakeover
) -> UUID:
    began = last[link.successor_id]
    found[began].append(link.obligation)
    return began
