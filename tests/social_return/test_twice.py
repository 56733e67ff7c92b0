"""No sequence of what can happen counts one redeemed cent twice: Hypothesis tries."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.social_return.twice import Town
from wallet.identity.vault import Vault

CONTRACTS = some.integers(0, 1)
CENTS = some.integers(1_00, 40_00)


class Machine(RuleBasedStateMachine):
    """Plans, sales, reversals, declarations approved in part, and a contract that goes over."""

    engine: Engine
    vault: Vault

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

    @rule(number=CONTRACTS, cents=CENTS)
    def sell(self, number: int, cents: int) -> None:
        self.town.sell(number, cents)

    @precondition(lambda self: self.town.sales)
    @rule(number=some.integers(0, 50))
    def reverse(self, number: int) -> None:
        self.town.reverse(number)

    @precondition(lambda self: not self.town.contracts[1].is_planned)
    @rule()
    def approve_plan(self) -> None:
        self.town.approve_plan(1)

    @rule(number=CONTRACTS, approved_percent=some.sampled_from([0, 1, 33, 50, 99, 100]))
    def declare(self, number: int, approved_percent: int) -> None:
        self.town.declare(number, approved_percent=approved_percent)
        self.town.check()

    @precondition(lambda self: not self.town.contracts[0].is_taken_over)
    @rule()
    def take_over(self) -> None:
        self.town.take_over()

    def teardown(self) -> None:
        try:
            for number in (0, 1):
                self.town.declare(number, approved_percent=100)
            self.town.check()
            self.town.check_settled()
        finally:
            self._leave()

    def _leave(self) -> None:
        self.session.close()
        self.transaction.rollback()
        self.connection.close()


def test_no_redeemed_cent_is_counted_twice(engine: Engine, vault: Vault) -> None:
    class Here(Machine):
        pass

    Here.engine, Here.vault = engine, vault
    checks: list[Any] = list(HealthCheck)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Here,
        settings=settings(
            max_examples=4, stateful_step_count=8, deadline=None, suppress_health_check=checks
        ),
    )
