"""A treasurer says on a page what an entry is."""

from tests.client import Client
from tests.treasury import Treasury
from tests.web.treasurer.conftest import csrf_of

FORM = "form[contains(@action, '/assignment')]"


def test_a_received_amount_fills_the_pot_of_a_request(visitor: Client, office: Treasury) -> None:
    request, entry = office.a_request(50_00), office.an_unmatched_entry(50_00)
    page = f"/treasurer/bank-entries/{entry.id}"

    answer = visitor.submit(page, form=FORM, payment_request_id=str(request.id))

    assert answer.status_code == 302
    assert "Booked." in visitor.get(answer.location).text
    assert office.pot() == 50_00
    assert "The books know what this entry is." in visitor.get(page).text


def test_only_requests_on_this_account_are_offered(visitor: Client, office: Treasury) -> None:
    entry = office.an_unmatched_entry(50_00)

    page = visitor.get(f"/treasurer/bank-entries/{entry.id}").text

    assert "No payment request is open on this account." in page


def test_choosing_nothing_is_said(visitor: Client, office: Treasury) -> None:
    office.a_request(50_00)
    entry = office.an_unmatched_entry(50_00)

    answer = visitor.submit(f"/treasurer/bank-entries/{entry.id}", form=FORM)

    assert answer.status_code == 422
    assert answer.text.count("Choose one.") == 2, "on top, and beside the choices"
    assert 'href="#payment_request_id"' in answer.text
    assert '<fieldset id="payment_request_id" tabindex="-1" class="wrong"' in answer.text
    assert office.pot() == 0


def test_deciding_twice_is_refused_on_the_page(visitor: Client, office: Treasury) -> None:
    request, entry = office.a_request(50_00), office.an_unmatched_entry(50_00)
    page = f"/treasurer/bank-entries/{entry.id}"
    path = f"{page}/assignment"
    fields = csrf_of(visitor, page) | {"payment_request_id": str(request.id)}
    visitor.post(path, data=fields)

    answer = visitor.post(path, data=fields)

    assert answer.status_code == 409
    assert "The books know already what this entry is." in answer.text
    assert office.pot() == 50_00


def test_a_paid_amount_is_a_whole_settlement(visitor: Client, office: Treasury) -> None:
    settlement = office.export(office.a_settlement(owed=20_00))
    entry = office.an_unmatched_entry(20_00, is_credit=False)

    answer = visitor.submit(
        f"/treasurer/bank-entries/{entry.id}", form=FORM, settlement_id=str(settlement.id)
    )

    assert answer.status_code == 302
    assert "Paid" in visitor.get(f"/treasurer/settlements/{settlement.id}").text


def test_a_settlement_of_another_amount_is_not_offered(visitor: Client, office: Treasury) -> None:
    office.export(office.a_settlement(owed=20_00))
    entry = office.an_unmatched_entry(19_99, is_credit=False)

    page = visitor.get(f"/treasurer/bank-entries/{entry.id}").text

    assert "No settlement of this amount waits for the bank." in page


def test_more_than_was_asked_is_divided_and_the_rest_goes_back(
    visitor: Client, office: Treasury
) -> None:
    entry, request = office.an_unmatched_entry(70_00), office.a_request(50_00)
    page = f"/treasurer/bank-entries/{entry.id}"
    fields = csrf_of(visitor, page) | {"payment_request_id": str(request.id), "amount": "50,00"}

    visitor.post(f"{page}/assignment", data=fields)
    drafted = visitor.submit(
        page,
        form="form[contains(@action, '/repayment')]",
        name="Sponsor B.V.",
        iban="NL02ABNA0123456789",
        reason="Too much",
    )

    assert office.pot() == 50_00
    assert drafted.status_code == 302
    assert "€20.00 back to Sponsor B.V." in visitor.get(drafted.location).text
    visitor.sign_in(office.colleague)
    visitor.submit(drafted.location, form="form[contains(@action, '/approval')]")
    visitor.submit(drafted.location, form="form[contains(@action, '/payment-file')]")
    file = visitor.get(f"{drafted.location}/payment-file")
    assert file.mimetype == "application/xml"


def test_a_wrong_account_is_said_beside_the_field(visitor: Client, office: Treasury) -> None:
    entry = office.an_unmatched_entry(70_00)

    answer = visitor.submit(
        f"/treasurer/bank-entries/{entry.id}",
        form="form[contains(@action, '/repayment')]",
        name="Sponsor B.V.",
        iban="NL00ABNA0123456789",
    )

    assert answer.status_code == 422
    assert "wrong-text" in answer.text
