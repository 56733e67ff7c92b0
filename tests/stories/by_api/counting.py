"""Steps 10 and 11: what was spent counts for one obligation; everybody sees it is backed."""

from datetime import date

from tests.stories.by_api.cast import Cast
from tests.stories.by_api.money_in import RECEIVED
from wallet import clock
from wallet.identity.permissions import Role

SEE = {Role.SPONSOR, Role.OFFICER}


def the_officer_registers_an_obligation(cast: Cast) -> str:
    """5 % of EUR 400,000."""
    year = clock.day_of(clock.now()).year
    obligation = cast.ilse.post(
        "/api/obligations",
        {
            "contractor_kvk_number": "70000044",
            "contract_number": f"{year}-0117",
            "title": "Aanleg Rondweg-Zuid",
            "awarded_on": date(year, 1, 1).isoformat(),
            "contract_sum_cents": 400_000_00,
            "percentage_bp": 500,
            "from_on": date(year, 1, 1).isoformat(),
            "to_on": date(year + 1, 12, 31).isoformat(),
        },
    )
    assert obligation["target_cents"] == 20_000_00
    return str(obligation["id"])


def a_plan_ties_the_fund(cast: Cast, obligation_id: str, fund_id: str) -> None:
    """The sponsor proposes it, the officer approves it, once."""
    plan = cast.ruben.post(
        "/api/plans",
        {
            "obligation_id": obligation_id,
            "fund_id": fund_id,
            "goal": "Mensen doen mee in de buurt en worden daarvoor bedankt",
            "target_group": "Inwoners met een afstand tot de arbeidsmarkt",
            "neighbourhood": "Demostad-Zuid",
            "activities": "Tuinieren, soep koken en koffie schenken",
            "participants": "Inwoners en vrijwilligers van het bedrijf",
        },
    )
    path = f"/api/plans/{plan['id']}/approval"
    assert cast.ilse.post(path)["approved_at"] is not None
    assert cast.ilse.post(path, status=409)["type"] == "/problems/plan-already-decided"


def sponsor_and_officer_see_what_counts(cast: Cast, obligation_id: str, fund_id: str) -> None:
    """EUR 18.00 was redeemed and 10.50 reversed: 7.50 counts, and is paid to the shops."""
    today = clock.day_of(clock.now())
    period = {"from": date(today.year, 1, 1).isoformat(), "to": today.isoformat()}
    for reader in (cast.ruben, cast.ilse):
        for thing in (f"funds/{fund_id}", f"obligations/{obligation_id}"):
            seen = reader.get(f"/api/{thing}/contributions", shared_with=SEE, **period)
            assert (seen["redeemed_cents"], seen["reversed_cents"]) == (1800, 1050)
            assert (seen["counted_cents"], seen["settled_cents"]) == (750, 750)
            assert seen["counted_cents"] == seen["redeemed_cents"] - seen["reversed_cents"]
            assert seen["target_cents"] == 20_000_00


def everybody_sees_the_backing(cast: Cast, fund_id: str) -> None:
    proof = cast.client.get("/api/backing").json
    assert proof["as_of"] == "2026-09-08"
    assert proof["closing_balance_cents"] == proof["books_cents"] == RECEIVED - 750
    assert proof["difference_cents"] == 0
    (fund,) = [each for each in proof["funds"] if each["id"] == fund_id]
    assert (fund["received_cents"], fund["spent_cents"]) == (RECEIVED, 750)
    assert fund["in_bank_cents"] == RECEIVED - 750
