"""A short `make trial-till`: a hundred sales on a bad network, everything ten times as fast."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from trials import till
from trials.bad_network import Weather

SEED = 20260316


def test_a_bad_network_doubles_nothing_and_leaves_no_till_wondering(
    committed: Session, engine: Engine
) -> None:
    weather = Weather(faults=0.3, outages=0.05, pace=0.1)

    day = till.run(engine, weather, sales=100, tills=10, seed=SEED)

    assert day.counts["paid"] > 50
    assert day.counts["mistake"] == 0
