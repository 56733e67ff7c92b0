"""Whatever happens with the money, the difference is zero, explained, or named to the cent.

`make trial-treasury` tells thousands of longer stories of the same kind.
"""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.settlement import treasury_checks
from tests.settlement.treasury_deeds import DEEDS, Treasury

CENTS = st.integers(1, 30_00)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([0, 0, 7_50]), st.lists(st.tuples(st.sampled_from(DEEDS), CENTS), max_size=25)
)
def test_every_cent_of_difference_is_explained(
    session: Session,
    opening: int,
    deeds: list,  # type: ignore[type-arg]
) -> None:
    with session.begin_nested() as undone:
        treasury = Treasury(session, opening=opening)
        for deed, cents in deeds:
            deed(treasury, cents)
            treasury_checks.check(treasury)
        treasury.bank.end_day(arrives=True)
        treasury.bank.deliver(treasury.bank.late)
        treasury_checks.check(treasury)
        undone.rollback()
