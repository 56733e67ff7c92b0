"""Step 8: two shops take coins; a sale that was a mistake is undone."""

from typing import Any
from uuid import uuid4

from tests.stories.by_api.cast import Cast
from tests.stories.phones import StoryPhone
from tests.stories.programs import Program
from wallet.identity.permissions import Role

REVERSES = {Role.TILL, Role.MERCHANT}


def a_till_is_paired(cast: Cast, owner: Program) -> Program:
    """The owner makes a code, the device that types it becomes the till."""
    (shop,) = owner.get("/api/merchants")
    till = owner.post("/api/tills", {"merchant_id": shop["id"], "name": "Kassa 1"})
    made = owner.post(f"/api/tills/{till['id']}/pairing-codes")
    paired = cast.client.post("/api/tills/pairings", json={"code": made["code"]})
    assert paired.status_code == 201
    return cast.program(Role.TILL, paired.json["token"])


def bread_is_paid(till: Program, phone: StoryPhone) -> None:
    """EUR 4.50; asked again with the same request id, the till hears the same."""
    sale = _sale(phone.code(), 450)
    paid = till.post("/api/redemptions", sale)
    assert (paid["paid_cents"], paid["to_go_cents"]) == (450, 0)
    assert till.post("/api/redemptions", sale, status=200) == paid
    found = till.get(f"/api/redemptions/{sale['request_id']}", shared_with=REVERSES)
    assert found == paid


def swimming_is_partly_paid(till: Program, phone: StoryPhone) -> dict[str, Any]:
    """EUR 20.00 is more than there is."""
    paid = till.post("/api/redemptions", _sale(phone.code(steps=1), 2000))
    assert (paid["paid_cents"], paid["to_go_cents"]) == (1050, 950)
    return dict(paid)


def the_owner_gives_it_back(owner: Program, sale: dict[str, Any]) -> None:
    path = f"/api/redemptions/{sale['request_id']}/reversal"
    undone = owner.post(path, shared_with=REVERSES)
    assert undone["paid_cents"] == 1050
    assert owner.post(path, status=200, shared_with=REVERSES) == undone


def a_child_swims(till: Program, tablet: StoryPhone) -> None:
    """EUR 3.00, from the same wallet on another device; its code pays once."""
    code = tablet.code()
    assert till.post("/api/redemptions", _sale(code, 300))["paid_cents"] == 300
    again = till.post("/api/redemptions", _sale(code, 300), status=409)
    assert again["type"] == "/problems/not-paid"


def _sale(code: str, cents: int) -> dict[str, Any]:
    return {"request_id": str(uuid4()), "code": code, "price_cents": cents}
