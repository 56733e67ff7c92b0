"""Assessments of efforts: an officer accepts one, in full, in part or not at all."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, func, select, type_coerce
from sqlalchemy.orm import Session

from wallet.database import take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.money import Euros
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


class InvoiceCountedBefore(Refused):
    """This invoice counts already; one euro serves one obligation only."""

    def __init__(self, invoice_number: str) -> None:
        super().__init__(f"invoice {invoice_number} counts already")
        self.invoice_number = invoice_number


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
        EffortAlreadyAssessed, OwnEffort, InvoiceCountedBefore.
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


def accepted_by_kind(
    session: Session, obligation: Obligation, *, before: datetime
) -> dict[EffortKind, Euros]:
    """What was accepted until this instant; every kind is there."""
    return _accepted(session, [obligation.id], before)[obligation.id]


def accepted_by_obligation(
    session: Session, those: list[Obligation], *, before: datetime
) -> dict[UUID, dict[EffortKind, Euros]]:
    """The same for many contracts at once."""
    return _accepted(session, [one.id for one in those], before)


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


def _accepted(
    session: Session, obligation_ids: list[UUID], before: datetime
) -> dict[UUID, dict[EffortKind, Euros]]:
    cents = func.sum(type_coerce(EffortAssessment.__table__.c.accepted_cents, BigInteger))
    rows = session.execute(
        select(Effort.obligation_id, Effort.kind, cents)
        .join(EffortAssessment, EffortAssessment.effort_id == Effort.id)
        .where(Effort.obligation_id.in_(obligation_ids), EffortAssessment.assessed_at < before)
        .group_by(Effort.obligation_id, Effort.kind)
    )
    found = {one: dict.fromkeys(EffortKind, Euros(0)) for one in obligation_ids}
    for obligation_id, kind, sum_ in rows:
        found[obligation_id][kind] = Euros(int(sum_))
    return found


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
    number = effort.invoice_number or ""
    invoice = f"{effort.supplier_kvk} {''.join(number.split()).casefold()}"
    take_turns(session, f"invoice:{invoice}")
    taken = select(EffortAssessment).where(EffortAssessment.counted_invoice == invoice)
    if session.scalars(taken).first() is not None:
        raise InvoiceCountedBefore(number)
    return invoice
