"""However many contracts there are, the database is asked the same few questions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements, tables
from wallet import clock
from wallet.reports import obligation_progress


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_thirty_contracts_take_as_few_questions_as_one(session: Session, engine: Engine) -> None:
    programme = build.a_programme(session)
    officer = agreements.an_officer(session, programme.operator)
    tables.adopt(session, officer)
    numbers = []
    for contracts in (1, 29):
        for _ in range(contracts):
            fund = build.a_fund(session, programme)
            owed = agreements.an_obligation(session, fund.sponsor, officer)
            agreements.approve(session, agreements.a_plan(session, fund, owed))
        organisation_id = officer.organisation_id
        session.expire_all()
        with counted(engine) as asked:
            found = obligation_progress.of_authority(session, organisation_id, now=clock.now())
            assert {one.light for one in found}
            assert all(plan.fund.name for one in found for plan in one.plans)
            assert all(one.obligation.contractor.name for one in found)
        numbers.append(len(asked))

    assert numbers[0] == numbers[1] <= 16
