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
from wallet.money import total
from wallet.social_return import (
    countable,
    counting,
    declarations,
    evidence,
    looks,
    plans,
    standings,
    tallies,
)
from wallet.social_return.counting import Counted
from wallet.social_return.declaration_lines import Correction, DeclarationLine
from wallet.social_return.declarations import Declaration, DeclarationFigures
from wallet.social_return.obligations import Obligation, ObligationNotFound
from wallet.social_return.periods import Period, PeriodOutOfOrder


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


def is_anything_new(session: Session, obligation: Obligation, *, now: datetime) -> bool:
    """Whether anything counts, or was undone, that no declaration has."""
    own = plans.of_obligations(session, [obligation])[obligation.id]
    found = looks.look(session, countable.reading(session, own, before=now))
    return bool(found.measured or found.undone)


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
    read = countable.reading(
        session,
        plans.of_obligations(session, [obligation])[obligation.id],
        before=declaration.period.before,
        last_transfer_id=declaration.last_transfer_id,
    )
    # Corrections first need to know what was undone, and that needs the lines: so lines are
    # counted on what stood before, and what is taken back now gives room in the next period.
    room = tallies.room_for(session, obligation, read.plans)
    new = counting.count(read.plans, looks.measure(session, read), room)
    lines = [_line(declaration, counted) for counted in new]
    session.add_all(lines)
    session.flush()
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


def _line(declaration: Declaration, new: Counted) -> DeclarationLine:
    return DeclarationLine(
        declaration_id=declaration.id,
        plan_id=new.plan.id,
        rule=new.rule,
        value_factor_bp=new.factor_bp,
        realised=new.realised,
        undone=new.undone,
        value=new.value,
        counted=new.counts,
        limit_reason=new.limit_reason,
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
        if standing.is_assessed and standing.newly_undone
    ]
    session.add_all(corrections)
    return corrections
