"""A short `make trial-till`: a hundred sales on a bad network, with all its seconds but no waiting.

Time passes on the network and at the tills alone; how long the server works is not counted.
"""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from trials import till
from trials.bad_network import Weather
from trials.own_time import OwnTime

SEED = 20260316


def test_a_bad_network_doubles_nothing_and_leaves_no_till_wondering(
    committed: Session, engine: Engine
) -> None:
    weather = Weather(faults=0.3, outages=0.05)

    day = till.run(engine, weather, sales=100, tills=10, seed=SEED, loop=OwnTime)

    assert day.counts["paid"] > 50
    assert day.counts["mistake"] == 0
