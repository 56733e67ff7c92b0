"""What an operator still waits for."""

import pytest
from sqlalchemy.orm import Session

from tests import build, treasury
from tests.treasury import Treasury
from wallet.funds import payment_requests, top_ups
from wallet.funds.payment_requests import PaymentRequest, PaymentRequestNotFound
from wallet.money import Euros


@pytest.fixture
def office(session: Session) -> Treasury:
    return treasury.open_treasury(session)


def receive(office: Treasury, request: PaymentRequest, cents: int) -> None:
    entry = build.a_bank_entry(office.session, office.programme, cents)
    top_ups.receive(office.session, entry, request, now=build.NOW)


def waiting(office: Treasury) -> list[tuple[str, int]]:
    found = top_ups.open_requests(office.session, office.programme.operator_id)
    return [(request.reference, received.cents) for request, received in found]


def test_a_request_is_open_until_all_of_it_came_in(office: Treasury) -> None:
    request = office.a_request(50_00)
    assert waiting(office) == [(request.reference, 0)]

    receive(office, request, 20_00)
    assert waiting(office) == [(request.reference, 20_00)]

    receive(office, request, 30_00)
    assert waiting(office) == []


def test_requests_of_others_are_not_ours(office: Treasury) -> None:
    request = office.a_request(50_00)
    stranger = build.a_programme(office.session).operator_id

    assert top_ups.open_requests(office.session, stranger) == []
    with pytest.raises(PaymentRequestNotFound):
        payment_requests.get_operated_by(office.session, stranger, request.id)
    own = payment_requests.get_operated_by(office.session, office.programme.operator_id, request.id)
    assert own.amount == Euros(50_00)
