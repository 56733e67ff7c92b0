"""Sixty-four requests at the same moment, over real sockets: one code pays once, for everybody."""

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests import build
from tests.client import bearer
from tests.serving import serving
from tests.stories import proof
from tests.web.conftest import Counter, counter  # noqa: F401 - a fixture
from wallet import clock
from wallet.money import Euros

STORM = 64
Answer = tuple[int, bytes]


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0), backlog=STORM) as listening:
        number = int(listening.getsockname()[1])
        with serving(app, listening):
            yield number


def ask_all_at_once(port: int, asked: list[tuple[str, dict[str, Any]]]) -> list[Answer]:
    """Each over a connection of its own, opened before the first request is sent."""
    start = Barrier(len(asked))

    def ask(one: tuple[str, dict[str, Any]]) -> Answer:
        token, sale = one
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.connect()
        start.wait()
        headers = bearer(token) | {"Content-Type": "application/json"}
        connection.request("POST", "/api/redemptions", json.dumps(sale), headers)
        answer = connection.getresponse()
        body = answer.status, answer.read()
        connection.close()
        return body

    with ThreadPoolExecutor(len(asked)) as threads:
        return list(threads.map(ask, asked))


def a_sale(counter: Counter) -> dict[str, Any]:  # noqa: F811 - the fixture's value
    return {
        "request_id": str(uuid4()),
        "code": counter.phone.code(clock.now()),
        "price_cents": 100,
    }


def is_one_sale(answers: list[Answer]) -> bool:
    """One is paid; all others heard the same, which says neither why nor who."""
    refused = [body for status, body in answers if status == 409]
    assert [status for status, _ in answers].count(201) == 1
    assert len(refused) == STORM - 1
    assert len(set(refused)) == 1
    return json.loads(refused[0]).keys() == {"type", "title", "status"}


def test_one_code_with_64_request_ids_at_one_till(
    port: int,
    counter: Counter,  # noqa: F811 - the fixture's value
    engine: Engine,
) -> None:
    sale = a_sale(counter)
    asked = [(counter.token, sale | {"request_id": str(uuid4())}) for _ in range(STORM)]

    assert is_one_sale(ask_all_at_once(port, asked))

    assert counter.balance() == Euros(11_00)
    proof.is_clean(engine)


def test_one_code_at_64_tills(port: int, counter: Counter, engine: Engine) -> None:  # noqa: F811
    shop, session = counter.till.merchant, counter.session
    tills = [build.a_till(session, merchant=shop) for _ in range(STORM)]
    tokens = [build.a_till_token(session, till) for till in tills]
    session.commit()
    sale = a_sale(counter)

    assert is_one_sale(ask_all_at_once(port, [(token, sale) for token in tokens]))

    assert counter.balance() == Euros(11_00)
    proof.is_clean(engine)


def test_one_request_id_64_times_gives_64_equal_bodies(
    port: int,
    counter: Counter,  # noqa: F811 - the fixture's value
    engine: Engine,
) -> None:
    answers = ask_all_at_once(port, [(counter.token, a_sale(counter))] * STORM)

    assert {status for status, _ in answers} == {200, 201}
    assert len({body for _, body in answers}) == 1
    assert counter.balance() == Euros(11_00)
    proof.is_clean(engine)
