"""Steps 10 and 11: what was spent counts for one obligation; everybody sees it is backed."""

from datetime import date

from tests.stories import visitors
from tests.stories.by_pages.cast import Cast
from tests.stories.visitors import Page
from wallet import clock
from wallet.identity.permissions import Role


def the_officer_registers_an_obligation(cast: Cast) -> str:
    """5 % of EUR 400,000."""
    year = clock.day_of(clock.now()).year
    registered = cast.ilse.submit(
        "/authority/obligations/new",
        {
            "contractor": "70000044",
            "number": f"{year}-0117",
            "title": "Aanleg Rondweg-Zuid",
            "awarded_on": date(year, 1, 1).isoformat(),
            "contract_sum": "400000",
            "percentage": "5",
            "from_on": date(year, 1, 1).isoformat(),
            "to_on": date(year + 1, 12, 31).isoformat(),
        },
    )
    assert "€ 20.000,00" in registered.text
    return registered.path


def a_plan_ties_the_fund(cast: Cast, obligation: str, fund_id: str) -> None:
    """The sponsor proposes it, the officer approves it, once."""
    cast.ruben.submit(
        "/sponsor/plans/new",
        {
            "obligation_id": obligation.rpartition("/")[2],
            "fund_id": fund_id,
            "goal": "Mensen doen mee in de buurt en worden daarvoor bedankt",
            "target_group": "Inwoners met een afstand tot de arbeidsmarkt",
            "neighbourhood": "Demostad-Zuid",
            "activities": "Tuinieren, soep koken en koffie schenken",
            "participants": "Inwoners en vrijwilligers van het bedrijf",
        },
    )
    plan = cast.ilse.read(obligation).find("//main//h3/a[contains(@href, '/plans/')]/@href")
    approval = f"{plan}/approval"
    assert cast.ilse.submit(plan, {}, to=approval).path == obligation
    assert cast.ilse.press(approval, status=409).refusal


def sponsor_and_officer_see_what_counts(cast: Cast, obligation: str, fund_id: str) -> None:
    """EUR 18.00 was redeemed and 10.50 reversed: 7.50 counts, and is paid to the shops."""
    today = clock.day_of(clock.now())
    period = f"?from={today.year}-01-01&to={today.isoformat()}"
    own = f"/sponsor/funds/{fund_id}/contributions{period}"
    for page in (
        cast.ruben.read(own, shared_with={Role.OFFICER}),
        cast.ilse.read(f"{obligation}{period}"),
    ):
        assert _figures(page, "€ 18,00", "€ 10,50", "€ 7,50")


def everybody_sees_the_backing(cast: Cast) -> None:
    """The last closing balance, and the verdict."""
    proof = visitors.public_page(cast.app, "/backing")
    assert proof.find("//*[contains(@class, 'verdict')]/@class") == "verdict good"
    assert "8 september 2026" in proof.text
    assert "€ 1.267,90" in proof.find("//dl[@class='weighing']")
    assert proof.text.count("Rondweg-Zuid") == 1


def _figures(page: Page, *amounts: str) -> bool:
    return all(amount in page.text for amount in amounts)
