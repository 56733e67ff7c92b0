"""Standings: what an earlier line still counts for, after what was undone since.

Of a line `counted` was asked for and `approved` was agreed to. When part of it is undone, its value
becomes less; what lay above a limit goes first, then the approved part becomes less in proportion.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wallet.money import Euros
from wallet.social_return.assessments import AssessmentLine
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.declaration_lines import Correction, DeclarationLine, UndoneTransfer
from wallet.social_return.declarations import Declaration


@dataclass(frozen=True)
class Standing:
    """A line that was assessed, and all that was undone of it, by any declaration."""

    line: DeclarationLine
    approved: Euros
    undone: Euros
    corrected: Euros
    """Taken back by declarations so far."""
    undone_before: Euros
    """Of what was undone, what those declarations had seen."""

    @property
    def stands(self) -> Euros:
        """What of the approved amount is still true, a fraction of a cent left off."""
        counted = self.line.counted.cents
        left = (self.line.realised - self.undone).cents * self.line.value_factor_bp // WHOLE_BP
        return Euros(self.approved.cents * min(counted, left) // counted if counted else 0)

    @property
    def to_correct(self) -> Euros:
        return self.approved - self.corrected - self.stands

    @property
    def newly_undone(self) -> Euros:
        return self.undone - self.undone_before


def of_obligations(session: Session, obligation_ids: Iterable[UUID]) -> list[Standing]:
    """Every assessed line of these obligations, the oldest declaration first."""
    undone = (
        select(UndoneTransfer.line_id, func.sum(UndoneTransfer.undone).label("cents"))
        .group_by(UndoneTransfer.line_id)
        .subquery()
    )
    seen = (
        select(
            Correction.line_id,
            func.sum(Correction.undone).label("undone"),
            func.sum(Correction.corrected).label("corrected"),
        )
        .group_by(Correction.line_id)
        .subquery()
    )
    rows = session.execute(
        select(
            DeclarationLine,
            AssessmentLine.approved,
            undone.c.cents,
            seen.c.undone,
            seen.c.corrected,
        )
        .join(Declaration, Declaration.id == DeclarationLine.declaration_id)
        .join(AssessmentLine, AssessmentLine.line_id == DeclarationLine.id)
        .outerjoin(undone, undone.c.line_id == DeclarationLine.id)
        .outerjoin(seen, seen.c.line_id == DeclarationLine.id)
        .where(Declaration.obligation_id.in_(list(obligation_ids)))
        .order_by(Declaration.number, DeclarationLine.id)
    )
    return [
        Standing(
            line=line,
            approved=approved,
            undone=_euros(all_undone),
            undone_before=line.undone + _euros(undone_seen),
            corrected=_euros(corrected),
        )
        for line, approved, all_undone, undone_seen, corrected in rows
    ]


def _euros(summed: object) -> Euros:
    return summed if isinstance(summed, Euros) else Euros(int(str(summed or 0)))
