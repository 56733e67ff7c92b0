"""Step 9: what shops are owed is drawn up, approved by another, ordered at the bank, and paid."""

from typing import Any

from tests.stories import bank_files, payment_orders
from tests.stories.by_api.cast import Cast
from tests.stories.payment_orders import Order
from tests.stories.town import IBAN


def one_treasurer_draws_up_and_another_approves(cast: Cast) -> dict[str, Any]:
    asked = {"programme_id": cast.programme_id, "reason": "Before the holidays"}
    settlement = cast.fatma.post("/api/settlements", asked)
    amounts = {payout["payee"]: payout["amount_cents"] for payout in settlement["payouts"]}
    assert amounts == {"Bakkerij Zonneveld": 450, "Zwembad De Golf": 300}
    path = f"/api/settlements/{settlement['id']}/approval"
    assert cast.fatma.post(path, status=409)["type"] == "/problems/own-settlement"
    assert cast.joris.post(path)["approved_by"] == "Joris Bakker"
    assert cast.joris.post(path, status=409)["type"] == "/problems/settlement-already-approved"
    return dict(settlement)


def the_bank_gets_a_file(cast: Cast, settlement: dict[str, Any]) -> Order:
    path = f"/api/settlements/{settlement['id']}/payment-file"
    made = cast.joris.ask("POST", path, status=201)
    assert cast.fatma.ask("POST", path, status=200).data == made.data
    assert cast.fatma.ask("GET", path).data == made.data
    order = payment_orders.read(made.data)
    assert order.amounts == {"Bakkerij Zonneveld": "4.50", "Zwembad De Golf": "3.00"}
    return order


def the_bank_says_they_are_paid(
    cast: Cast, version: str, order: Order, settlement: dict[str, Any]
) -> None:
    path = f"/api/settlements/{settlement['id']}"
    assert cast.fatma.get(path)["stage"] == "ordered"
    statement = bank_files.payouts(
        version,
        iban=IBAN,
        bakery=order.end_to_end_ids["Bakkerij Zonneveld"],
        pool=order.end_to_end_ids["Zwembad De Golf"],
        payment_file=order.message_id,
    )
    taken_in = cast.joris.send("/api/bank-statements", statement)
    assert taken_in == {"entries": 2, "matched": 2, "unmatched": 0}
    paid = cast.fatma.get(path)
    assert paid["stage"] == "paid"
    assert {payout["state"] for payout in paid["payouts"]} == {"paid"}
