"""Shops, and what they take."""

import pytest
from sqlalchemy.orm import Session

from tests import build
from wallet.banking.ibans import IbanInvalid
from wallet.identity.people import NameMissing
from wallet.merchants import merchants
from wallet.merchants.merchants import Merchant, MerchantNotFound


def opened(session: Session, **changes: str) -> Merchant:
    what = {
        "name": "Greengrocer",
        "category": "groceries",
        "neighbourhood": "Noord",
        "iban": build.an_iban(),
        "payee": "Greengrocer",
    }
    return merchants.open_merchant(
        session, build.an_organisation(session), **what | changes, now=build.NOW
    )


def test_an_iban_is_kept_as_banks_write_it(session: Session) -> None:
    assert opened(session, iban="nl91 abna 0417 1643 00").iban == "NL91ABNA0417164300"


def test_an_iban_with_a_wrong_check_is_refused(session: Session) -> None:
    with pytest.raises(IbanInvalid):
        opened(session, iban="NL92ABNA0417164300")


def test_a_shop_has_a_name(session: Session) -> None:
    with pytest.raises(NameMissing):
        opened(session, name=" ")


def test_a_merchant_joins_a_programme_once(session: Session) -> None:
    programme = build.a_programme(session)
    merchant = build.a_merchant(session, programme)

    merchants.join(session, merchant, programme, now=build.NOW)

    assert merchant.programme_ids == [programme.id]
    assert merchants.of_programme(session, programme.id) == [merchant]


def test_a_shop_of_another_organisation_is_not_to_be_found(session: Session) -> None:
    merchant = build.a_merchant(session)

    assert merchants.of_organisation(session, merchant.organisation_id) == [merchant]
    assert merchants.get(session, merchant.organisation_id, merchant.id) is merchant
    with pytest.raises(MerchantNotFound):
        merchants.get(session, build.an_organisation(session).id, merchant.id)
