"""The phones of a wallet, seen from one of them."""

import pytest

from tests import build
from tests.build import Phone
from tests.client import Client
from tests.web import scripts
from tests.web.conftest import Counter
from wallet import clock
from wallet.merchants.refusals import NotPaid
from wallet.wallets import devices

DUTCH = {"Accept-Language": "nl"}


@pytest.fixture
def phone(client: Client, counter: Counter) -> Phone:
    client.sign_in_device(counter.phone.device.id)
    return counter.phone


def block(client: Client, device_id: object) -> int:
    token = scripts.get_json(client, "/wallet/session").json["token"]
    path = f"/wallet/phones/{device_id}/block"
    return client.post(path, data={"csrf_token": token}).status_code


def test_the_other_phones_are_listed_until_they_are_blocked(
    client: Client, counter: Counter, phone: Phone
) -> None:
    lost = build.a_phone(counter.session, phone.wallet)
    counter.session.commit()
    assert "Andere telefoon" in client.get("/wallet/phones", headers=DUTCH).text

    assert block(client, lost.device.id) == 302

    page = client.get("/wallet/phones", headers=DUTCH).text
    assert "Die telefoon is geblokkeerd." in page
    assert "Andere telefoon" not in page


def test_a_blocked_phone_pays_nothing_from_that_moment(
    client: Client, counter: Counter, phone: Phone
) -> None:
    keeps = build.a_phone(counter.session, phone.wallet)
    counter.session.commit()
    client.sign_in_device(keeps.device.id)

    block(client, phone.device.id)

    counter.session.expire_all()
    with pytest.raises(NotPaid):
        counter.sell(cents=1_00)


def test_this_phone_can_leave_by_itself(client: Client, counter: Counter, phone: Phone) -> None:
    assert block(client, phone.device.id) == 302

    assert client.get("/wallet").headers["Location"] == "/enrol"
    counter.session.expire_all()
    assert devices.find_open(counter.session, phone.device.id) is None


def test_the_phone_of_somebody_else_is_not_to_be_found(
    client: Client, counter: Counter, phone: Phone
) -> None:
    stranger = build.a_phone(counter.session)
    counter.session.commit()

    assert block(client, stranger.device.id) == 404

    counter.session.expire_all()
    assert devices.find_open(counter.session, stranger.device.id) is not None


def test_blocking_twice_is_blocking_once(client: Client, counter: Counter, phone: Phone) -> None:
    lost = build.a_phone(counter.session, phone.wallet)
    counter.session.commit()

    assert [block(client, lost.device.id) for _ in range(2)] == [302, 302]


def test_the_page_is_for_phones_only(client: Client, counter: Counter) -> None:
    assert client.get("/wallet/phones").headers["Location"] == "/enrol"
    assert block(client, counter.phone.device.id) == 401
    assert clock.now() > counter.phone.device.enrolled_at
