"""What was added up before a seal, and read on from there, is what counting everything finds."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, aliased

from tests import build
from wallet import clock
from wallet.activities import verifications
from wallet.funds.funds import Fund
from wallet.identity.memberships import Membership
from wallet.ledger import days, sealed_figures, seals
from wallet.ledger.accounts import Account
from wallet.ledger.days import Way
from wallet.ledger.postings import Posting, Transfer
from wallet.ledger.seal_keys import SigningKey
from wallet.merchants import phone_sales, reversals
from wallet.social_return import deeds
from wallet.social_return.deeds import Deeds, Done

KEY = SigningKey(bytes(range(32)))


@pytest.fixture
def fund(committed: Session) -> Fund:
    """What is added up is kept, as a process that serves pages does."""
    committed.info["sealed_figures"] = {}
    return build.a_fund(committed, cents=500_00)


def seal(session: Session) -> None:
    session.commit()
    assert seals.seal(session, KEY) is not None
    session.commit()


def by_hand(session: Session, fund: Fund) -> Counter[tuple[date, Way]]:
    """Every transfer of the fund, one by one."""
    source, target = aliased(Account), aliased(Account)
    found: Counter[tuple[date, Way]] = Counter()
    for transfer, posting, paid_from, paid_to in session.execute(
        select(Transfer, Posting, source, target)
        .join(Posting, Posting.id == Transfer.posting_id)
        .join(source, source.id == Transfer.source_id)
        .join(target, target.id == Transfer.target_id)
        .where(Transfer.book_id == fund.book_id)
    ):
        way = Way(paid_from.kind, paid_to.kind)
        found[clock.day_of(posting.posted_at), way] += transfer.amount.cents
    return found


def sell_and_undo(session: Session, fund: Fund) -> None:
    """One sale stands and another is undone."""
    phone, till = build.a_phone(session), build.a_till(session, fund.programme)
    build.give(session, phone.wallet, fund, 20_00)
    phone_sales.redeem(session, till, **build.a_sale(phone, cents=5_00))
    undone = phone_sales.redeem(
        session, till, **build.a_sale(phone, cents=3_00, code=phone.code(steps=1))
    )
    reversals.reverse(session, undone, by=till, now=build.NOW)


def earn(session: Session, coordinator: Membership, fund: Fund) -> None:
    participation = build.a_participation(session, coordinator, fund.programme, minutes=60)
    colleague = build.a_colleague(session, coordinator)
    verifications.verify(session, participation, by=colleague, now=build.NOW)


def anew(session: Session, fund: Fund) -> Deeds:
    """Read from the first transfer on, by a process that kept nothing."""
    kept = session.info.pop("sealed_figures")
    found = deeds.of_books(session, [fund.book_id])
    session.info["sealed_figures"] = kept
    return found


def test_days_read_on_are_every_transfer_by_hand(committed: Session, fund: Fund) -> None:
    for is_sealed in (False, True, False, True, True):
        sell_and_undo(committed, fund)
        if is_sealed:
            seal(committed)

        found = days.moved(committed, [fund.book_id])

        assert found == by_hand(committed, fund)
        assert found[clock.day_of(clock.now()), days.UNDONE] > 0
    assert committed.info["sealed_figures"]


def test_deeds_read_on_are_those_read_anew(committed: Session, fund: Fund) -> None:
    coordinator = build.a_coordinator(committed, fund.programme)
    build.a_budget(committed, coordinator, fund, 400_00)
    for people in (4, 5, 3, 9):
        for _ in range(people):
            earn(committed, coordinator, fund)
        before_the_seal = deeds.of_books(committed, [fund.book_id])
        assert before_the_seal == anew(committed, fund)
        seal(committed)

        found = deeds.of_books(committed, [fund.book_id])

        assert found == before_the_seal == anew(committed, fund)
    assert found.together == Done(20, 20)


def test_what_is_sealed_is_not_read_again(committed: Session, fund: Fund) -> None:
    seal(committed)
    read: list[tuple[int, int]] = []

    def add(figure: int, after: int, until: int) -> int:
        read.append((after, until))
        return figure + 1

    key = ("looks", (fund.book_id,))
    looks = [sealed_figures.read_on(committed, key, 0, add) for _ in range(2)]
    sell_and_undo(committed, fund)
    seal(committed)
    looks.append(sealed_figures.read_on(committed, key, 0, add))

    first, second = (one.last_transfer_id for one in seals.oldest_first(committed))
    last = sealed_figures.LAST_OF_ALL
    assert read == [(0, first), (first, last), (first, last), (first, second), (second, last)]
    assert looks == [2, 2, 3]


def test_figures_of_another_history_are_thrown_away(committed: Session, fund: Fund) -> None:
    """A backup was put back while the process ran: there the same seal has another root."""
    seal(committed)
    found = days.moved(committed, [fund.book_id])
    memory = committed.info["sealed_figures"]
    for key, kept in memory.items():
        memory[key] = kept._replace(root=bytes(32), figure=Counter())

    assert days.moved(committed, [fund.book_id]) == found


class Meanwhile(dict[Any, Any]):
    """The memory of a process in which another thread looks just before ours looks it up."""

    def __init__(self, engine: Engine, fund: Fund) -> None:
        super().__init__()
        self.engine, self.fund, self.has_happened = engine, fund, False

    def get(self, key: Any, default: Any = None) -> Any:
        if not self.has_happened:
            self.has_happened = True
            with Session(self.engine, info={"sealed_figures": self}) as other:
                seal(other)
                days.moved(other, [self.fund.book_id])
        return super().get(key, default)


def test_a_seal_made_while_we_look_counts_nothing_twice(
    committed: Session, fund: Fund, engine: Engine
) -> None:
    seal(committed)
    sell_and_undo(committed, fund)
    committed.commit()
    committed.info["sealed_figures"] = Meanwhile(engine, fund)

    looks = [days.moved(committed, [fund.book_id]) for _ in range(2)]

    assert looks == [by_hand(committed, fund)] * 2
