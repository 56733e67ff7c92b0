"""The tables that come with the package say exactly what the sources say, and nothing else."""

import pytest

from wallet.money import Euros
from wallet.social_return import rule_files
from wallet.social_return.rule_files import RuleFileMalformed
from wallet.social_return.rules import Base, ContractKind, RuleMissing

BLOCKS = {
    "utrecht": [40, 50, 40, 20, 10, 35, 20],
    "utrecht-older": [30, 40, 15, 20, 15, 10],
    "haaglanden": [40, 50, 30, 20, 5, 25, 15, 5],
    "leiden": [30, 25, 50, 40, 15, 5, 10, 25, 10],
    "rijnvicus": [25, 30, 25, 50, 20, 10, 25, 5],
    "east-netherlands": [30, 40, 40, 40, 10, 15, 10, 20],
    "tilburg-corporations": [15, 25, 30, 15, 10, 5],
    "sudwest-fryslan": [],
    "leidschendam-voorburg": [],
}
"""Thousands of euros a year, in the order of the sources; what they leave open is not there."""

A_TABLE = """
name = "Demostad"
edition = "2026"
source = "council decision"
read_on = "2026-01-01"
"""


@pytest.mark.parametrize("key", BLOCKS)
def test_the_blocks_are_those_of_the_source(key: str) -> None:
    rules = rule_files.read(rule_files.shipped()[key])

    assert [block.a_year for block in rules.blocks] == [Euros(k * 1_000_00) for k in BLOCKS[key]]
    assert rules.source
    assert rules.check
    assert rules.full_week_minutes == 36 * 60


def test_every_table_is_known_here() -> None:
    assert set(rule_files.shipped()) == set(BLOCKS)


def test_community_activities_are_valued_as_the_sources_say() -> None:
    tables = {key: rule_files.read(text) for key, text in rule_files.shipped().items()}

    utrecht, leiden = tables["utrecht"].community, tables["leiden"].community
    assert utrecht is not None
    assert (utrecht.cost_factor_bp, utrecht.an_hour) == (10_000, Euros(100_00))
    assert leiden is not None
    assert (leiden.a_day_most, leiden.an_hour) == (Euros(1_000_00), None)
    assert tables["tilburg-corporations"].community is None
    assert tables["rijnvicus"].procurement is None


def test_a_percentage_with_a_cap_a_contract() -> None:
    rules = rule_files.read(rule_files.shipped()["sudwest-fryslan"])

    asked = rules.percentage_of(ContractKind.WORKS, Euros(1_00))
    assert (asked.percentage_bp, asked.cap) == (200, Euros(300_000_00))


def test_a_lower_percentage_where_there_is_little_labour() -> None:
    rules = rule_files.read(rule_files.shipped()["leidschendam-voorburg"])

    shares = [None, 2999, 3000]
    asked = [rules.percentage_of(ContractKind.WORKS, Euros(1_00), labour_bp=bp) for bp in shares]
    assert [one.percentage_bp for one in asked] == [500, 200, 500]


def test_the_highest_threshold_reached_decides() -> None:
    rules = rule_files.read(
        A_TABLE
        + """
        [[percentage]]
        percent = "5"
        from_sum = 250_000
        kind = "works"
        [[percentage]]
        percent = "2.5"
        from_sum = "125000.00"
        base = "wage-sum"
        """
    )

    def asked(kind: ContractKind, euros: int) -> int:
        return rules.percentage_of(kind, Euros(euros * 100)).percentage_bp

    assert asked(ContractKind.WORKS, 250_000) == 500
    assert asked(ContractKind.WORKS, 249_999) == 250
    assert asked(ContractKind.SERVICES, 1_000_000) == 250
    assert rules.percentages[1].base is Base.WAGE_SUM
    with pytest.raises(RuleMissing):
        asked(ContractKind.WORKS, 124_999)


@pytest.mark.parametrize(
    "fault",
    [
        "= 3",
        '[[percentage]]\npercent = 2.5',
        '[[percentage]]\npercent = "0"',
        '[[percentage]]\npercent = "101"',
        '[[percentage]]\npercent = "5"\nkind = "favours"',
        '[[block]]\nkey = "a"\nname = "A"\na_year = 1.5',
        '[[block]]\nkey = "a"\nname = "A"\na_year = -1',
        '[[block]]\nkey = "a"\na_year = 1',
        '[[block]]\nkey = "a"\nname = "A"\na_year = 1\n' * 2,
        '[community]\ncost_factor = 1.5',
        'surprise = 1',
        'valid_from = "2026"',
    ],
)  # fmt: skip
def test_a_table_that_is_not_exact_is_refused(fault: str) -> None:
    with pytest.raises(RuleFileMalformed):
        rule_files.read(A_TABLE + fault)


def test_a_table_without_a_source_is_refused() -> None:
    with pytest.raises(RuleFileMalformed):
        rule_files.read(A_TABLE.replace("source", "rumour"))
