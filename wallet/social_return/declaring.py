"""Declaring: a contractor has the figures of a period frozen, and asks the authority to count them.

The period goes on where the last one ended. Whatever was posted since, or too late for an earlier
declaration, and is under a seal by now, is counted here; the rest in the next one.
"""

from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from wallet import clock
from wallet.database import take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.ledger import seals
from wallet.ledger.seals import Seal
from wallet.money import Euros, total
from wallet.social_return import (
    countable,
    declarations,
    evidence,
    limits,
    plans,
    standings,
    takeovers,
)
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.countable import Reading
from wallet.social_return.declaration_lines import Correction, DeclarationLine
from wallet.social_return.declarations import Declaration, DeclarationFigures
from wallet.social_return.limits import Limit
from wallet.social_return.obligations import Obligation, ObligationNotFound
from wallet.social_return.periods import Period, PeriodOutOfOrder
from wallet.social_return.standings import Standing


class PeriodNotOver(Invalid):
    """What has not happened cannot be declared."""


class EarlierDeclarationWaiting(Refused):
    """The authority has not assessed the declaration before this one."""


class NothingSealed(Refused):
    """No transfer of the ledger is under a seal yet: there is no place to freeze figures at."""


def next_from(session: Session, obligation: Obligation) -> date:
    """The first day of the next declaration: where the last one ended, or the contract begins."""
    earlier = declarations.of_obligation(session, obligation.id)
    return earlier[0].to_on + timedelta(days=1) if earlier else obligation.from_on


def declare(
    session: Session, obligation: Obligation, *, by: Membership, to_on: date, now: datetime
) -> Declaration:
    """Freeze the figures up to and with this day, and hand them in.

    Raises:
        ObligationNotFound: of another contractor.
        PeriodNotOver, PeriodOutOfOrder: not a day to come, nor one that was declared.
        EarlierDeclarationWaiting: one after the other.
        NothingSealed: the ledger cannot show yet that it will stay as it is.
    """
    if obligation.contractor_id != by.organisation_id:
        raise ObligationNotFound(obligation.id)
    take_turns(session, f"declarations:{obligation.id}")
    earlier = declarations.of_obligation(session, obligation.id)
    if earlier and earlier[0].assessment is None:
        raise EarlierDeclarationWaiting
    from_on = next_from(session, obligation)
    if to_on > clock.day_of(now):
        raise PeriodNotOver
    if to_on < from_on:
        raise PeriodOutOfOrder(from_on=from_on, to_on=to_on)
    seal = seals.latest(session)
    if seal is None:
        raise NothingSealed

    declaration = _declaration(obligation, by, Period(from_on, to_on), seal, now)
    declaration.number = len(earlier) + 1
    session.add(declaration)
    session.flush()
    _count(session, declaration)
    session.refresh(declaration)
    return declaration


def _declaration(
    obligation: Obligation, by: Membership, period: Period, seal: Seal, now: datetime
) -> Declaration:
    return Declaration(
        obligation_id=obligation.id,
        contractor_id=obligation.contractor_id,
        from_on=period.from_on,
        to_on=period.to_on,
        last_transfer_id=seal.last_transfer_id,
        seal_id=seal.id,
        seal_root=seal.root,
        declared_by_id=by.person_id,
        declared_at=now,
    )


def _count(session: Session, declaration: Declaration) -> None:
    """Its lines, the transfers they stand for, what it takes back, and the totals."""
    obligation = declaration.obligation
    readings = _readings(session, declaration)
    measured = [(read, countable.measure(session, read)) for read in readings]
    chain = [one.id for one in takeovers.before(session, obligation)]
    # Corrections first need to know what was undone, and that needs the lines: so lines are
    # counted on what stood before, and what is taken back now gives room in the next period.
    room = limits.of_obligation(obligation, [read.plan for read in readings])
    for standing in standings.of_obligations(session, [obligation.id, *chain]):
        _take(room, standing)
    lines = [_line(declaration, read, counted, room) for read, new in measured for counted in new]
    session.add_all(lines)
    session.flush()
    for read in readings:
        countable.claim(session, read, declaration_id=declaration.id)
    corrections = _corrections(session, declaration)
    session.flush()
    session.expire(declaration, ["lines", "corrections"])
    text = evidence.write(session, declaration)
    session.add(
        DeclarationFigures(
            declaration_id=declaration.id,
            counted=total([line.counted for line in lines]),
            surplus=total([line.surplus for line in lines]),
            corrected=total([one.corrected for one in corrections]),
            evidence=text,
            evidence_sha256=sha256(text.encode()).hexdigest(),
        )
    )
    session.flush()


def _readings(session: Session, declaration: Declaration) -> list[Reading]:
    """One for each approved plan, the oldest first."""
    approved = [
        plan for plan in plans.of_obligation(session, declaration.obligation) if plan.approval
    ]
    return [
        countable.reading(
            session,
            plan,
            before=declaration.period.before,
            last_transfer_id=declaration.last_transfer_id,
        )
        for plan in reversed(approved)
    ]


def _take(room: list[Limit], standing: Standing) -> None:
    """What still stands of an earlier line takes its place below the limits."""
    for limit in room:
        if limit.holds_for(standing.line.plan_id, standing.line.rule):
            limit.take(standing.approved - standing.corrected)


def _line(
    declaration: Declaration, read: Reading, new: countable.Counted, room: list[Limit]
) -> DeclarationLine:
    factor = countable.factor_bp(read.plan, new.rule)
    value = Euros((new.realised - new.undone).cents * factor // WHOLE_BP)
    counted, reason = limits.count(room, read.plan.id, new.rule, value)
    return DeclarationLine(
        declaration_id=declaration.id,
        plan_id=read.plan.id,
        rule=new.rule,
        value_factor_bp=factor,
        realised=new.realised,
        undone=new.undone,
        value=value,
        counted=counted,
        limit_reason=reason,
    )


def _corrections(session: Session, declaration: Declaration) -> list[Correction]:
    """What was undone of earlier lines since they were last looked at."""
    corrections = [
        Correction(
            declaration_id=declaration.id,
            line_id=standing.line.id,
            undone=standing.newly_undone,
            corrected=standing.to_correct,
        )
        for standing in standings.of_obligations(session, [declaration.obligation_id])
        if standing.newly_undone
    ]
    session.add_all(corrections)
    return corrections
