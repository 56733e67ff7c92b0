"""What was kept up to a seal, and read on from there, is what reading everything finds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.social_return import declared
from wallet.social_return import countable, looks, social_enterprises
from wallet.social_return.looks import Look
from wallet.social_return.periods import Period
from wallet.social_return.proposals import Recognition, ValueRule
from wallet.social_return.social_enterprises import Scheme


class Looker:
    """Looks at a plan as a process does that keeps figures, and as one that keeps none."""

    def __init__(self, session: Session, **plan: Any) -> None:
        self.session = session
        self.agreement = declared.agree(session, **plan)
        self.memory: dict[Any, Any] = {}
        self.instants: list[datetime] = []
        """Earlier looks, as a period that began then asks for them."""

    def look(self) -> Look:
        """Now and at earlier instants, with and without what was declared; gives the first."""
        self.instants.insert(0, self.agreement.now + timedelta(milliseconds=1))
        self.session.info["sealed_figures"] = self.memory
        kept = [self._all(), self._all()]
        del self.session.info["sealed_figures"]
        assert kept == [self._all()] * 2
        return kept[0][0]

    def _all(self) -> list[Look]:
        plans = [self.agreement.plan]
        return [
            looks.look(self.session, countable.reading(self.session, plans, before=at, anew=anew))
            for at in self.instants[:3]
            for anew in (False, True)
        ]


@pytest.mark.parametrize("recognition", Recognition)
def test_looks_read_on_are_looks_read_anew(session: Session, recognition: Recognition) -> None:
    looker = Looker(session, recognition=recognition)
    agreement, seal = looker.agreement, lambda: declared.seal(session)
    first, second = agreement.spend(12_00), agreement.spend(8_00)
    steps: list[Callable[[], Any]] = [
        seal,
        lambda: agreement.spend(3_00),
        lambda: agreement.reverse(first),
        seal,
        lambda: agreement.assess(agreement.declare()),
        lambda: agreement.reverse(second),
        seal,
        lambda: agreement.spend(2_00),
        agreement.next_day,
        agreement.declare,
        lambda: agreement.spend(1_00),
    ]
    looker.look()
    for step in steps:
        step()
        found = looker.look()
    assert found.measured[agreement.plan.id][0].realised.cents == 1_00
    assert bool(looker.memory) is (recognition is Recognition.REDEMPTION)


def test_a_shop_recognised_from_an_earlier_day_is_seen_at_once(session: Session) -> None:
    looker = Looker(session, value_rule=ValueRule.SOCIAL_PROCUREMENT)
    agreement = looker.agreement
    agreement.spend(5_00)
    declared.seal(session)
    looker.look()

    social_enterprises.recognise(
        session,
        agreement.officer,
        agreement.till.merchant,
        scheme=Scheme.PSO,
        reference="PSO",
        valid=Period(agreement.today, agreement.today),
        now=agreement.now,
    )

    (new,) = looker.look().measured[agreement.plan.id]
    assert new.rule is ValueRule.SOCIAL_PROCUREMENT
