"""A contractor declares a period, answers the officer, and takes the evidence home."""

import io
import zipfile

from tests import build
from tests.client import Client
from tests.social_return import declaring_parties, rewarding
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


def test_a_declaration_of_nothing_is_announced_and_can_be_handed_in(
    client: Client, town: Parties
) -> None:
    """A contract may ask for each quarter, also for one in which nobody spent anything."""
    build.top_up(town.session, town.fund, 100_00)
    declaring_parties.with_sales(town)
    client.sign_in(town.sponsor)
    page = f"/sponsor/declarations/new/{town.obligation.id}"

    before = client.get(page, headers=ENGLISH).text
    answer = client.submit(page, form=FORM, to=clock.day_of(clock.now()).isoformat())
    after = client.get(answer.location, headers=ENGLISH).text

    assert "This declaration would have nothing in it" in before
    assert answer.status_code == 302
    assert "So no hours are shown yet" in after


def test_with_something_spent_nothing_is_announced(client: Client, town: Parties) -> None:
    declaring_parties.with_sales(town, 12_00)
    client.sign_in(town.sponsor)

    page = client.get(f"/sponsor/declarations/new/{town.obligation.id}", headers=ENGLISH).text

    assert "nothing in it" not in page


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


def test_hours_of_ten_people_are_on_the_page_and_in_the_sheet(
    client: Client, town: Parties
) -> None:
    agreement = declaring_parties.with_sales(town, 12_00)
    organisers = rewarding.an_organiser(agreement)
    garden = rewarding.an_activity(agreement, organisers[0], "garden", "Noord")
    for _ in range(11):
        rewarding.take_part(agreement, organisers, (garden, 60))
    declaration = agreement.declare()
    town.session.commit()
    client.sign_in(town.sponsor)
    page = f"/sponsor/declarations/{declaration.id}"

    shown = client.get(page, headers=ENGLISH).text
    packed = client.get(f"{page}/evidence.zip", headers=ENGLISH).data

    assert "Hours by activity" in shown
    assert "at most nine people wait" in shown
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        sheet = archive.read(archive.namelist()[1]).decode("utf-8-sig").splitlines()
    assert sheet[0] == "Table;What;Hours;Times;People, at least;Euros;Counts;Surplus"
    assert "Hours;garden;10;10;;;;" in sheet


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
