"""Everybody may see the seals, and check them."""

from hashlib import sha256

from lxml import html
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.ledger.test_seals import KEY
from wallet.ledger import seals

ENGLISH = {"Accept-Language": "en"}


def verdict(client: Client, language: str) -> str:
    page = html.fromstring(client.get("/proof", headers={"Accept-Language": language}).text)
    return str(page.xpath("string(//section[contains(@class, 'verdict')]/h2)"))


def seal_some(session: Session, count: int) -> None:
    for _ in range(count):
        build.a_fund(session, cents=1_00)
        seals.seal(session, KEY)
    session.commit()


def test_without_seals_the_page_says_so(client: Client) -> None:
    assert verdict(client, "en") == "There are no seals yet."
    assert verdict(client, "nl") == "Er zijn nog geen zegels."


def test_the_newest_seal_is_told_with_its_root_and_the_one_before(
    client: Client, committed: Session
) -> None:
    seal_some(committed, 2)

    text = html.fromstring(client.get("/proof", headers=ENGLISH).text).text_content()

    assert verdict(client, "en") == "Seal 2 is the newest."
    for seal in seals.oldest_first(committed):
        assert seal.root.hex() in text
        assert seal.previous_hash.hex() in text


def test_older_seals_are_on_the_next_page(client: Client, committed: Session) -> None:
    seal_some(committed, 21)

    first = html.fromstring(client.get("/proof").text)
    (older,) = first.xpath("//main//a[contains(@href, 'before=')]/@href")
    second = html.fromstring(client.get(older).text)

    assert first.xpath("//tbody/tr/th/text()")[0] == "21"
    assert second.xpath("//tbody/tr/th/text()") == ["1"]


def test_a_program_follows_the_chain(client: Client, committed: Session) -> None:
    seal_some(committed, 3)

    chain = client.get("/proof/seals.json").json["seals"]
    rest = client.get("/proof/seals.json?after=2").json["seals"]

    fields = ["id", "first_transfer_id", "last_transfer_id", "transfer_count"]
    fields += ["root", "previous_hash", "sealed_at"]
    previous = "00" * 32
    for seal in chain:
        assert seal["previous_hash"] == previous
        message = "\n".join(["wallet-seal:1", *(str(seal[name]) for name in fields)])
        previous = sha256(message.encode()).hexdigest()
    assert rest == chain[2:]


def test_an_odd_page_number_is_no_error(client: Client) -> None:
    for odd in ("x", "-1", "0", "9" * 30, "1.5", ""):
        assert client.get(f"/proof?before={odd}").status_code == 200
        assert client.get(f"/proof/seals.json?after={odd}").status_code == 200
