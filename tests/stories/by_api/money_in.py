"""Steps 2 to 4: a sponsor is asked for euros, the bank says they came, a budget is set aside."""

from tests.stories import bank_files
from tests.stories.by_api.cast import Cast
from tests.stories.town import IBAN
from wallet.banking import references
from wallet.identity.permissions import Role

SEE_FUNDS = {Role.SPONSOR, Role.TREASURER, Role.OFFICER}
RECEIVED = 127540


def the_sponsor_opens_a_fund(cast: Cast) -> str:
    new = {"programme_id": cast.programme_id, "name": "Rondweg-Zuid"}
    fund = cast.ruben.post("/api/funds", new)
    assert fund["received_cents"] == 0
    return str(fund["id"])


def the_sponsor_asks_for_a_reference(cast: Cast, fund_id: str) -> dict[str, str]:
    path = f"/api/funds/{fund_id}/payment-requests"
    asked = cast.ruben.post(path, {"amount_cents": 125000})
    assert asked["iban"] == IBAN
    assert references.is_valid(asked["reference"])
    assert asked["epc"].startswith("BCD\n002\n1\nSCT\n")
    assert asked["epc"].splitlines()[7] == "EUR1250.00"
    return dict(asked)


def the_bank_statement_fills_the_pot(cast: Cast, fund_id: str, asked: dict[str, str]) -> None:
    statement = bank_files.top_up("02", iban=IBAN, reference=asked["reference"])
    taken_in = cast.fatma.send("/api/bank-statements", statement)
    assert taken_in == {"entries": 3, "matched": 2, "unmatched": 1}
    assert cast.fatma.send("/api/bank-statements", statement, status=200) == taken_in
    assert _fund(cast, fund_id)["pot_cents"] == 125000


def a_person_decides_on_the_rest(cast: Cast, fund_id: str, asked: dict[str, str]) -> None:
    """EUR 25.40 came without a reference."""
    (entry,) = cast.fatma.get("/api/bank-statements/unmatched")
    assert (entry["amount_cents"], entry["remittance"]) == (2540, "opbrengst kantine")
    path = f"/api/bank-entries/{entry['id']}/assignment"
    cast.fatma.post(path, {"payment_request_id": asked["id"]})
    assert cast.fatma.get("/api/bank-statements/unmatched") == []
    assert _fund(cast, fund_id)["received_cents"] == RECEIVED


def the_treasurer_sets_a_budget_aside(cast: Cast, fund_id: str) -> None:
    """EUR 20.00: enough for one morning in the garden, not for two."""
    path = f"/api/funds/{fund_id}/allotments"
    cast.fatma.post(path, {"organisation_id": cast.garden_id, "amount_cents": 2000})
    fund = _fund(cast, fund_id)
    assert (fund["pot_cents"], fund["budgets_cents"]) == (RECEIVED - 2000, 2000)


def _fund(cast: Cast, fund_id: str) -> dict[str, int]:
    return dict(cast.ruben.get(f"/api/funds/{fund_id}", shared_with=SEE_FUNDS))
