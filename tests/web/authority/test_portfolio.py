"""An officer with many contracts finds the ones that need an eye, and takes the list along."""

import io

import openpyxl
import pytest

from tests.client import Client
from tests.social_return import agreements
from tests.social_return.parties import Parties

ENGLISH = {"Accept-Language": "en"}
HOME = "/authority/"


@pytest.fixture
def titles(client: Client, town: Parties) -> list[str]:
    for title in ("=1+1 Bridge", "Canal"):
        contractor = town.sponsor.organisation
        agreements.an_obligation(town.session, contractor, town.officer, title=title)
    town.session.commit()
    client.sign_in(town.officer)
    return ["=1+1 Bridge", "Canal", town.obligation.title]


def test_links_filter_sort_and_search(client: Client, town: Parties, titles: list[str]) -> None:
    everything = client.get(HOME).text
    assert all(title in everything for title in titles)
    assert "Canal" in client.get(f"{HOME}?wanted=canal&order=target&light=").text
    assert titles[2] not in client.get(f"{HOME}?wanted=canal").text
    assert "Canal" not in client.get(f"{HOME}?light=green").text
    for nonsense in ("?order=sideways", "?light=purple", "?order=deadline&light=amber"):
        assert client.get(HOME + nonsense).status_code == 200


def test_the_export_holds_the_chosen_columns(
    client: Client, town: Parties, titles: list[str]
) -> None:
    path = "/authority/exports/portfolio?column=title&column=target&column=light&wanted=bridge"

    plain = client.get(f"{path}&format=csv", headers=ENGLISH)
    book = client.get(f"{path}&format=xlsx", headers=ENGLISH)

    assert plain.headers["Content-Disposition"] == "attachment; filename=social-return.csv"
    lines = plain.get_data().decode("utf-8-sig").splitlines()
    assert lines[0] == "Contract;Target;State"
    assert lines[1] == "'=1+1 Bridge;50000,00;Report is late"
    assert len(lines) == 2
    sheet = openpyxl.load_workbook(io.BytesIO(book.get_data())).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]] == ["=1+1 Bridge", 50000, "Report is late"]
    assert sheet["A2"].data_type == "s"
    everything = client.get("/authority/exports/portfolio?column=nonsense")
    assert everything.get_data().decode().splitlines()[0].count(";") == 18
    assert client.get("/authority/exports/new").status_code == 200


def test_the_portfolio_is_the_officers_own(client: Client, town: Parties) -> None:
    paths = ["/authority/exports/new", "/authority/exports/portfolio"]
    for path in paths:
        assert client.get(path).location == "/sign-in/"
    client.sign_in(town.other_officer)
    assert town.obligation.title not in client.get(paths[1]).get_data().decode()
    client.sign_in(town.sponsor)
    for path in paths:
        assert client.get(path).status_code == 404
