"""An officer lets another contractor go on with a contract; both see what became of it."""

from datetime import timedelta

from tests.client import Client
from tests.social_return import agreements
from tests.social_return.parties import Parties
from wallet import clock
from wallet.social_return import takeovers
from wallet.social_return.obligations import Obligation

ENGLISH = {"Accept-Language": "en"}


def a_successor(town: Parties) -> Obligation:
    contractor = town.other_sponsor.organisation
    made = agreements.an_obligation(
        town.session, contractor, town.officer, title="The parks, from now on"
    )
    town.session.commit()
    return made


def test_a_contract_goes_over_to_another_contractor(client: Client, town: Parties) -> None:
    successor = a_successor(town)
    own = f"/authority/obligations/{town.obligation.id}"
    tomorrow = clock.day_of(clock.now()) + timedelta(days=1)
    client.sign_in(town.officer)
    assert successor.title in client.get(f"{own}/takeover/new").text

    answer = client.submit(
        f"{own}/takeover/new",
        form="form[@class='form']",
        successor_id=str(successor.id),
        on=tomorrow.isoformat(),
    )

    assert answer.location.endswith(f"/authority/obligations/{successor.id}")
    assert takeovers.find(town.session, town.obligation.id) is not None
    before = client.get(own, headers=ENGLISH).text
    after = client.get(answer.location, headers=ENGLISH).text
    assert f"{successor.contractor.name} goes on with this contract" in before
    assert f"Goes on with contract {town.obligation.contract_number} of" in after
    assert "Gone over to another contractor" in client.get("/authority/", headers=ENGLISH).text
    client.sign_in(town.sponsor)
    mine = client.get(f"/sponsor/contracts/{town.obligation.id}", headers=ENGLISH).text
    assert f"{successor.contractor.name} goes on with this contract" in mine


def test_only_once_and_only_while_it_runs(client: Client, town: Parties) -> None:
    successor = a_successor(town)
    path = f"/authority/obligations/{town.obligation.id}/takeover"
    client.sign_in(town.officer)

    def go_on(day: int) -> int:
        on = town.obligation.from_on + timedelta(days=day)
        return client.submit(
            f"{path}/new",
            form="form[@class='form']",
            successor_id=str(successor.id),
            on=on.isoformat(),
        ).status_code

    assert [go_on(0), go_on(5), go_on(6)] == [422, 302, 409]


def test_a_contract_with_another_authority_is_not_there(client: Client, town: Parties) -> None:
    path = f"/authority/obligations/{town.obligation.id}/takeover"
    assert client.get(f"{path}/new").location == "/sign-in/"
    client.sign_in(town.other_officer)

    assert client.get(f"{path}/new").status_code == 404
    client.sign_in(town.sponsor)
    assert client.get(f"{path}/new").status_code == 404
