"""How far obligations are filled: what counts until now against what is owed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.money import Euros
from wallet.social_return import contributions, obligations, plans
from wallet.social_return.obligations import Obligation
from wallet.social_return.plans import Plan


@dataclass(frozen=True)
class ObligationProgress:
    """One obligation, its plans newest first, and what counted."""

    obligation: Obligation
    counted: Euros
    plans: list[Plan]

    @property
    def per_mille(self) -> int:
        """The share of the target that is filled, rounded down; above 1,000 when there is more."""
        return share(self.counted, self.obligation.target)

    @property
    def left(self) -> Euros:
        """What is still owed, never below zero."""
        return max(self.obligation.target - self.counted, Euros(0))

    @property
    def waiting(self) -> list[Plan]:
        return [plan for plan in self.plans if plan.is_waiting]


def share(counted: Euros, target: Euros) -> int:
    """How many thousandths of a target are filled, rounded down: never more than is there."""
    return counted.cents * 1000 // max(target.cents, 1)


def of(session: Session, obligation: Obligation, *, now: datetime) -> ObligationProgress:
    """Read from the ledger, now."""
    return ObligationProgress(
        obligation=obligation,
        counted=contributions.so_far(session, obligation, now=now),
        plans=plans.of_obligation(session, obligation),
    )


def of_authority(
    session: Session, authority_id: UUID, *, now: datetime
) -> list[ObligationProgress]:
    """What this authority is owed, latest award first."""
    owed = obligations.of_authority(session, authority_id)
    return [of(session, obligation, now=now) for obligation in owed]


def of_contractor(
    session: Session, contractor_id: UUID, *, now: datetime
) -> list[ObligationProgress]:
    """What this contractor owes, latest award first."""
    owed = obligations.of_contractor(session, contractor_id)
    return [of(session, obligation, now=now) for obligation in owed]
