"""Standings: what an earlier line still counts for, after what was undone since.

Of a line `counted` was asked for and `approved` was agreed to. When part of it is undone, its value
becomes less; what lay above a limit goes first, then the approved part becomes less in proportion.
A line that waits for its assessment keeps its place as if all of it were approved.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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
    """A declared line, and all that was undone of it, by any declaration."""

    obligation_id: UUID
    line: DeclarationLine
    approved: Euros
    is_assessed: bool
    undone: Euros
    corrected: Euros
    """Taken back by declarations so far."""
    undone_before: Euros
    """Of what was undone, what those declarations had seen."""

    @property
    def value_left(self) -> Euros:
        """What is left times the factor, a fraction of a cent left off."""
        left = (self.line.realised - self.undone).cents
        return Euros(left * self.line.value_factor_bp // WHOLE_BP)

    @property
    def stands(self) -> Euros:
        """What of the approved amount is still true, a fraction of a cent left off."""
        counted = self.line.counted.cents
        left = min(counted, self.value_left.cents)
        return Euros(self.approved.cents * left // counted if counted else 0)

    @property
    def surplus(self) -> Euros:
        """What of it lies above a limit, after what was undone."""
        return max(self.value_left - self.line.counted, Euros(0))

    @property
    def in_books(self) -> Euros:
        """What declarations count by it until now."""
        return self.approved - self.corrected

    @property
    def to_correct(self) -> Euros:
        return self.in_books - self.stands

    @property
    def newly_undone(self) -> Euros:
        return self.undone - self.undone_before

    def after(self, undone: Euros) -> "Standing":
        """The same, when so much more was undone."""
        return replace(self, undone=self.undone + undone)


def of_obligations(session: Session, obligation_ids: Iterable[UUID]) -> list[Standing]:
    """Every line of these obligations, the oldest declaration first."""
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
            Declaration.obligation_id,
            DeclarationLine,
            AssessmentLine.approved,
            undone.c.cents,
            seen.c.undone,
            seen.c.corrected,
        )
        .join(Declaration, Declaration.id == DeclarationLine.declaration_id)
        .outerjoin(AssessmentLine, AssessmentLine.line_id == DeclarationLine.id)
        .outerjoin(undone, undone.c.line_id == DeclarationLine.id)
        .outerjoin(seen, seen.c.line_id == DeclarationLine.id)
        .where(Declaration.obligation_id.in_(list(obligation_ids)))
        .order_by(Declaration.number, DeclarationLine.id)
    )
    return [
        Standing(
            obligation_id=obligation_id,
            line=line,
            approved=line.counted if approved is None else approved,
            is_assessed=approved is not None,
            undone=_euros(all_undone),
            undone_before=line.undone + _euros(undone_seen),
            corrected=_euros(corrected),
        )
        for obligation_id, line, approved, all_undone, undone_seen, corrected in rows
    ]


def _euros(summed: object) -> Euros:
    return summed if isinstance(summed, Euros) else Euros(int(str(summed or 0)))
