"""A coordinator writes down where a participant stands; nobody else sees it."""

from tests import build
from tests.client import Client
from tests.web.organiser.conftest import Garden
from wallet.activities import ladder
from wallet.identity.permissions import Role

FORM = "form[contains(@action, '/ladder')]"
ENGLISH = {"Accept-Language": "en"}


def path(garden: Garden) -> str:
    return f"/organiser/participants/{garden.wallet.id}/ladder"


def test_a_step_is_written_down(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)
    assert "Not written down yet." in client.get(path(garden), headers=ENGLISH).text

    answer = client.submit(path(garden), form=FORM, step="4")

    assert answer.status_code == 302
    own = garden.coordinator.organisation_id
    assert [one.step for one in ladder.of_participant(garden.session, own, garden.wallet.id)] == [4]
    assert path(garden) in client.get(f"/organiser/participants/{garden.wallet.id}").text


def test_a_step_that_is_not_there_is_refused(client: Client, garden: Garden) -> None:
    client.sign_in(garden.coordinator)

    assert client.submit(path(garden), form=FORM, step="7").status_code == 422


def test_nobody_else_sees_or_writes_it(client: Client, garden: Garden) -> None:
    assert client.get(path(garden)).location == "/sign-in/"
    others = [
        build.a_coordinator(garden.session, garden.programme),
        build.a_member(garden.session, Role.SPONSOR),
        build.a_member(garden.session, Role.OFFICER, garden.programme.operator),
    ]
    garden.session.commit()
    for other in others:
        client.sign_in(other)
        assert client.get(path(garden)).status_code == 404
