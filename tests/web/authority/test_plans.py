"""An officer reads a plan and decides."""

from tests.client import Client
from tests.social_return.parties import Parties
from wallet.social_return import plans

ENGLISH = {"Accept-Language": "en"}
APPROVE = "form[contains(@action, '/approval')]"
DECLINE = "form[contains(@action, '/decline')]"


def test_an_approval_ties_the_fund(client: Client, town: Parties) -> None:
    plan = town.a_plan()
    client.sign_in(town.officer)
    assert plan.goal in client.get("/authority/").text

    answer = client.submit(f"/authority/plans/{plan.id}", form=APPROVE)

    assert answer.status_code == 302
    assert plans.find_approved(town.session, town.fund.id) is not None
    assert "Approved on" in client.get(f"/authority/plans/{plan.id}", headers=ENGLISH).text


def test_a_decline_needs_a_reason(client: Client, town: Parties) -> None:
    path = f"/authority/plans/{town.a_plan().id}"
    client.sign_in(town.officer)

    without = client.submit(path, form=DECLINE, reason="  ")
    with_reason = client.submit(path, form=DECLINE, reason="Say who takes part.")

    assert without.status_code == 422
    assert "reason-error" in without.text
    assert with_reason.status_code == 302
    assert "Say who takes part." in client.get(path).text


def test_two_officers_cannot_both_decide(client: Client, town: Parties) -> None:
    path = f"/authority/plans/{town.a_plan().id}"
    client.sign_in(town.officer)
    opened = client.get(path).text
    client.submit(path, form=APPROVE)
    token = opened.split('name="csrf_token" value="')[1].split('"')[0]

    late = client.post(f"{path}/decline", data={"csrf_token": token, "reason": "No."})

    assert late.status_code == 409
    assert "No." not in client.get(path).text


def test_signing_in_and_the_role_are_needed(client: Client, town: Parties) -> None:
    path = f"/authority/plans/{town.a_plan().id}"

    assert client.get(path).location == "/sign-in/"
    client.sign_in(town.sponsor)
    assert client.get(path).status_code == 404
    client.sign_in(town.treasurer)
    assert client.get(path).status_code == 404


def test_a_plan_for_another_authority_is_not_there(client: Client, town: Parties) -> None:
    client.sign_in(town.other_officer)

    assert client.get(f"/authority/plans/{town.a_plan().id}").status_code == 404
