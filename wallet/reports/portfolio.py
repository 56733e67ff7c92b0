"""A portfolio: many obligations in the order somebody wants to see them, and as rows to export."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from wallet.money import Euros, total
from wallet.reports.obligation_progress import ObligationProgress
from wallet.reports.verdicts import Light
from wallet.social_return import stages
from wallet.social_return.stages import Stages

Cell = str | int | date | Euros | None


class Order(StrEnum):
    """What comes first."""

    LIGHT = "light"
    """Red first, and of these the one that ends first."""
    DEADLINE = "deadline"
    CONTRACTOR = "contractor"
    TARGET = "target"
    LEFT = "left"


_KEYS: dict[Order, Callable[[ObligationProgress], Any]] = {
    Order.LIGHT: lambda one: (list(Light).index(one.light), one.obligation.to_on),
    Order.DEADLINE: lambda one: one.next_due.due_on if one.next_due else date.max,
    Order.CONTRACTOR: lambda one: one.obligation.contractor.name.casefold(),
    Order.TARGET: lambda one: -one.obligation.target.cents,
    Order.LEFT: lambda one: -one.left.cents,
}


class Column(StrEnum):
    """What an export can hold."""

    CONTRACT_NUMBER = "contract_number"
    TITLE = "title"
    CONTRACTOR = "contractor"
    KVK_NUMBER = "kvk_number"
    AWARDED_ON = "awarded_on"
    FROM_ON = "from_on"
    TO_ON = "to_on"
    CONTRACT_SUM = "contract_sum"
    TARGET = "target"
    COINS = "coins"
    EFFORTS = "efforts"
    ASSESSED = "assessed"
    AWAITING = "awaiting"
    UNDECLARED = "undeclared"
    LEFT = "left"
    SURPLUS = "surplus"
    EXPECTED = "expected"
    NEXT_REPORT_ON = "next_report_on"
    LIGHT = "light"


_CELLS: dict[Column, Callable[[ObligationProgress], Cell]] = {
    Column.CONTRACT_NUMBER: lambda one: one.obligation.contract_number,
    Column.TITLE: lambda one: one.obligation.title,
    Column.CONTRACTOR: lambda one: one.obligation.contractor.name,
    Column.KVK_NUMBER: lambda one: one.obligation.contractor.kvk_number,
    Column.AWARDED_ON: lambda one: one.obligation.awarded_on,
    Column.FROM_ON: lambda one: one.obligation.from_on,
    Column.TO_ON: lambda one: one.obligation.to_on,
    Column.CONTRACT_SUM: lambda one: one.obligation.contract_sum,
    Column.TARGET: lambda one: one.obligation.target,
    Column.COINS: lambda one: one.tally.coins.assessed,
    Column.EFFORTS: lambda one: one.tally.by_efforts.assessed,
    Column.ASSESSED: lambda one: one.assessed,
    Column.AWAITING: lambda one: one.stages.awaiting,
    Column.UNDECLARED: lambda one: one.stages.undeclared,
    Column.LEFT: lambda one: one.left,
    Column.SURPLUS: lambda one: one.surplus,
    Column.EXPECTED: lambda one: one.expected,
    Column.NEXT_REPORT_ON: lambda one: one.next_due.due_on if one.next_due else None,
    Column.LIGHT: lambda one: one.verdict.value,
}


@dataclass(frozen=True)
class Portfolio:
    """All of somebody's obligations, and those that were asked for, in order."""

    everything: list[ObligationProgress]
    shown: list[ObligationProgress]

    def count(self, light: Light) -> int:
        return sum(one.light is light for one in self.everything)

    @property
    def running(self) -> list[ObligationProgress]:
        """Without those another contractor goes on with: what counted for them is in that one."""
        return [one for one in self.everything if one.taken_over is None]

    @property
    def target(self) -> Euros:
        return total([one.obligation.target for one in self.running])

    @property
    def stages(self) -> Stages:
        return stages.together(one.stages for one in self.running)

    @property
    def expected(self) -> Euros:
        return total([one.expected for one in self.running])


def arrange(
    everything: list[ObligationProgress],
    *,
    order: Order = Order.LIGHT,
    light: Light | None = None,
    wanted: str = "",
) -> Portfolio:
    """Those of this light whose contract or contractor holds this text, in this order."""
    wanted = wanted.strip().casefold()
    shown = [
        one
        for one in everything
        if light in (None, one.light) and wanted in _searchable(one.obligation)
    ]
    return Portfolio(everything, sorted(shown, key=_KEYS[order]))


def rows(those: Sequence[ObligationProgress], columns: Sequence[Column]) -> list[list[Cell]]:
    """A row for each, with the cells of these columns."""
    return [[_CELLS[column](one) for column in columns] for one in those]


def _searchable(obligation: Any) -> str:
    parts = obligation.contract_number, obligation.title, obligation.contractor.name
    return " ".join(parts).casefold()
