"""A phone becomes a device of a wallet, over HTTP."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.web import scripts
from wallet import clock
from wallet.wallets import devices, enrolments

FORM = "form[@action='/enrol']"


@pytest.fixture
def code(committed: Session) -> str:
    """What a coordinator handed over."""
    programme = build.a_programme(committed)
    wallet = build.a_registration(committed, build.a_coordinator(committed, programme), programme)
    helper = build.a_person(committed, name="Helper")
    code = enrolments.issue(committed, wallet, by=helper, now=clock.now())
    committed.commit()
    return code


def test_a_script_gets_the_secret_once_and_is_signed_in(
    client: Client, committed: Session, code: str
) -> None:
    answer = scripts.post_json(client, "/enrol", "/enrol", {"code": code})

    assert answer.status_code == 201
    device = devices.find_by_handle(committed, answer.json["handle"])
    assert device is not None
    assert answer.json["secret"] == devices.secret_of(committed, device).hex()
    assert client.get("/wallet").status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_works_without_scripts(client: Client, code: str) -> None:
    answer = client.submit("/enrol", form=FORM, code=code)

    assert answer.headers["Location"] == "/wallet"


def test_a_code_works_once(client: Client, code: str) -> None:
    client.submit("/enrol", form=FORM, code=code)

    again = scripts.post_json(client, "/enrol", "/enrol", {"code": code})

    assert (again.status_code, again.json["type"]) == (409, "/problems/enrolment-already-used")


@pytest.mark.parametrize("body", [{}, [], "x", {"code": 5}, {"code": ""}, {"code": "0" * 500}])
def test_nonsense_is_refused(client: Client, committed: Session, body: object) -> None:
    answer = scripts.post_json(client, "/enrol", "/enrol", body)

    assert answer.json["type"] == "/problems/enrolment-code-unknown"


def test_nothing_is_enrolled_by_opening_the_link(
    client: Client, committed: Session, code: str
) -> None:
    client.get(f"/enrol?code={code}")

    assert client.submit("/enrol", form=FORM, code=code).status_code == 302
