"""An authority adopts versions of its table; a contract keeps the one of its award."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements, tables
from wallet import clock
from wallet.money import Euros
from wallet.social_return import obligations, rule_files, valuation
from wallet.social_return.calculations import Rule
from wallet.social_return.contracts import (
    BaseAmountMissing,
    PercentageUnknown,
    ReportDeadlineOutOfRange,
)
from wallet.social_return.rule_files import RuleFileMalformed
from wallet.social_return.rules import Base, ContractKind
from wallet.social_return.valuation import (
    RuleFileUnknown,
    RulesAlreadyAdopted,
    ValidityOutOfOrder,
    ValuationRulesNotFound,
)


def test_the_table_in_force_is_the_latest_that_began(session: Session) -> None:
    officer = agreements.an_officer(session)
    old = tables.adopt(session, officer, valid_from=date(2023, 1, 1), edition="2023")
    new = tables.adopt(
        session, officer, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31), edition="2025"
    )

    def on(day: date) -> object:
        return valuation.rules_on(session, officer.organisation_id, day)

    assert on(date(2022, 12, 31)) is None
    assert on(date(2023, 1, 1)) is on(date(2024, 12, 31)) is old
    assert on(date(2025, 1, 1)) is on(date(2025, 12, 31)) is new
    assert on(date(2026, 1, 1)) is None
    assert valuation.of_authority(session, officer.organisation_id) == [new, old]
    assert valuation.rules_on(session, build.an_organisation(session).id, date(2025, 1, 1)) is None


def test_a_contract_keeps_the_table_of_its_award(session: Session) -> None:
    officer, today = agreements.an_officer(session), clock.day_of(clock.now())
    old = tables.adopt(session, officer, valid_from=today - timedelta(days=100), percent="5")
    contractor = build.an_organisation(session)
    first = agreements.an_obligation(session, contractor, officer, percentage_bp=None)
    frozen = (first.target, first.lines, first.rules_id)

    tables.adopt(session, officer, valid_from=today - timedelta(days=40), percent="7")
    second = agreements.an_obligation(session, contractor, officer, percentage_bp=None)

    session.expire_all()
    again = obligations.get(session, first.id)
    assert (again.target, again.lines, again.rules_id) == frozen
    assert frozen[0] == Euros(50_000_00)
    assert frozen[2] == old.id
    assert second.target == Euros(70_000_00)


def test_a_later_file_of_the_package_changes_nothing(session: Session) -> None:
    officer = agreements.an_officer(session)
    text = valuation.shipped("utrecht")

    adopted = valuation.adopt(session, officer, text, valid_from=date(2026, 1, 1), now=clock.now())

    assert adopted.text == text
    assert adopted.rules == rule_files.read(text)


def test_the_target_is_capped_line_by_line(session: Session) -> None:
    officer = agreements.an_officer(session)
    table = tables.adopt(session, officer)

    made = agreements.an_obligation(
        session,
        build.an_organisation(session),
        officer,
        percentage_bp=None,
        contract_sum=Euros(10_000_000_00),
    )

    assert made.target == Euros(300_000_00)
    assert [line.rule for line in made.lines] == [
        Rule.CONTRACT_PERCENTAGE,
        Rule.CONTRACT_PERCENTAGE,
        Rule.CONTRACT_CAP,
    ]
    assert made.lines[1].result == Euros(500_000_00)
    assert made.lines[1].source == table.rules.title
    assert all(line.is_right for line in made.lines)


def test_the_percentage_of_the_contract_goes_before_that_of_the_table(session: Session) -> None:
    officer = agreements.an_officer(session)
    tables.adopt(session, officer)

    made = agreements.an_obligation(
        session,
        build.an_organisation(session),
        officer,
        number="C-1",
        percentage_bp=300,
        base=Base.WAGE_SUM,
        base_amount=Euros(400_000_00),
        kind=ContractKind.WORKS,
    )

    assert made.target == Euros(12_000_00)
    assert made.lines[1].source == "C-1"
    assert (made.base, made.base_amount) == (Base.WAGE_SUM, Euros(400_000_00))


def test_a_contract_below_every_threshold_needs_a_percentage_of_its_own(session: Session) -> None:
    officer = agreements.an_officer(session)
    tables.adopt(session, officer)
    small = {"contract_sum": Euros(99_999_99), "percentage_bp": None}

    with pytest.raises(PercentageUnknown):
        agreements.an_obligation(session, build.an_organisation(session), officer, **small)
    with pytest.raises(BaseAmountMissing):
        agreements.an_obligation(
            session, build.an_organisation(session), officer, base=Base.INVOICED_TURNOVER
        )
    for changes in ({"report_days": 0}, {"report_days": 91}, {"interim_months": 25}):
        with pytest.raises(ReportDeadlineOutOfRange):
            agreements.an_obligation(session, build.an_organisation(session), officer, **changes)


def test_a_table_is_adopted_once_for_a_day(session: Session) -> None:
    officer = agreements.an_officer(session)
    tables.adopt(session, officer)

    with pytest.raises(RulesAlreadyAdopted):
        tables.adopt(session, officer, percent="7")
    with pytest.raises(ValidityOutOfOrder):
        tables.adopt(session, officer, valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1))
    with pytest.raises(RuleFileMalformed):
        valuation.adopt(session, officer, "x", valid_from=date(2026, 1, 1), now=clock.now())
    with pytest.raises(RuleFileUnknown):
        valuation.shipped("atlantis")


def test_a_table_is_seen_by_its_authority(session: Session) -> None:
    officer = agreements.an_officer(session)
    table = tables.adopt(session, officer)
    own, other = officer.organisation_id, build.an_organisation(session).id

    assert valuation.get_of_authority(session, own, table.id) is table
    with pytest.raises(ValuationRulesNotFound):
        valuation.get_of_authority(session, other, table.id)
