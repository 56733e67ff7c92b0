"""Sequences of everything that can happen to a euro, drawn by Hypothesis."""

import sys
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.social_return.twice import KINDS, SUMS, Town
from wallet.identity.vault import Vault

CONTRACTS = some.integers(0, len(SUMS) - 1)
CENTS = some.integers(1_00, 40_00)
MOST_FUNDS = 6


class Machine(RuleBasedStateMachine):
    """Plans, funds, sales, lapses, invoices, declarations, assessments, corrections, takeovers."""

    engine: Engine
    vault: Vault
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        self.session = Session(
            self.connection,
            join_transaction_mode="create_savepoint",
            info={"vault": self.vault},
        )
        try:
            self.town = Town(self.session)
        except BaseException:  # Hypothesis tears down only what was built
            self._leave()
            raise

    @precondition(lambda self: len(self.town.funds) < MOST_FUNDS)
    @rule(contract=CONTRACTS, kind=some.sampled_from([*KINDS]), cents=CENTS)
    def open_fund(self, contract: int, kind: str, cents: int) -> None:
        """What is spent before its plan is approved never counts."""
        self.town.open_fund(contract)
        number = len(self.town.funds) - 1
        self.town.sell(number, cents, at=0)
        self.town.agree(number, kind)

    @rule(number=some.integers(0, MOST_FUNDS))
    def agree_again(self, number: int) -> None:
        self.town.agree(number % len(self.town.funds), "plain")

    @rule(
        number=some.integers(0, MOST_FUNDS),
        sales=some.lists(CENTS, min_size=1, max_size=2),
        at=some.integers(0, 1),
        earned=some.sampled_from([0, 0, 3_33]),
    )
    def sell(self, number: int, sales: list[int], at: int, earned: int) -> None:
        for cents in sales:
            self.town.sell(number % len(self.town.funds), cents, at=at, earned=earned)

    @rule(number=some.integers(0, 50))
    def reverse(self, number: int) -> None:
        self.town.reverse(number)

    @rule()
    def lapse(self) -> None:
        self.town.lapse()

    @rule(contract=CONTRACTS, number=some.integers(1, 3), cents=CENTS)
    def invoice(self, contract: int, number: int, cents: int) -> None:
        self.town.invoice(contract, number, cents)

    @rule(number=CONTRACTS)
    def declare(self, number: int) -> None:
        self.town.declare(number)
        self.town.check()

    @rule(number=CONTRACTS, percent=some.sampled_from([0, 1, 33, 50, 99, 100]))
    def assess(self, number: int, percent: int) -> None:
        self.town.assess(number, percent)

    @rule(
        number=CONTRACTS,
        percent=some.sampled_from([0, 1, 33, 50, 99, 100]),
    )
    def declare_and_assess(self, number: int, percent: int) -> None:
        self.town.declare(number)
        self.town.assess(number, percent)
        self.town.check()

    @rule(first=CONTRACTS, second=CONTRACTS, at_once=some.booleans())
    def take_over(self, first: int, second: int, at_once: bool) -> None:  # noqa: FBT001 - drawn
        self.town.take_over(first, second, at_once=at_once)
        self.town.check()

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is not None:
                return
            for _ in range(2):
                for number in range(len(SUMS)):
                    self.town.assess(number, 100)
                    self.town.declare(number)
                    self.town.assess(number, 100)
            self.town.check()
            self.town.check_settled()
            self.done += self.town.done
        finally:
            self._leave()

    def _leave(self) -> None:
        self.session.close()
        self.transaction.rollback()
        self.connection.close()


def run(engine: Engine, vault: Vault, *, sequences: int, steps: int) -> Counter[str]:
    """So many sequences of so many steps; returns how often each check was made.

    A failing sequence is shown as it is: making it shorter takes long.
    """

    class Here(Machine):
        pass

    Here.engine, Here.vault, Here.done = engine, vault, Counter()
    checks: list[Any] = list(HealthCheck)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Here,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=checks,
        ),
    )
    return Here.done
