"""An officer reads a table, lets it hold, and finds it under the contracts of after."""

from tests.client import Client
from tests.social_return import tables
from tests.social_return.parties import KVK_NUMBER, Parties
from wallet.social_return import obligations, valuation

ENGLISH = {"Accept-Language": "en"}
FORM = "form[@class='form']"


def test_an_officer_lets_a_table_hold(client: Client, town: Parties) -> None:
    client.sign_in(town.officer)
    page = "/authority/rules/new?table=utrecht"
    read = client.get(page, headers=ENGLISH).text
    assert "Check with the authority" in read
    assert "€40,000.00" in read

    answer = client.submit(page, form=FORM, valid_from="2025-01-01")

    assert answer.status_code == 302
    (adopted,) = valuation.of_authority(town.session, town.officer.organisation_id)
    assert adopted.rules.name == "Utrecht"
    assert "Banenafspraak" in client.get(answer.location).text
    assert answer.location in client.get("/authority/rules/").text
    assert client.submit(page, form=FORM, valid_from="2025-01-01").status_code == 409
    wrong = client.submit(page, form=FORM, valid_from="2026-01-02", valid_to="2026-01-01")
    assert wrong.status_code == 422
    assert "valid_to-error" in wrong.text


def test_a_contract_follows_the_table_when_it_says_no_percentage(
    client: Client, town: Parties
) -> None:
    tables.adopt(town.session, town.officer)
    town.session.commit()
    client.sign_in(town.officer)
    contract = {
        "contractor": KVK_NUMBER,
        "number": "2026-0043",
        "title": "Roads",
        "contract_sum": "10000000",
        "percentage": "",
        "awarded_on": "2026-02-02",
        "from_on": "2026-03-01",
        "to_on": "2028-02-29",
        "report_days": "7",
    }

    answer = client.submit("/authority/obligations/new", form=FORM, **contract)

    owed = obligations.of_authority(town.session, town.officer.organisation_id)
    made = next(one for one in owed if one.contract_number == "2026-0043")
    assert made.target.cents == 300_000_00
    page = client.get(answer.location, headers=ENGLISH).text
    assert "\N{MULTIPLICATION SIGN} 5%" in page
    assert "at most €300,000.00" in page
    assert "9 February 2026" in page


def test_a_table_of_another_authority_is_not_there(client: Client, town: Parties) -> None:
    own = tables.adopt(town.session, town.officer)
    town.session.commit()
    path = f"/authority/rules/{own.id}"

    assert client.get(path).location == "/sign-in/"
    client.sign_in(town.other_officer)
    assert client.get(path).status_code == 404
    client.sign_in(town.sponsor)
    for page in (path, "/authority/rules/", "/authority/rules/new"):
        assert client.get(page).status_code == 404
