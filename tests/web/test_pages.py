"""Long lists come in pages of fifty, and the links between them keep what was asked for."""

import pytest
from flask import Flask

from wallet.web import pages


@pytest.mark.parametrize(
    ("page", "number"), [("", 1), ("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("9" * 30, 1)]
)
def test_nonsense_asks_for_the_first_page(app: Flask, page: str, number: int) -> None:
    with app.test_request_context(f"/authority/?page={page}"):
        assert pages.asked().number == number


def test_each_row_is_on_one_page_and_the_links_lead_through_all(app: Flask) -> None:
    rows = list(range(2 * pages.SIZE + 1))
    address: str | None = "/authority/?light=red&wanted=soep"
    seen: list[int] = []
    while address:
        with app.test_request_context(address):
            page = pages.asked()
            seen += page.cut(rows)
            links = page.links(len(rows))
            assert ("before" in links) == (page.number > 1)
            address = links.get("after")
            assert address is None or "light=red" in address

    assert seen == rows


def test_a_list_of_one_page_has_no_links(app: Flask) -> None:
    with app.test_request_context("/authority/"):
        assert pages.asked().links(pages.SIZE) == {}


@pytest.mark.parametrize(
    "query",
    [
        "endpoint=x",
        "_method=POST",
        "_external=1&_scheme=javascript",
        "_anchor=x",
        "a=%C3%A9%26b&a=2",
    ],
)
def test_nothing_in_an_address_says_where_the_links_lead(app: Flask, query: str) -> None:
    with app.test_request_context(f"/authority/?{query}&page=2"):
        assert pages.asked().links(3 * pages.SIZE) == {
            "before": f"/authority/?{query}&page=1",
            "after": f"/authority/?{query}&page=3",
        }
