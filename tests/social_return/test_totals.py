"""Many plans read at once come to the same as each one read alone."""

from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements
from tests.social_return.test_contributions import Town
from wallet import clock
from wallet.money import Euros, total
from wallet.social_return import counting, totals
from wallet.social_return.proposals import Recognition


def test_the_totals_are_those_of_each_plan(session: Session) -> None:
    town = Town(session)
    plan = agreements.approve(
        session, agreements.a_plan(session, town.fund, value_factor_bp=15_000)
    )
    waiting = agreements.a_plan(session, build.a_fund(session))
    town.spend(20_00)

    found = totals.of_plans(session, [plan, waiting], before=clock.now())

    assert found[plan.id].counted == Euros(30_00)
    assert found[plan.id].counted == counting.counted(session, plan, before=clock.now())
    assert total(found[plan.id].by_month.values()) == Euros(20_00)
    assert found[waiting.id].counted == Euros(0)


def test_what_is_counted_at_issuance_too(session: Session) -> None:
    town = Town(session)
    plan = agreements.approve(
        session,
        agreements.a_plan(session, town.fund, recognition=Recognition.ISSUANCE, cap=Euros(5_00)),
    )
    town.earn(10_00)

    found = totals.of_plans(session, [plan], before=clock.now())

    assert found[plan.id].counted == Euros(5_00)
    assert found[plan.id].counted == counting.counted(session, plan, before=clock.now())


def test_nothing_to_read(session: Session) -> None:
    assert totals.of_plans(session, [], before=clock.now()) == {}
