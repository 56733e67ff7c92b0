"""Tallies: what counts for contracts now, by how far it got: assessed, waiting, not declared.

Coins and all that is not coins together, below the same limits as a declaration: whatever lies
above one is surplus, with the reason.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.money import Euros, total
from wallet.social_return import (
    countable,
    counting,
    declared_sums,
    effort_assessments,
    looks,
    plans,
    stages,
    standings,
    takeovers,
)
from wallet.social_return.effort_assessments import EffortSum
from wallet.social_return.efforts import EffortKind
from wallet.social_return.limits import LimitReason, Room
from wallet.social_return.looks import Measured
from wallet.social_return.obligations import Obligation
from wallet.social_return.plans import Plan
from wallet.social_return.proposals import ValueRule
from wallet.social_return.stages import Stages
from wallet.social_return.standings import Standing

RULES: dict[EffortKind, ValueRule | None] = {
    EffortKind.COST: ValueRule.COMMUNITY_ACTIVITY,
    EffortKind.STAFF_HOURS: ValueRule.COMMUNITY_ACTIVITY,
    EffortKind.INVOICE: ValueRule.SOCIAL_PROCUREMENT,
    EffortKind.PLACEMENT: None,
}
"""By which rule an effort is valued: community activities share a limit with coins. In this order
they take what room is left."""


@dataclass
class Tally:
    """Of one contract, with what counted for the contracts it goes on with, once."""

    plans: dict[UUID, Stages] = field(default_factory=lambda: defaultdict(Stages))
    efforts: dict[EffortKind, Stages] = field(
        default_factory=lambda: dict.fromkeys(EffortKind, Stages())
    )
    surplus: dict[LimitReason, Euros] = field(default_factory=lambda: defaultdict(lambda: Euros(0)))
    """Above which limit how much lies: not lost, and not counted."""

    @property
    def coins(self) -> Stages:
        return stages.together(self.plans.values())

    @property
    def by_efforts(self) -> Stages:
        return stages.together(self.efforts.values())

    @property
    def stages(self) -> Stages:
        return self.coins.plus(self.by_efforts)

    @property
    def above(self) -> Euros:
        return total(self.surplus.values())

    def add_coins(self, plan_id: UUID, more: Stages) -> None:
        self.plans[plan_id] = self.plans[plan_id].plus(more)

    def add_efforts(self, kind: EffortKind, more: Stages) -> None:
        self.efforts[kind] = self.efforts[kind].plus(more)

    def exceed(self, reason: LimitReason | None, amount: Euros) -> None:
        if reason is not None and amount:
            self.surplus[reason] += amount


@dataclass(frozen=True)
class Register:
    """All that is written about some contracts, read in a few questions however many there are."""

    plans: dict[UUID, list[Plan]]
    sums: dict[UUID, dict[UUID, Stages]]
    standings: dict[UUID, list[Standing]]
    efforts: dict[UUID, list[EffortSum]]
    measured: dict[UUID, list[Measured]]


def of_obligations(
    session: Session, those: Sequence[Obligation], *, now: datetime
) -> dict[UUID, Tally]:
    """Each of these contracts."""
    chains = takeovers.chains(session, those)
    everything = {one.id: one for one in those}
    for chain in chains.values():
        everything |= {one.id: one for one in chain}
    register = _read(session, list(everything.values()), now=now)
    return {one.id: _tally(register, one, chains[one.id]) for one in those}


def of(session: Session, obligation: Obligation, *, now: datetime) -> Tally:
    """One of them."""
    return of_obligations(session, [obligation], now=now)[obligation.id]


def room_for(session: Session, obligation: Obligation, approved: Sequence[Plan]) -> Room:
    """What the next declaration of this contract may count beside all that counts already.

    Of a contract that went from one contractor to another, what counts for either takes its room.
    """
    before, after = takeovers.before(session, obligation), takeovers.after(session, obligation)
    ids = [one.id for one in (*before, obligation, *after)]
    room = Room(obligation, approved)
    for standing in standings.of_obligations(session, ids):
        room.take(standing.line.plan_id, standing.line.rule, standing.in_books)
    for kind, rule in RULES.items():
        for sums in effort_assessments.sums(session, ids).values():
            for one in sums:
                if one.kind is kind:
                    room.count(None, rule, one.accepted)
    return room


def _read(session: Session, those: list[Obligation], *, now: datetime) -> Register:
    own = plans.of_obligations(session, those)
    read = countable.reading(session, [plan for some in own.values() for plan in some], before=now)
    found = looks.look(session, read)
    standing: dict[UUID, list[Standing]] = {one.id: [] for one in those}
    for one in standings.of_obligations(session, standing):
        standing[one.obligation_id].append(one.after(found.undone.get(one.line.id, Euros(0))))
    return Register(
        plans=own,
        sums=declared_sums.of_obligations(session, standing),
        standings=standing,
        efforts=effort_assessments.sums(session, standing),
        measured=found.measured,
    )


def _tally(register: Register, obligation: Obligation, chain: list[Obligation]) -> Tally:
    """What was declared takes its room, then what was accepted, what waits, and what is new."""
    ids = [one.id for one in (*reversed(chain), obligation)]
    approved = [plan for one in ids for plan in register.plans[one] if plan.approval]
    room, tally = Room(obligation, approved), Tally()
    for one in ids:
        for plan_id, amounts in register.sums[one].items():
            tally.add_coins(plan_id, amounts)
        for standing in register.standings[one]:
            room.take(standing.line.plan_id, standing.line.rule, standing.in_books)
            tally.exceed(standing.line.limit_reason, standing.surplus)
            tally.add_coins(standing.line.plan_id, Stages(undeclared=-standing.to_correct))
    efforts = [sum_ for one in ids for sum_ in register.efforts[one]]
    _count_efforts(tally, room, efforts)
    for line in counting.count(approved, register.measured, room):
        tally.add_coins(line.plan.id, Stages(undeclared=line.counts))
        tally.exceed(line.limit_reason, line.surplus)
    return tally


def _count_efforts(tally: Tally, room: Room, efforts: list[EffortSum]) -> None:
    """What was accepted before what waits, as far as there is room."""
    for is_assessed in (True, False):
        for kind, rule in RULES.items():
            for one in efforts:
                value = one.accepted if is_assessed else one.waiting
                if one.kind is kind and value:
                    counts, reason = room.count(None, rule, value)
                    made = Stages(assessed=counts) if is_assessed else Stages(awaiting=counts)
                    tally.add_efforts(kind, made)
                    tally.exceed(reason, value - counts)
