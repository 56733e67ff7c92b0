"""Contracts: what a public contract says about Social Return, and what is owed by it."""

from dataclasses import dataclass
from datetime import date

from wallet.errors import Invalid
from wallet.money import Euros
from wallet.social_return import calculations
from wallet.social_return.calculations import Calculation, Rule
from wallet.social_return.rules import Base, ContractKind, Percentage, RuleMissing, Rules

WHOLE_BP = calculations.WHOLE_BP

MOST = Euros(10_000_000_000_00)
NUMBER_LENGTH = 40
USUAL_REPORT_DAYS, MOST_REPORT_DAYS, MOST_MONTHS = 14, 90, 24
"""Authorities ask for the first report within 7 to 14 days of the award."""


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


class PercentageUnknown(Invalid):
    """Neither the contract nor the authority's table says what is asked."""


class BaseAmountMissing(Invalid):
    """A percentage of turnover or of wages needs to know how much these are."""


class ReportDeadlineOutOfRange(Invalid):
    """A contractor first reports within 1 to 90 days, and then every 1 to 24 months, or not."""


class ObligationDatesOutOfOrder(Invalid):
    """A contract is awarded, begins and ends in this order."""

    def __init__(self, *, awarded_on: date, from_on: date, to_on: date) -> None:
        super().__init__(f"awarded {awarded_on}, from {from_on} to {to_on}")
        self.awarded_on = awarded_on
        self.from_on = from_on
        self.to_on = to_on


@dataclass(frozen=True)
class Contract:
    """What a contract says about Social Return. What it leaves open, the authority's table says."""

    number: str
    title: str
    awarded_on: date
    contract_sum: Euros
    from_on: date
    to_on: date
    """The last day on which a contribution counts, that day included."""
    percentage_bp: int | None = None
    """Basis points; municipalities ask 200 to 700, mostly 500. Nothing: as the table says."""
    kind: ContractKind = ContractKind.SERVICES
    base: Base | None = None
    """What the percentage is of. Nothing: as the table says, else the contract sum."""
    base_amount: Euros | None = None
    """The turnover or the wages, where the percentage is of those."""
    labour_bp: int | None = None
    """The share of labour in the sum, where the table asks for it."""
    report_days: int = USUAL_REPORT_DAYS
    interim_months: int | None = None

    def asked(self, rules: Rules | None) -> Percentage:
        """The percentage, what it is of, and its cap: the contract's own, else the table's.

        Raises:
            PercentageUnknown: neither says it.
        """
        table = self._of_table(rules)
        if table is None and self.percentage_bp is None:
            raise PercentageUnknown
        return Percentage(
            percentage_bp=self.percentage_bp or (table.percentage_bp if table else 0),
            base=self.base or (table.base if table else Base.CONTRACT_SUM),
            cap=table.cap if table else None,
        )

    def calculation(self, rules: Rules | None) -> Calculation:
        """What is owed, line by line. Raises PercentageUnknown, BaseAmountMissing."""
        asked = self.asked(rules)
        table = rules.title if rules else ""
        is_of_contract = rules is None or self.percentage_bp is not None
        made = calculations.begin(
            Rule.CONTRACT_PERCENTAGE, self.amount_of(asked.base), source=self.number
        ).times(
            Rule.CONTRACT_PERCENTAGE,
            asked.percentage_bp,
            WHOLE_BP,
            source=self.number if is_of_contract else table,
        )
        return made.at_most(Rule.CONTRACT_CAP, asked.cap, source=table)

    def amount_of(self, base: Base) -> Euros:
        """What the percentage is taken of. Raises BaseAmountMissing."""
        if base is Base.CONTRACT_SUM:
            return self.contract_sum
        if self.base_amount is None or not Euros(0) < self.base_amount <= MOST:
            raise BaseAmountMissing
        return self.base_amount

    @property
    def checked_number(self) -> str:
        """The number without surrounding blanks. Raises ContractNumberMissing."""
        number = " ".join(self.number.split())
        if not number.isprintable() or not 1 <= len(number) <= NUMBER_LENGTH:
            raise ContractNumberMissing(number[:NUMBER_LENGTH])
        return number

    def check(self) -> None:
        """Raises what is wrong with it, whatever the table says.

        Raises:
            ContractSumOutOfRange, PercentageOutOfRange, ObligationDatesOutOfOrder,
            ReportDeadlineOutOfRange.
        """
        if not Euros(0) < self.contract_sum <= MOST:
            raise ContractSumOutOfRange(self.contract_sum)
        for share in (self.percentage_bp, self.labour_bp):
            if share is not None and not 0 < share <= WHOLE_BP:
                raise PercentageOutOfRange(share)
        if not self.awarded_on <= self.from_on <= self.to_on:
            raise ObligationDatesOutOfOrder(
                awarded_on=self.awarded_on, from_on=self.from_on, to_on=self.to_on
            )
        if not 1 <= self.report_days <= MOST_REPORT_DAYS:
            raise ReportDeadlineOutOfRange
        if self.interim_months is not None and not 1 <= self.interim_months <= MOST_MONTHS:
            raise ReportDeadlineOutOfRange

    def _of_table(self, rules: Rules | None) -> Percentage | None:
        if rules is None:
            return None
        try:
            return rules.percentage_of(self.kind, self.contract_sum, labour_bp=self.labour_bp)
        except RuleMissing:
            return None
