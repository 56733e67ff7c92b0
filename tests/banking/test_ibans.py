"""Account numbers."""

import pytest

from wallet.banking import ibans
from wallet.banking.ibans import IbanInvalid


def test_an_iban_is_stored_without_spaces_in_capitals() -> None:
    assert ibans.normalise("nl44 rabo 0123 4567 89") == "NL44RABO0123456789"
    assert ibans.in_groups("NL44RABO0123456789") == "NL44 RABO 0123 4567 89"
    assert ibans.bic_of("NL44RABO0123456789") == "RABONL2U"


@pytest.mark.parametrize("text", ["", "NL45RABO0123456789", "NL44RABO012345678", "XX00", "é", "0"])
def test_what_no_bank_can_have_issued_is_refused(text: str) -> None:
    with pytest.raises(IbanInvalid):
        ibans.normalise(text)
