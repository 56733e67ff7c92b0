"""A contractor declares a period, answers the officer, and takes the evidence home."""

import io
import zipfile

from tests.client import Client
from tests.social_return import declaring_parties
from tests.social_return.parties import Parties
from wallet import clock
from wallet.social_return import assessing, declarations

ENGLISH = {"Accept-Language": "en"}
FORM = "main//form[@method='post']"


def test_a_period_is_declared_and_frozen(client: Client, town: Parties) -> None:
    declaring_parties.with_sales(town, 12_00, 8_00)
    client.sign_in(town.sponsor)
    today = clock.day_of(clock.now())
    page = f"/sponsor/declarations/new/{town.obligation.id}"

    answer = client.submit(page, form=FORM, to=today.isoformat())

    assert answer.status_code == 302
    [declaration] = declarations.of_obligation(town.session, town.obligation.id)
    assert declaration.figures.counted.cents == 20_00
    assert "Waits for the authority" in client.get(answer.location, headers=ENGLISH).text


def test_what_is_all_declared_asks_for_no_day(client: Client, town: Parties) -> None:
    declaring_parties.a_declaration(town, 12_00)
    client.sign_in(town.sponsor)

    page = client.get(f"/sponsor/declarations/new/{town.obligation.id}", headers=ENGLISH).text

    assert "Nothing to declare yet" in page
    assert 'name="to"' not in page


def test_a_day_to_come_is_refused_beside_the_field(client: Client, town: Parties) -> None:
    declaring_parties.with_sales(town, 12_00)
    client.sign_in(town.sponsor)
    page = f"/sponsor/declarations/new/{town.obligation.id}"

    answer = client.submit(page, form=FORM, to="2099-01-01")

    assert answer.status_code == 422
    assert "to-error" in answer.text


def test_a_question_is_answered(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    assessing.ask(
        town.session, declaration, by=town.officer, question="Which shop?", now=clock.now()
    )
    town.session.commit()
    client.sign_in(town.sponsor)
    page = f"/sponsor/declarations/{declaration.id}"

    without = client.submit(page, form=FORM, answer=" ")
    answered = client.submit(page, form=FORM, answer="The bakery.")

    assert without.status_code == 422
    assert answered.status_code == 302
    assert "The bakery." in client.get(page).text


def test_the_evidence_is_one_file_and_the_same_each_time(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    client.sign_in(town.sponsor)
    page = f"/sponsor/declarations/{declaration.id}/evidence.zip"

    first, again = client.get(page), client.get(page)

    assert first.data == again.data
    with zipfile.ZipFile(io.BytesIO(first.data)) as packed:
        endings = [name.rsplit(".", 1)[1] for name in packed.namelist()]
        assert endings == ["pdf", "csv", "json"]
        assert packed.read(packed.namelist()[2]).decode() == declaration.figures.evidence
        assert packed.read(packed.namelist()[0]).startswith(b"%PDF-")


def test_of_others_there_is_nothing(client: Client, town: Parties) -> None:
    declaration = declaring_parties.a_declaration(town, 12_00)
    page = f"/sponsor/declarations/{declaration.id}"

    assert client.get(page).location == "/sign-in/"
    client.sign_in(town.other_sponsor)
    assert client.get(page).status_code == 404
    assert client.get(f"{page}/evidence.zip").status_code == 404
    assert client.get(f"/sponsor/declarations/new/{town.obligation.id}").status_code == 404
    client.sign_in(town.officer)
    assert client.get(page).status_code in (403, 404)
