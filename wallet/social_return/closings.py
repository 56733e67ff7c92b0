"""Closings: how far an obligation is filled by all that was recognised, and what is short."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from wallet import clock
from wallet.errors import Refused
from wallet.ledger import seals
from wallet.money import Euros
from wallet.social_return import countable, declarations, looks, plans, takeovers, tallies
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.declarations import Declaration
from wallet.social_return.obligations import Obligation


class DeclarationsWaiting(Refused):
    """A declaration for this contract is still to be assessed."""


class ReversalsNotDeclared(Refused):
    """Something that was counted was undone since; a declaration takes it back first."""


class ContractTakenOver(Refused):
    """Another contractor goes on with this contract: the statement is about that one."""


@dataclass(frozen=True)
class Closing:
    """An obligation on a day. What its predecessors were granted is in it, once."""

    obligation: Obligation
    on: date
    declarations: list[Declaration]
    """All that were assessed, those of earlier contractors first."""
    by_coins: Euros
    by_efforts: Euros
    """Placements, hours, invoices: what is no coins, as the officer accepted it."""
    surplus: Euros
    """What lies above a limit: visible, and not part of what is recognised."""

    @property
    def recognised(self) -> Euros:
        return self.by_coins + self.by_efforts

    @property
    def is_final(self) -> bool:
        """Whether the contract is over."""
        return self.on > self.obligation.to_on

    @property
    def shortfall(self) -> Euros:
        """What is short at the end; before it nothing is."""
        short = self.obligation.target - self.recognised
        return max(short, Euros(0)) if self.is_final else Euros(0)

    @property
    def repair_until(self) -> date | None:
        """Until when a shortfall may be made good, where the authority's table says so."""
        table = self.obligation.valuation
        days = table.rules.repair_days if table else None
        return self.on + timedelta(days=days) if self.shortfall and days is not None else None

    @property
    def withheld(self) -> Euros | None:
        """What is withheld of a shortfall that stays, where the authority's table says so."""
        table = self.obligation.valuation
        share_bp = table.rules.withholding_bp if table else None
        if not self.shortfall or share_bp is None:
            return None
        return Euros(self.shortfall.cents * share_bp // WHOLE_BP)


def close(session: Session, obligation: Obligation, *, now: datetime) -> Closing:
    """What stands for this obligation now.

    Raises:
        ContractTakenOver: what counted goes along with the contract.
        DeclarationsWaiting, ReversalsNotDeclared: the figures would not stay as they are.
    """
    if takeovers.find(session, obligation.id) is not None:
        raise ContractTakenOver(obligation.id)
    chain = [*reversed(takeovers.before(session, obligation)), obligation]
    assessed: list[Declaration] = []
    for one in chain:
        assessed += reversed(declarations.of_obligation(session, one.id))
    if any(declaration.assessment is None for declaration in assessed):
        raise DeclarationsWaiting
    if _is_undone(session, chain, now):
        raise ReversalsNotDeclared
    tally = tallies.of(session, obligation, now=now)
    return Closing(
        obligation=obligation,
        on=clock.day_of(now),
        declarations=assessed,
        by_coins=tally.coins.assessed,
        by_efforts=tally.by_efforts.assessed,
        surplus=tally.above,
    )


def _is_undone(session: Session, chain: list[Obligation], now: datetime) -> bool:
    """Was anything that was counted reversed, or did it lapse, without a declaration seeing it?"""
    seal = seals.latest(session)
    if seal is None:
        return False
    own = plans.of_obligations(session, chain)
    read = countable.reading(
        session,
        [plan for some in own.values() for plan in some],
        before=now,
        last_transfer_id=seal.last_transfer_id,
    )
    return bool(looks.look(session, read).undone)
