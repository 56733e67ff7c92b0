"""How far obligations are filled, what to expect at the end, and what needs an eye now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from sqlalchemy.orm import Session

from wallet import clock
from wallet.money import Euros
from wallet.reports.verdicts import Light, Verdict
from wallet.social_return import contract_reports, obligations, plans, takeovers, tallies
from wallet.social_return.contract_reports import Due
from wallet.social_return.obligations import Obligation
from wallet.social_return.plans import Plan
from wallet.social_return.stages import Stages
from wallet.social_return.takeovers import ContractTakeover
from wallet.social_return.tallies import Tally

ENOUGH_PER_MILLE = 800
"""Expected below this part of the target is red: a shortfall that a last effort will not close."""
EARLY = 10
"""In the first tenth of a contract its pace says nothing yet."""


@dataclass(frozen=True)
class ObligationProgress:
    """One obligation, its plans newest first, and what counts until a day."""

    obligation: Obligation
    tally: Tally
    plans: list[Plan]
    dues: list[Due]
    today: date
    taken_over: ContractTakeover | None = None
    """By whom; what counted is then in the tally of that contract as well."""
    before: Sequence[Obligation] = ()
    """The contracts this one goes on with."""

    @cached_property
    def stages(self) -> Stages:
        return self.tally.stages

    @property
    def assessed(self) -> Euros:
        """What the authority agreed to: this is certain."""
        return self.stages.assessed

    @property
    def counted(self) -> Euros:
        """All stages together: what it comes to if the authority agrees to the rest."""
        return self.stages.together

    @property
    def per_mille(self) -> int:
        """The share of the target that is assessed, rounded down; may be above 1,000."""
        return share(self.assessed, self.obligation.target)

    @property
    def left(self) -> Euros:
        """What is still to do beside all that counts or waits, never below zero."""
        return max(self.obligation.target - self.counted, Euros(0))

    @property
    def surplus(self) -> Euros:
        """What lies above a limit: shown, not lost, and not counted."""
        return self.tally.above

    @property
    def waiting(self) -> list[Plan]:
        return [plan for plan in self.plans if plan.is_waiting]

    @property
    def has_approved(self) -> bool:
        return any(plan.approval for plan in self.plans)

    @property
    def next_due(self) -> Due | None:
        """The report that is to be handed in next."""
        return next((due for due in self.dues if due.report is None), None)

    @property
    def is_late(self) -> bool:
        return self.next_due is not None and self.next_due.is_late(self.today)

    @property
    def expected(self) -> Euros:
        """What will have counted on the last day, if it goes on as it did since the first.

        Never above the target, as nothing counts above it.
        """
        done = self._days_done
        if done <= 0 or self.today >= self.obligation.to_on:
            return self.counted
        at_this_pace = Euros(self.counted.cents * self._days // done)
        return min(at_this_pace, max(self.obligation.target, self.counted))

    @property
    def full_on(self) -> date | None:
        """The day the target is reached at this pace; nothing while nothing counted."""
        if not self.left:
            return self.today
        if self._days_done <= 0 or self.counted.cents <= 0:
            return None
        days = -(-self.left.cents * self._days_done // self.counted.cents)
        return self.today + timedelta(days=days) if days < 100 * 365 else None

    @property
    def light(self) -> Light:
        """Red: a shortfall, or late. Amber: it may become one. Green: on its way."""
        return self.verdict.light

    @cached_property
    def verdict(self) -> Verdict:
        """The gravest that is so: who falls short hears that before a report is late."""
        if self.taken_over:
            return Verdict.TAKEN_OVER
        if self.assessed >= self.obligation.target:
            return Verdict.REACHED
        if self.today > self.obligation.to_on:
            return Verdict.FALLS_SHORT if self.left else Verdict.WATCH
        if not self.left:
            return Verdict.ON_ITS_WAY
        if self._verdict_of_pace is not Verdict.FALLS_SHORT and self.is_late:
            return Verdict.REPORT_LATE
        return self._verdict_of_pace

    @property
    def _verdict_of_pace(self) -> Verdict:
        if not self.has_approved and not self.counted:
            return Verdict.WATCH
        if self._days_done * EARLY < self._days:
            return Verdict.ON_ITS_WAY
        expected = share(self.expected, self.obligation.target)
        if expected < ENOUGH_PER_MILLE:
            return Verdict.FALLS_SHORT
        is_enough = self.expected >= self.obligation.target
        return Verdict.ON_ITS_WAY if is_enough else Verdict.WATCH

    @property
    def _days(self) -> int:
        return (self.obligation.to_on - self.obligation.from_on).days + 1

    @property
    def _days_done(self) -> int:
        return (min(self.today, self.obligation.to_on) - self.obligation.from_on).days + 1


def share(counted: Euros, target: Euros) -> int:
    """How many thousandths of a target are filled, rounded down: never more than is there."""
    return counted.cents * 1000 // max(target.cents, 1)


def of_all(
    session: Session, those: Sequence[Obligation], *, now: datetime
) -> list[ObligationProgress]:
    """Each of these obligations, read from the ledger and the register, now."""
    filled = tallies.of_obligations(session, those, now=now)
    own = plans.of_obligations(session, those)
    dues = contract_reports.of_obligations(session, list(those))
    gone = takeovers.of_obligations(session, filled)
    chains = takeovers.chains(session, those)
    return [
        ObligationProgress(
            obligation=one,
            tally=filled[one.id],
            plans=own[one.id],
            dues=dues[one.id],
            today=clock.day_of(now),
            taken_over=gone.get(one.id),
            before=chains[one.id],
        )
        for one in those
    ]


def of(session: Session, obligation: Obligation, *, now: datetime) -> ObligationProgress:
    """One of them."""
    return of_all(session, [obligation], now=now)[0]


def of_authority(
    session: Session, authority_id: UUID, *, now: datetime
) -> list[ObligationProgress]:
    """What this authority is owed, latest award first."""
    return of_all(session, obligations.of_authority(session, authority_id), now=now)


def of_contractor(
    session: Session, contractor_id: UUID, *, now: datetime
) -> list[ObligationProgress]:
    """What this contractor owes, latest award first."""
    return of_all(session, obligations.of_contractor(session, contractor_id), now=now)
