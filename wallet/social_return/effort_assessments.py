"""Assessments of efforts: an officer accepts one, in full, in part or not at all."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, case, func, select, type_coerce
from sqlalchemy.orm import Session

from wallet.database import take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.social_return import coin_turnover, invoices
from wallet.social_return.efforts import Effort, EffortKind, EffortNotFound
from wallet.social_return.obligations import Obligation
from wallet.social_return.proposals import TEXT_LENGTH, one_line
from wallet.social_return.verdicts import EffortAssessment


class EffortAlreadyAssessed(Refused):
    """An officer assessed this before."""


class OwnEffort(Refused):
    """Who entered an effort cannot assess it."""


class AcceptedOutOfRange(Invalid):
    """From nothing to what was claimed can be accepted."""

    def __init__(self, claimed: Euros) -> None:
        super().__init__(f"at most {claimed}")
        self.claimed = claimed


class AssessmentReasonMissing(Invalid):
    """Accepting less than was claimed takes a reason of 1 to 500 characters."""


class EffortSum(NamedTuple):
    """Of one contract and kind."""

    kind: EffortKind
    accepted: Euros
    waiting: Euros
    """Claimed, and not assessed yet."""


def assess(
    session: Session,
    effort: Effort,
    *,
    by: Membership,
    accepted: Euros,
    reason: str | None = None,
    now: datetime,
) -> EffortAssessment:
    """Say what of an effort counts, once.

    Raises:
        EffortNotFound: for a contract with another authority.
        AcceptedOutOfRange, AssessmentReasonMissing.
        EffortAlreadyAssessed, OwnEffort, InvoiceCountedBefore, InvoiceIsCoinTurnover.
    """
    _check(effort, by, accepted)
    reason = one_line(reason or "")
    if len(reason) > TEXT_LENGTH or (accepted < effort.claimed and not reason):
        raise AssessmentReasonMissing
    take_turns(session, f"effort:{effort.id}")
    session.refresh(effort, ["assessment"])
    if effort.assessment is not None:
        raise EffortAlreadyAssessed(effort.id)
    assessment = EffortAssessment(
        effort_id=effort.id,
        entered_by_id=effort.entered_by_id,
        claimed=effort.claimed,
        accepted=accepted,
        reason=reason or None,
        counted_invoice=_invoice_that_counts(session, effort, accepted),
        assessed_by_id=by.person_id,
        assessed_at=now,
    )
    session.add(assessment)
    session.flush()
    session.expire(effort, ["assessment"])
    return assessment


def sums(session: Session, obligation_ids: Iterable[UUID]) -> dict[UUID, list[EffortSum]]:
    """What was accepted and what waits of each contract, by kind; every contract is there."""
    found: dict[UUID, list[EffortSum]] = {one: [] for one in obligation_ids}
    rows = session.execute(
        select(
            Effort.obligation_id,
            Effort.kind,
            _sum(EffortAssessment.__table__.c.accepted_cents),
            _sum(
                case(
                    (EffortAssessment.effort_id.is_(None), Effort.__table__.c.claimed_cents),
                    else_=0,
                )
            ),
        )
        .outerjoin(EffortAssessment, EffortAssessment.effort_id == Effort.id)
        .where(Effort.obligation_id.in_(found))
        .group_by(Effort.obligation_id, Effort.kind)
        .order_by(Effort.kind)
    )
    for obligation_id, kind, accepted, waits in rows:
        found[obligation_id].append(EffortSum(kind, Euros(int(accepted)), Euros(int(waits))))
    return found


def waiting(session: Session, authority_id: UUID) -> list[Effort]:
    """What officers of this authority have to assess, oldest first."""
    return list(
        session.scalars(
            select(Effort)
            .join(Obligation, Obligation.id == Effort.obligation_id)
            .outerjoin(EffortAssessment, EffortAssessment.effort_id == Effort.id)
            .where(Obligation.authority_id == authority_id, EffortAssessment.effort_id.is_(None))
            .order_by(Effort.entered_at, Effort.id)
        )
    )


def _sum(cents: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(func.sum(type_coerce(cents, BigInteger)), 0)


def _check(effort: Effort, by: Membership, accepted: Euros) -> None:
    if effort.obligation.authority_id != by.organisation_id:
        raise EffortNotFound(effort.id)
    if effort.entered_by_id == by.person_id:
        raise OwnEffort(effort.id)
    if not Euros(0) <= accepted <= effort.claimed:
        raise AcceptedOutOfRange(effort.claimed)


def _invoice_that_counts(session: Session, effort: Effort, accepted: Euros) -> str | None:
    """What makes an invoice this one and no other: whose it is, and its number."""
    if effort.kind is not EffortKind.INVOICE or not accepted:
        return None
    number, supplier = effort.invoice_number or "", effort.supplier_kvk or ""
    coin_turnover.check_other_euros(
        session, supplier, effort.amount or Euros(0), from_on=effort.from_on, to_on=effort.to_on
    )
    return invoices.check_first(session, supplier, number)
