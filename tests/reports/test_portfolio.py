"""How contracts stand: the pace, the light, and the order somebody asks for."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from wallet.identity.organisations import Organisation
from wallet.money import Euros
from wallet.reports import portfolio
from wallet.reports.obligation_progress import ObligationProgress
from wallet.reports.portfolio import Column, Order
from wallet.reports.verdicts import Light, Verdict
from wallet.social_return.contract_reports import Due, ReportKind
from wallet.social_return.obligations import Obligation
from wallet.social_return.outcomes import PlanApproval
from wallet.social_return.plans import Plan
from wallet.social_return.stages import Stages
from wallet.social_return.tallies import Tally

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
AFTER = LAST + timedelta(days=1)
MIDDLE = FIRST + timedelta(days=182 - 1)  # the 182nd of 365 days


def a_progress(
    counted: int = 0,
    *,
    today: date = MIDDLE,
    target: int = 36_500_00,
    due_on: date | None = None,
    stages: dict[str, Euros] | None = None,
    **facts: Any,
) -> ObligationProgress:
    contractor = Organisation(name=facts.get("contractor", "Builders"), kvk_number="68750110")
    obligation = Obligation(
        id=uuid4(),
        contractor=contractor,
        contract_number=facts.get("number", "C-1"),
        title="Roads",
        awarded_on=FIRST,
        from_on=FIRST,
        to_on=LAST,
        contract_sum=Euros(target * 20),
        target=Euros(target),
    )
    plan = Plan(approval=PlanApproval()) if facts.get("has_plan", True) else None
    return ObligationProgress(
        obligation=obligation,
        tally=Tally(plans={obligation.id: Stages(assessed=Euros(counted), **stages or {})}),
        plans=[plan] if plan else [],
        dues=[Due(obligation, ReportKind.FIRST, due_on)] if due_on else [],
        today=today,
    )


def test_what_to_expect_goes_on_at_the_pace_until_now() -> None:
    progress = a_progress(18_200_00)

    assert progress.expected == Euros(36_500_00)
    assert progress.full_on == LAST
    assert progress.left == Euros(18_300_00)
    assert progress.surplus == Euros(0)


@pytest.mark.parametrize(
    ("progress", "light"),
    [
        (a_progress(18_200_00), Light.GREEN),
        (a_progress(18_199_99), Light.AMBER),
        (a_progress(14_560_00), Light.AMBER),
        (a_progress(14_559_00), Light.RED),
        (a_progress(36_500_00, today=LAST + timedelta(days=1)), Light.GREEN),
        (a_progress(36_499_99, today=LAST + timedelta(days=1)), Light.RED),
        (a_progress(stages={"awaiting": Euros(36_500_00)}, today=LAST), Light.GREEN),
        (a_progress(stages={"awaiting": Euros(36_500_00)}, today=AFTER), Light.AMBER),
        (a_progress(18_200_00, due_on=MIDDLE), Light.GREEN),
        (a_progress(18_200_00, due_on=MIDDLE - timedelta(days=1)), Light.RED),
        (a_progress(0, has_plan=False), Light.AMBER),
        (a_progress(0, today=FIRST + timedelta(days=10)), Light.GREEN),
        (a_progress(0, today=FIRST - timedelta(days=3)), Light.GREEN),
    ],
)
def test_the_light(progress: ObligationProgress, light: Light) -> None:
    assert progress.light is light


@pytest.mark.parametrize(
    ("progress", "verdict"),
    [
        (a_progress(18_200_00, due_on=FIRST), Verdict.REPORT_LATE),
        (a_progress(15_000_00, due_on=FIRST), Verdict.REPORT_LATE),
        (a_progress(1_00, due_on=FIRST), Verdict.FALLS_SHORT),
        (a_progress(1_00, due_on=FIRST, today=AFTER), Verdict.FALLS_SHORT),
        (a_progress(36_500_00, due_on=FIRST), Verdict.REACHED),
        (a_progress(stages={"awaiting": Euros(36_500_00)}), Verdict.ON_ITS_WAY),
    ],
)
def test_a_late_report_is_no_shortfall(progress: ObligationProgress, verdict: Verdict) -> None:
    assert progress.verdict is verdict
    assert progress.light is verdict.light


def test_nothing_is_expected_above_the_target() -> None:
    assert a_progress(30_000_00).expected == Euros(36_500_00)
    assert a_progress(36_500_00).expected == Euros(36_500_00)
    assert a_progress(18_000_00).expected == Euros(18_000_00 * 365 // 182)
    assert a_progress(stages={"undeclared": Euros(-5_00)}).expected < Euros(0)


def test_without_a_pace_there_is_no_day() -> None:
    assert a_progress(0).full_on is None
    assert a_progress(1).full_on is None  # in 1,800 years
    assert a_progress(5_00, today=FIRST - timedelta(days=1)).full_on is None
    assert a_progress(40_000_00).full_on == MIDDLE


def test_a_portfolio_is_filtered_and_sorted() -> None:
    red = a_progress(1_00, number="R", contractor="Zebra")
    green = a_progress(20_000_00, number="G", contractor="ant", target=36_500_00)
    amber = a_progress(15_000_00, number="A", contractor="Mole", target=36_000_00)
    everything = [green, red, amber]

    def order(order: Order) -> list[str]:
        shown = portfolio.arrange(everything, order=order).shown
        return [one.obligation.contract_number for one in shown]

    assert order(Order.LIGHT) == ["R", "A", "G"]
    assert order(Order.CONTRACTOR) == ["G", "A", "R"]
    assert order(Order.LEFT) == ["R", "A", "G"]
    assert portfolio.arrange(everything, light=Light.RED).shown == [red]
    assert portfolio.arrange(everything, wanted=" zEb ").shown == [red]
    assert portfolio.arrange(everything, wanted="nobody").shown == []
    found = portfolio.arrange(everything)
    assert [found.count(light) for light in Light] == [1, 1, 1]
    assert found.target == Euros(109_000_00)


def test_every_column_can_be_exported() -> None:
    (row,) = portfolio.rows([a_progress(18_200_00)], list(Column))

    assert len(row) == len(Column)
    assert row[:4] == ["C-1", "Roads", "Builders", "68750110"]
    assert Euros(18_200_00) in row
