"""Who asks for a sign-in link, and where a page leads back to: nothing is given away."""

import pytest

from tests.bad_input import answers
from tests.bad_input.town import Town

NOBODYS = ["", "x", "nobody@example.org", "a\u0000@example.org", "' or 1=1 --", "x" * 10_000]
ELSEWHERE = [
    *("http://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "http://["),
    *("javascript:alert(1)", "\u0000", "https:elsewhere.example"),
]


@pytest.mark.parametrize("email", NOBODYS)
def test_asking_for_a_link_says_the_same_to_everybody(town: Town, email: str) -> None:
    known = town.members["treasurer"].person.email

    answer = answers.send(town.program(), "/sign-in/", email=email)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/sent")
    assert answers.send(town.program(), "/sign-in/", email=known).headers == answer.headers


@pytest.mark.parametrize("token", ["x", "%00", "0" * 5_000, "..", "%F0%9F%8D%9E", "a b"])
def test_a_link_nobody_sent_signs_nobody_in(town: Town, token: str) -> None:
    browser = town.program()

    answer = answers.send(browser, f"/sign-in/{token}")

    assert answer.status_code in (404, 405, 409)
    assert browser.get("/treasurer/").status_code == 302


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_page_leads_to_another_site(town: Town, address: str) -> None:
    chosen = answers.send(town.program(), "/language", language="en", next=address)
    refused = town.program().post("/language", headers={"Referer": address.replace("\u0000", "")})

    assert chosen.headers["Location"].startswith("/")
    assert not chosen.headers["Location"].startswith(("//", "/\\"))
    assert "elsewhere" not in refused.text


@pytest.mark.parametrize("language", ["", "xx", "../nl", "nl\u0000", "x" * 10_000])
def test_a_language_nobody_speaks_changes_nothing(town: Town, language: str) -> None:
    browser = town.program()
    answers.send(browser, "/language", language=language)

    assert '<html lang="nl"' in browser.get("/sign-in/").text
