"""An administrator opens a programme and contracts shops."""

from typing import Any

import pytest
from lxml import html
from werkzeug.test import TestResponse

from tests import build
from tests.client import Client
from tests.social_return.parties import Parties
from wallet.merchants import merchants
from wallet.money import Euros
from wallet.programmes import programmes, terms

FORM = "form[@class='form']"


def open_programme(client: Client, **changes: Any) -> TestResponse:
    programme = {
        "name": "Doetegoed Zuid",
        "area": "Zuid",
        "iban": build.an_iban(),
        "holder": "Municipality",
        "year_cap": "1500",
    }
    return client.submit("/admin/programmes/new", form=FORM, **programme | changes)


def test_a_programme_opens_under_its_first_terms(client: Client, town: Parties) -> None:
    client.sign_in(town.admin)

    answer = open_programme(client)

    assert answer.status_code == 302
    own = programmes.operated_by(town.session, town.admin.organisation_id)
    opened = next(programme for programme in own if programme.name == "Doetegoed Zuid")
    first = terms.terms_on(town.session, opened.id, opened.opened_on)
    assert (first.coin, first.lapse_months, first.year_cap) == (Euros(100), 12, Euros(1500_00))
    assert client.get(answer.location).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"iban": "NL00BNGH0123456789"}, "iban"),
        ({"lapse_months": "121"}, "lapse_months"),
        ({"coin": "free"}, "coin"),
    ],
)
def test_a_programme_that_makes_no_sense_is_refused_on_the_page(
    client: Client, town: Parties, changes: dict[str, Any], field: str
) -> None:
    client.sign_in(town.admin)

    answer = open_programme(client, **changes)

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath(f"//*[@id='{field}-error']")
    assert len(programmes.operated_by(town.session, town.admin.organisation_id)) == 1


def test_a_name_is_used_once_and_an_account_is_of_one_operator(
    client: Client, town: Parties
) -> None:
    others = build.a_programme(town.session)
    town.session.commit()
    client.sign_in(town.admin)

    same_name = open_programme(client, name=town.programme.name)
    their_account = open_programme(client, iban=others.bank_account.iban)
    own_account = open_programme(client, iban=town.programme.bank_account.iban)

    assert same_name.status_code == their_account.status_code == 409
    assert own_account.status_code == 302


def contract_shop(client: Client, town: Parties, **changes: Any) -> TestResponse:
    shop = {
        "name": "De Bakker",
        "category": "groceries",
        "neighbourhood": "Noord",
        "organisation": "Bakkerij Noord BV",
        "kvk_number": "12345678",
        "iban": build.an_iban(),
        "payee": "Bakkerij Noord",
    }
    page = f"/admin/programmes/{town.programme.id}/shops/new"
    return client.submit(page, form=FORM, **shop | changes)


def test_a_contracted_shop_takes_the_coins(client: Client, town: Parties) -> None:
    client.sign_in(town.admin)

    assert contract_shop(client, town).status_code == 302

    [shop] = merchants.of_programme(town.session, town.programme.id)
    assert (shop.name, shop.organisation.kvk_number) == ("De Bakker", "12345678")
    assert "De Bakker" in client.get(f"/admin/programmes/{town.programme.id}").text
    assert shop.organisation in programmes.organisations_of(town.session, town.programme)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"iban": "NL1"}, "iban"), ({"kvk_number": "1"}, "kvk_number"), ({"payee": " "}, "payee")],
)
def test_a_shop_that_makes_no_sense_is_refused_on_the_page(
    client: Client, town: Parties, changes: dict[str, Any], field: str
) -> None:
    client.sign_in(town.admin)

    answer = contract_shop(client, town, **changes)

    assert answer.status_code == 422
    assert html.fromstring(answer.text).xpath(f"//*[@id='{field}-error']")
    assert merchants.of_programme(town.session, town.programme.id) == []


def test_signing_in_the_role_and_the_operator_are_needed(client: Client, town: Parties) -> None:
    others = build.a_programme(town.session)
    town.session.commit()
    page = f"/admin/programmes/{town.programme.id}/shops/new"

    assert client.get(page).location == client.get("/admin/programmes/new").location == "/sign-in/"
    client.sign_in(town.officer)
    assert client.get(page).status_code == client.get("/admin/programmes/new").status_code == 404
    client.sign_in(town.admin)
    assert client.get(f"/admin/programmes/{others.id}/shops/new").status_code == 404
