"""Contracts: what a public contract says about Social Return, and what is owed by it."""

from dataclasses import dataclass
from datetime import date

from wallet.errors import Invalid
from wallet.money import Euros

WHOLE_BP = 10_000
"""Basis points in 100 %: a percentage of 5 % is 500."""

MOST = Euros(10_000_000_000_00)
NUMBER_LENGTH = 40


class ContractNumberMissing(Invalid):
    """A contract has a number of 1 to 40 characters."""


class ContractSumOutOfRange(Invalid):
    """A contract is worth more than nothing, and at most EUR 10,000,000,000."""

    def __init__(self, contract_sum: Euros) -> None:
        super().__init__(f"{contract_sum} is not between EUR 0.01 and {MOST}")
        self.contract_sum = contract_sum
        self.most = MOST


class PercentageOutOfRange(Invalid):
    """A percentage is above 0 % and at most 100 %."""

    def __init__(self, percentage_bp: int) -> None:
        super().__init__(f"{percentage_bp} basis points")
        self.percentage_bp = percentage_bp


class ObligationDatesOutOfOrder(Invalid):
    """A contract is awarded, begins and ends in this order."""

    def __init__(self, *, awarded_on: date, from_on: date, to_on: date) -> None:
        super().__init__(f"awarded {awarded_on}, from {from_on} to {to_on}")
        self.awarded_on = awarded_on
        self.from_on = from_on
        self.to_on = to_on


@dataclass(frozen=True)
class Contract:
    """What a contract says about Social Return."""

    number: str
    title: str
    awarded_on: date
    contract_sum: Euros
    percentage_bp: int
    """Basis points of the contract sum; municipalities ask 200 to 700, mostly 500."""
    from_on: date
    to_on: date
    """The last day on which a contribution counts, that day included."""

    @property
    def target(self) -> Euros:
        """The share of the contract sum that is owed, rounded to the nearest cent."""
        return Euros((self.contract_sum.cents * self.percentage_bp + WHOLE_BP // 2) // WHOLE_BP)

    @property
    def checked_number(self) -> str:
        """The number without surrounding blanks. Raises ContractNumberMissing."""
        number = " ".join(self.number.split())
        if not number.isprintable() or not 1 <= len(number) <= NUMBER_LENGTH:
            raise ContractNumberMissing(number[:NUMBER_LENGTH])
        return number

    def check(self) -> None:
        """Raises ContractSumOutOfRange, PercentageOutOfRange, ObligationDatesOutOfOrder."""
        if not Euros(0) < self.contract_sum <= MOST:
            raise ContractSumOutOfRange(self.contract_sum)
        if not 0 < self.percentage_bp <= WHOLE_BP:
            raise PercentageOutOfRange(self.percentage_bp)
        if not self.awarded_on <= self.from_on <= self.to_on:
            raise ObligationDatesOutOfOrder(
                awarded_on=self.awarded_on, from_on=self.from_on, to_on=self.to_on
            )
