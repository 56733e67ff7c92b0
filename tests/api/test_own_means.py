"""What a participant pays with besides the scanned code: a code to say, and a printed card."""

from tests import build
from tests.api.conftest import Town
from tests.build import Phone
from tests.client import Client, bearer
from wallet import clock
from wallet.codes import spoken_codes
from wallet.wallets import device_tokens


def own(phone: Phone) -> dict[str, str]:
    return bearer(device_tokens.make(phone.secret, phone.device.handle))


def test_eight_digits_are_told_once_and_pay_once(client: Client, town: Town) -> None:
    phone = town.a_payer(10_00)

    made = client.post("/api/wallet/spoken-codes", headers=own(phone))
    sale = {"code": made.json["digits"], "price_cents": 3_00}
    first, second = (
        client.post("/api/redemptions", json=sale | {"request_id": id_}, headers=town.as_till)
        for id_ in ("6f1f2a52-0000-4000-8000-000000000001", "6f1f2a52-0000-4000-8000-000000000002")
    )

    assert made.status_code == 201
    assert len(made.json["digits"]) == spoken_codes.DIGITS
    assert (first.status_code, first.json["paid_cents"]) == (201, 3_00)
    assert second.status_code == 409


def test_a_phone_that_asks_for_very_many_codes_must_wait(client: Client, town: Town) -> None:
    phone = town.a_payer(10_00)
    for _ in range(spoken_codes.MOST):
        spoken_codes.make(town.session, phone.device, now=clock.now())
    town.session.commit()

    refused = client.post("/api/wallet/spoken-codes", headers=own(phone))

    assert refused.status_code == 409
    assert refused.json["type"] == "/problems/too-many-spoken-codes"


def test_the_own_card_is_seen_and_blocked_and_that_of_others_is_not(
    client: Client, town: Town
) -> None:
    held = build.a_card(town.session, programme=town.programme)
    other = build.a_card(town.session, programme=town.programme)
    phone = build.a_phone(town.session, held.wallet)
    town.session.commit()

    [seen] = client.get("/api/wallet/cards", headers=own(phone)).json
    blocked = client.post(f"/api/wallet/cards/{held.card.id}/block", headers=own(phone))
    strange = client.post(f"/api/wallet/cards/{other.card.id}/block", headers=own(phone))

    assert (seen["last_digits"], seen["blocked_at"]) == (held.number[-4:], None)
    assert blocked.json["blocked_at"] is not None
    assert strange.status_code == 404
