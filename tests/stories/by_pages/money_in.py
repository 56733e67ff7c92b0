"""Steps 2 to 4: a sponsor is asked for euros, the bank says they came, a budget is set aside."""

from pathlib import Path

from tests.stories import bank_files
from tests.stories.by_pages.cast import Cast
from tests.stories.town import IBAN
from wallet.banking import references

BANK = "/treasurer/bank-statements/"
REFUSED = Path(__file__).parents[2] / "data" / "statements" / "refused"


def the_sponsor_opens_a_fund(cast: Cast) -> str:
    fund = cast.ruben.submit(
        "/sponsor/funds/new",
        {"programme_id": cast.programme.rpartition("/")[2], "name": "Rondweg-Zuid"},
        to="/sponsor/funds/",
    )
    assert "Rondweg-Zuid" in fund.text
    return fund.id


def the_sponsor_asks_for_a_reference(cast: Cast, fund_id: str) -> str:
    """IBAN, amount, reference, and a code for the banking app."""
    slip = cast.ruben.submit(
        f"/sponsor/funds/{fund_id}/payment-requests/new", {"amount": "1300,00"}
    )
    assert "€ 1.300,00" in slip.text
    assert " ".join(IBAN[at : at + 4] for at in range(0, len(IBAN), 4)) in slip.text
    assert slip.root.xpath("//main//svg[@role='img' or .//*[local-name()='path']]")
    reference = slip.find("//dd[starts-with(normalize-space(), 'RF')]").replace(" ", "")
    assert references.is_valid(reference)
    return reference


def a_bad_file_is_refused_with_its_line(cast: Cast) -> None:
    page = cast.fatma.send(BANK, {"file": (REFUSED / "dtd.xml").read_bytes()}, status=422)
    assert "Regel 2" in page.refusal


def the_bank_statement_fills_the_pot(cast: Cast, fund_id: str, reference: str) -> None:
    statement = {"file": bank_files.top_up("08", iban=IBAN, reference=reference)}
    taken_in = cast.fatma.submit(BANK, statement)
    assert len(taken_in.root.xpath("//main//table//tr[td]")) == 3
    assert taken_in.find("//main//a[contains(@href, '/bank-entries/')]")
    assert cast.fatma.submit(BANK, statement).path == taken_in.path
    assert "€ 1.250,00" in cast.fatma.read(f"/treasurer/funds/{fund_id}").text


def a_person_decides_on_the_rest(cast: Cast, fund_id: str) -> None:
    """EUR 25.40 came without a reference."""
    entries = cast.fatma.read("/treasurer/bank-entries/")
    assert "opbrengst kantine" in entries.text
    entry = entries.find("//main//a[contains(@href, '/bank-entries/')]/@href")
    page = cast.fatma.read(entry)
    request = page.find("//input[@name='payment_request_id']/@value")
    to = page.find("//form[.//input[@name='payment_request_id']]/@action")
    cast.fatma.submit(entry, {"payment_request_id": request}, to=to)
    assert "€ 1.275,40" in cast.fatma.read(f"/treasurer/funds/{fund_id}").text


def the_treasurer_sets_a_budget_aside(cast: Cast, fund_id: str) -> None:
    """EUR 20.00: enough for one morning in the garden, not for two."""
    fund = f"/treasurer/funds/{fund_id}"
    garden = cast.fatma.read(fund).find("//option[normalize-space()='Buurttuin De Akker']/@value")
    page = cast.fatma.submit(fund, {"organisation_id": garden, "amount": "20"})
    assert "€ 1.255,40" in page.text
    assert "€ 20,00" in page.text
