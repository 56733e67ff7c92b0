"""An organisation is registered once by its KvK number, however many ask at once."""

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests import at_once
from wallet.identity import organisations
from wallet.identity.organisations import (
    KvkNumberAlreadyRegistered,
    KvkNumberMalformed,
    Organisation,
)
from wallet.identity.vault import Vault

NUMBER = "71000002"


def test_a_number_is_of_one_organisation(session: Session) -> None:
    organisations.register(session, name="Demobouw", kvk_number=NUMBER)

    with pytest.raises(KvkNumberAlreadyRegistered):
        organisations.register(session, name="Others", kvk_number=NUMBER)


@pytest.mark.parametrize("number", ["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨"])
def test_a_number_has_eight_digits(number: str) -> None:
    with pytest.raises(KvkNumberMalformed):
        organisations.check_kvk_number(number)


def test_eight_who_bring_the_same_organisation_bring_one(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    def bring(session: Session) -> Organisation:
        return organisations.find_or_register(session, name="Demobouw", kvk_number=NUMBER)

    brought = at_once.requests(engine, vault, [bring] * 8)

    assert {type(one) for one in brought} == {Organisation}
    assert committed.scalar(select(func.count()).select_from(Organisation)) == 1
