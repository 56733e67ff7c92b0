"""Hypothesis looks for a run of operations in which the ledger and the reference differ.

`make trial-ledger` does a million of the same operations in one go.
"""

from random import Random
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.ledger.machine import OPERATIONS, Machine
from wallet.ledger import audit

RUNS = 12
OPERATIONS_A_RUN = 40


class LedgerMachine(RuleBasedStateMachine):
    """One run: books of its own, compared account by account at its end."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.engine, expire_on_commit=False)
        self.machine = Machine(self.session, uuid4().hex)
        self.went_well = True

    @rule(operation=st.sampled_from(sorted(OPERATIONS)), random=st.randoms(use_true_random=False))
    def operate(self, operation: str, random: Random) -> None:
        self.went_well = False
        getattr(self.machine, operation)(random)
        self.went_well = True

    def teardown(self) -> None:
        with self.session:
            if self.went_well:
                self.machine.check_accounts()
                self.machine.check_transfers()
                self.session.commit()
                with self.engine.connect() as connection:
                    assert audit.audit(connection).differences == []


@pytest.mark.usefixtures("committed")
def test_the_ledger_does_what_the_reference_does(engine: Engine) -> None:
    LedgerMachine.engine = engine
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=OPERATIONS_A_RUN,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
