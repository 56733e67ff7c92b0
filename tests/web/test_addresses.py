"""Three audiences keep the address of their own organisation, and of no other."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from wallet.identity import addresses
from wallet.identity.permissions import Role

TYPED = {
    "street": "Marktplein",
    "house_number": "12-a",
    "postcode": "1234ab",
    "town": "Demostad",
    "country": "NL",
}


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SPONSOR, Role.MERCHANT])
def test_an_organisation_keeps_its_address(client: Client, committed: Session, role: Role) -> None:
    merchant = build.a_merchant(committed, build.a_programme(committed))
    paths = {
        Role.ADMIN: "/admin/address",
        Role.SPONSOR: "/sponsor/address",
        Role.MERCHANT: f"/merchant/{merchant.id}/account/address",
    }
    member = build.a_member(committed, role, merchant.organisation)
    committed.commit()
    assert client.get(paths[role]).status_code in {302, 303, 401}
    client.sign_in(member)

    wrong = client.submit(paths[role], form="form[@class='form']", **TYPED | {"postcode": "12"})
    assert wrong.status_code == 422
    assert "1234 AB" in wrong.text
    assert client.submit(paths[role], form="form[@class='form']", **TYPED).status_code == 302

    committed.expire_all()
    found = addresses.find(committed, member.organisation_id)
    assert found is not None
    assert found.lines == ["Marktplein 12-a", "1234 AB Demostad"]
    assert found.written_by_id == member.person_id
    assert 'value="Marktplein"' in client.get(paths[role]).text


def test_the_shop_of_another_has_no_such_page(client: Client, committed: Session) -> None:
    merchant = build.a_merchant(committed, build.a_programme(committed))
    stranger = build.a_member(committed, Role.MERCHANT)
    committed.commit()
    client.sign_in(stranger)

    path = f"/merchant/{merchant.id}/account/address"

    assert client.get(path).status_code == 404
