"""Few requests are worked on at the same time, and a slow one holds nobody up."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import Mock

import pytest

from wallet.cli import turns as module
from wallet.cli.turns import LONGEST_WAIT, Turns

A_MOMENT = 0.01


@dataclass
class Kitchen:
    """An application that notes how many are in it, and lets each go when it is told to."""

    most: int = 0
    _inside: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        environ["entered"].set()
        environ["may_go"].wait(5)
        with self._lock:
            self._inside -= 1
        if environ.get("fails"):
            raise ZeroDivisionError
        return [b"done"]


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


@pytest.fixture
def turns(kitchen: Kitchen) -> Turns:
    return Turns(kitchen, at_once=2)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


class Order:
    """A request of somebody, which stays until it may go."""

    def __init__(self, threads: ThreadPoolExecutor, turns: Turns, *, fails: bool = False) -> None:
        self.entered, self.may_go = threading.Event(), threading.Event()
        environ = {"entered": self.entered, "may_go": self.may_go, "fails": fails}
        self.answer: Future[Any] = threads.submit(turns, environ, Mock())


def test_quick_requests_come_two_at_a_time(
    threads: ThreadPoolExecutor, turns: Turns, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_WAIT", 5)

    _come_two_at_a_time(threads, turns, kitchen)


def test_who_waited_long_enough_for_slow_ones_goes_ahead(
    threads: ThreadPoolExecutor, turns: Turns
) -> None:
    slow = [Order(threads, turns) for _ in range(2)]
    for order in slow:
        order.entered.wait(1)
    began = time.monotonic()
    quick = Order(threads, turns)

    assert quick.entered.wait(1)
    assert time.monotonic() - began >= LONGEST_WAIT - A_MOMENT
    for order in (quick, *slow):
        order.may_go.set()


def test_an_error_gives_the_turn_back(
    threads: ThreadPoolExecutor, turns: Turns, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_WAIT", 5)
    for _ in range(4):
        order = Order(threads, turns, fails=True)
        order.may_go.set()
        with pytest.raises(ZeroDivisionError):
            order.answer.result(1)

    _come_two_at_a_time(threads, turns, kitchen)


def test_who_went_ahead_gives_back_no_turn(
    threads: ThreadPoolExecutor, turns: Turns, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [Order(threads, turns) for _ in range(4)]
    for order in crowd:
        order.entered.wait(1)
    for order in crowd:
        order.may_go.set()
        order.answer.result(1)
    assert kitchen.most == 4
    monkeypatch.setattr(module, "LONGEST_WAIT", 5)
    kitchen.most = 0

    _come_two_at_a_time(threads, turns, kitchen)


def _come_two_at_a_time(threads: ThreadPoolExecutor, turns: Turns, kitchen: Kitchen) -> None:
    orders = [Order(threads, turns) for _ in range(6)]
    for order in orders:
        order.entered.wait(1)
        order.may_go.set()

    assert [order.answer.result(1) for order in orders] == [[b"done"]] * 6
    assert kitchen.most == 2
