"""A tablet becomes a till, over HTTP."""

from lxml import html
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from wallet import clock
from wallet.merchants import pairings


def test_a_pairing_code_makes_a_till(client: Client, committed: Session) -> None:
    till = build.a_till(committed)
    owner = build.a_person(committed, name="Owner")
    code = pairings.issue(committed, till, by=owner, now=clock.now())
    committed.commit()

    answer = client.submit("/till/pair", code=code)

    assert answer.headers["Location"] == "/till"
    assert till.merchant.name in client.get("/till").text


def test_an_unknown_code_is_explained(client: Client) -> None:
    """On the same page, what was typed still there to be mended."""
    answer = client.submit("/till/pair", code="AAAAA-AAAAB")

    [field] = html.fromstring(answer.text).xpath("//input[@name='code']")
    assert answer.status_code == 409
    assert "Deze koppelcode is onbekend." in answer.text
    assert (field.get("value"), field.get("aria-invalid")) == ("AAAAA-AAAAB", "true")


def test_a_code_works_once(client: Client, committed: Session) -> None:
    owner = build.a_person(committed, name="Owner")
    code = pairings.issue(committed, build.a_till(committed), by=owner, now=clock.now())
    committed.commit()
    client.submit("/till/pair", code=code)

    assert client.submit("/till/pair", code=code).status_code == 409


def test_the_pad_writes_amounts_as_its_language_does(client: Client, committed: Session) -> None:
    client.sign_in_till(build.a_till_token(committed, build.a_till(committed)))
    committed.commit()

    def pad(language: str) -> tuple[str, list[str]]:
        page = html.fromstring(client.get("/till", headers={"Accept-Language": language}).text)
        return page.get_element_by_id("price").get("placeholder"), page.xpath("//@data-key")

    assert (pad("nl")[0], pad("en")[0]) == ("0,00", "0.00")
    assert ("," in pad("nl")[1], "." in pad("en")[1]) == (True, True)
