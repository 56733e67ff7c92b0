"""An officer asks, approves in part with a reason, and issues a statement anybody can check."""

import re

from tests.client import Client
from tests.social_return import agreements, declared, declaring_parties
from tests.social_return.parties import Parties
from tests.web.treasurer.conftest import csrf_of
from wallet.money import Euros
from wallet.social_return import statements

ENGLISH = {"Accept-Language": "en"}
FORM = "main//form[@method='post']"
ASSESS = "form[contains(@action, '/assessment')]"
ASK = "form[contains(@action, '/questions')]"
WITHDRAW = "form[contains(@action, '/withdrawal')]"


def test_less_than_the_whole_needs_a_reason(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    client.sign_in(town.officer)
    page = f"/authority/declarations/{declaration.id}"

    without = client.submit(page, form=ASSESS, approved="10,00")
    more = client.submit(page, form=ASSESS, approved="12,01")
    with_reason = client.submit(page, form=ASSESS, approved="10,00", reason="No receipt.")

    assert without.status_code == 422
    assert more.status_code == 422
    assert more.text.count('class="error-summary') == 1
    assert with_reason.status_code == 302
    assert "No receipt." in client.get(page).text


def test_the_whole_is_filled_in_already(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    client.sign_in(town.officer)
    page = f"/authority/declarations/{declaration.id}"

    client.submit(page, form=ASSESS)

    town.session.expire_all()
    assert declaration.recognised == Euros(12_00)


def test_a_question_shows_as_waiting(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    client.sign_in(town.officer)
    page = f"/authority/declarations/{declaration.id}"

    client.submit(page, form=ASK, question="Which shop?")

    assert "A question waits" in client.get("/authority/declarations/", headers=ENGLISH).text


def test_a_declaration_waits_on_the_first_page(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    client.sign_in(town.officer)
    page = f"/authority/declarations/{declaration.id}"

    before = client.get("/authority/").text
    client.submit(page, form=ASSESS)

    assert page in before
    assert page not in client.get("/authority/").text


def test_of_others_there_is_nothing(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    page = f"/authority/declarations/{declaration.id}"

    client.sign_in(town.other_officer)
    assert client.get(page).status_code == 404
    assert client.get(f"{page}/evidence.zip").status_code == 404
    assert client.get(f"/authority/statements/new/{town.obligation.id}").status_code == 404


def test_a_statement_is_issued_checked_and_withdrawn(client: Client, town: Parties) -> None:
    declaring_parties.an_assessed_one(town, 12_00)
    client.sign_in(town.officer)

    answer = client.submit(
        f"/authority/statements/new/{town.obligation.id}", form=FORM, words="We state."
    )

    assert answer.status_code == 302
    [statement] = statements.of_obligation(town.session, town.obligation.id)
    assert client.get(f"{answer.location}.pdf").data.startswith(b"%PDF-")
    own = csrf_of(client, answer.location) | {"reason": "Wrong"}
    assert client.post(f"{answer.location}/withdrawal", data=own).status_code == 409
    assert (
        "You issued this statement yourself." in client.get(answer.location, headers=ENGLISH).text
    )
    stranger = client.application.test_client()
    paper = f"/statements?number=1&check={statement.check_code}"
    assert "is valid" in stranger.get(paper, headers=ENGLISH).text
    client.sign_in(agreements.an_officer(town.session, town.officer.organisation))
    town.session.commit()
    assert client.submit(answer.location, form=WITHDRAW, reason="Wrong").status_code == 302
    assert "was withdrawn" in stranger.get(paper, headers=ENGLISH).text


def test_surplus_is_seen_before_signing_and_by_who_checks(client: Client, town: Parties) -> None:
    agreement = declared.agree(town.session, cap=Euros(15_00))
    agreement.spend(20_00)
    agreement.assess(agreement.declare())
    town.session.commit()
    client.sign_in(agreement.officer)
    page = f"/authority/statements/new/{agreement.obligation.id}"

    before = client.get(page, headers=ENGLISH).text
    client.submit(page, form=FORM, words="We state.")

    [statement] = statements.of_obligation(town.session, agreement.obligation.id)
    paper = f"/statements?number={statement.number}&check={statement.check_code}"
    public = client.application.test_client().get(paper, headers=ENGLISH).text
    assert "Surplus, not counted" in before
    assert "Surplus, not counted" in public
    assert "€5.00" in public


def test_numbers_alone_find_nothing(client: Client, town: Parties) -> None:
    declaring_parties.an_assessed_one(town, 12_00)
    client.sign_in(town.officer)
    client.submit(f"/authority/statements/new/{town.obligation.id}", form=FORM, words="We state.")
    [statement] = statements.of_obligation(town.session, town.obligation.id)
    stranger = client.application.test_client()

    for asked in (
        "number=1",
        "number=1&check=AAAAA-AAAAA",
        f"number=2&check={statement.check_code}",
        f"number=99999999999999999999&check={statement.check_code}",
        f"number=x&check={statement.check_code}",
    ):
        assert stranger.get(f"/statements?{asked}").status_code == 404
        assert stranger.get(f"/statements/statement.json?{asked}").status_code == 404
    assert stranger.get("/statements").status_code == 200


def test_while_something_waits_there_is_no_statement(client: Client, town: Parties) -> None:
    declaring_parties.a_declaration(town, 12_00)
    client.sign_in(town.officer)

    page = client.get(f"/authority/statements/new/{town.obligation.id}", headers=ENGLISH)

    assert "still to be assessed" in page.text
    assert not re.search("<textarea", page.text)


def test_a_shop_is_recognised_once_for_a_day(client: Client, town: Parties) -> None:
    agreement = declaring_parties.with_sales(town)
    client.sign_in(town.officer)
    typed = {
        "merchant_id": str(agreement.till.merchant_id),
        "scheme": "pso",
        "reference": "PSO 30+ 4711",
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
    }

    first = client.submit("/authority/social-enterprises/", form=FORM, **typed)
    again = client.submit("/authority/social-enterprises/", form=FORM, **typed)

    assert (first.status_code, again.status_code) == (302, 409)
    assert "PSO 30+ 4711" in again.text
