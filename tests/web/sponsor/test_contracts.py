"""A contractor follows a contract, enters what is not coins, and the officer assesses it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.client import Client
from tests.social_return import parties, tables
from tests.social_return.parties import Parties
from wallet import clock
from wallet.social_return import contract_reports, efforts, obligations, questions
from wallet.social_return.contracts import Contract
from wallet.social_return.efforts import Effort
from wallet.social_return.obligations import Obligation

ENGLISH = {"Accept-Language": "en"}
FORM = "form[@class='form']"
TODAY = clock.day_of(clock.now())
PDF = b"%PDF-1.7 an invoice"


@pytest.fixture
def contract(town: Parties) -> Obligation:
    """Awarded while a table held, to the sponsor of the town."""
    tables.adopt(town.session, town.officer)
    made = obligations.register(
        town.session,
        town.officer,
        town.sponsor.organisation,
        contract=Contract(
            number="C-2",
            title="Bridge",
            awarded_on=TODAY - timedelta(days=30),
            contract_sum=parties.agreements.a_contract().contract_sum,
            from_on=TODAY - timedelta(days=30),
            to_on=TODAY + timedelta(days=300),
        ),
        now=clock.now(),
    )
    town.session.commit()
    return made


def enter(client: Client, contract: Obligation, kind: str, **changes: Any) -> TestResponse:
    usual = {
        "description": "An afternoon",
        "from_on": (TODAY - timedelta(days=9)).isoformat(),
        "to_on": TODAY.isoformat(),
    }
    page = f"/sponsor/contracts/{contract.id}/efforts/new?kind={kind}"
    return client.submit(page, form=FORM, **usual | changes)


def the_effort(session: Session, contract: Obligation) -> Effort:
    session.expire_all()
    return efforts.of_obligation(session, contract)[0]


def test_an_effort_is_entered_shown_and_assessed(
    client: Client, town: Parties, contract: Obligation
) -> None:
    client.sign_in(town.sponsor)
    answer = enter(client, contract, "placement", block="participatiewet", weekly_hours="36")
    assert answer.status_code == 302
    page = client.get(answer.location, headers=ENGLISH).text
    assert "\N{MULTIPLICATION SIGN} 10 / 365" in page
    assert "€1,095.89" in page

    files = "form[contains(@action, '/files')]"
    added = client.submit(answer.location, form=files, file=(io.BytesIO(PDF), "bon.pdf"))
    assert added.status_code == 302
    (file,) = the_effort(town.session, contract).files
    download = client.get(f"{answer.location}/files/{file.id}")
    assert download.get_data() == PDF
    assert download.headers["Content-Disposition"] == "attachment; filename=bon.pdf"
    assert download.headers["X-Content-Type-Options"] == "nosniff"


def test_an_officer_accepts_a_part_and_says_why(
    client: Client, town: Parties, contract: Obligation
) -> None:
    client.sign_in(town.sponsor)
    own = enter(client, contract, "cost", amount="1.095,89").location
    client.sign_in(town.officer)
    path = f"/authority/efforts/{the_effort(town.session, contract).id}"
    assert "An afternoon" in client.get("/authority/").text

    without_reason = client.submit(path, form=FORM, accepted="1000,00")
    too_much = client.submit(path, form=FORM, accepted="9999")
    in_part = client.submit(path, form=FORM, accepted="1000,00", reason="One day was a holiday")

    assert (without_reason.status_code, too_much.status_code) == (422, 422)
    assert "reason-error" in without_reason.text
    assert in_part.status_code == 302
    assert "€1,000.00" in client.get(in_part.location, headers=ENGLISH).text
    client.sign_in(town.sponsor)
    assert "One day was a holiday" in client.get(own).text


def test_the_officer_reads_the_files(client: Client, town: Parties, contract: Obligation) -> None:
    client.sign_in(town.sponsor)
    own = enter(client, contract, "cost", amount="5").location
    files = "form[contains(@action, '/files')]"
    client.submit(own, form=files, file=(io.BytesIO(PDF), "bon.pdf"))
    effort = the_effort(town.session, contract)

    client.sign_in(town.officer)
    path = f"/authority/efforts/{effort.id}"

    assert "bon.pdf" in client.get(path).text
    assert client.get(f"{path}/files/{effort.files[0].id}").get_data() == PDF


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("placement", {"weekly_hours": "36"}),
        ("placement", {"block": "participatiewet", "weekly_hours": "61"}),
        ("staff-hours", {"hours": "many"}),
        ("cost", {"amount": "0"}),
        ("cost", {"amount": "5", "description": " "}),
        ("cost", {"amount": "5", "to_on": "2100-01-01"}),
        ("invoice", {"amount": "5", "supplier_kvk": "12", "invoice_number": "1"}),
        ("invoice", {"amount": "5"}),
    ],
)
def test_an_effort_that_makes_no_sense_is_refused_on_the_page(
    client: Client, town: Parties, contract: Obligation, kind: str, changes: dict[str, Any]
) -> None:
    client.sign_in(town.sponsor)

    assert enter(client, contract, kind, **changes).status_code in (409, 422)
    assert efforts.of_obligation(town.session, contract) == []


def test_only_harmless_files_are_taken(client: Client, town: Parties, contract: Obligation) -> None:
    client.sign_in(town.sponsor)
    page = enter(client, contract, "staff-hours", hours="2:30").location
    files = "form[contains(@action, '/files')]"

    html = client.submit(page, form=files, file=(io.BytesIO(b"<script>"), "bon.pdf"))

    assert html.status_code == 422
    assert client.submit(page, form=files).status_code == 422
    assert the_effort(town.session, contract).files == []


def test_a_report_is_handed_in(client: Client, town: Parties, contract: Obligation) -> None:
    client.sign_in(town.sponsor)
    path = f"/sponsor/contracts/{contract.id}"

    assert client.submit(path, form=FORM, text=" ").status_code == 422
    assert client.submit(path, form=FORM, text="The work began").status_code == 302

    assert contract_reports.of_obligation(town.session, contract)[0].report is not None
    client.sign_in(town.officer)
    assert "The work began" in client.get(f"/authority/obligations/{contract.id}").text


def test_a_question_goes_to_the_sponsor_and_back(client: Client, town: Parties) -> None:
    plan = town.a_plan()
    client.sign_in(town.officer)
    asking = "form[contains(@action, '/questions')]"
    path = f"/authority/plans/{plan.id}"
    assert client.submit(path, form=asking, question=" ").status_code == 422
    assert client.submit(path, form=asking, question="Who helps?").status_code == 302

    client.sign_in(town.sponsor)
    own = f"/sponsor/plans/{plan.id}"
    assert "Who helps?" in client.get(own).text
    assert client.submit(own, form=FORM, answer="Two gardeners").status_code == 302

    (asked,) = questions.of_plan(town.session, plan)
    assert asked.answer is not None
    client.sign_in(town.officer)
    assert "Two gardeners" in client.get(path).text


def test_a_contractor_takes_own_contracts_to_a_spreadsheet(
    client: Client, town: Parties, contract: Obligation
) -> None:
    client.sign_in(town.sponsor)
    assert client.get("/sponsor/contracts/exports/new").status_code == 200
    own = client.get("/sponsor/contracts/exports/portfolio").get_data().decode()
    client.sign_in(town.other_sponsor)
    others = client.get("/sponsor/contracts/exports/portfolio").get_data().decode()

    assert "Bridge" in own
    assert "Bridge" not in others


def test_what_is_anothers_is_not_there(client: Client, town: Parties, contract: Obligation) -> None:
    client.sign_in(town.sponsor)
    effort_path = enter(client, contract, "cost", amount="5").location
    effort_id = effort_path.rpartition("/")[2]
    paths = [f"/sponsor/contracts/{contract.id}", effort_path, f"/sponsor/plans/{town.a_plan().id}"]
    client.get("/sign-in/")

    client.sign_in(town.other_sponsor)
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    client.sign_in(town.other_officer)
    assert client.get(f"/authority/efforts/{effort_id}").status_code == 404
    client.sign_in(town.officer)
    assert client.get(effort_path).status_code == 404
