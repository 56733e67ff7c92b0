"""An invoice is one invoice, however its number was copied."""

import pytest
from sqlalchemy.orm import Session

from tests.social_return.deeds import Agreed, a_deed
from wallet.social_return import invoices
from wallet.social_return.efforts import EffortKind
from wallet.social_return.invoices import InvoiceCountedBefore

SUPPLIER = "87654321"


@pytest.mark.parametrize(
    "copied", ["F-1", "f1", "F 1", " f\N{EN DASH}1", "F/1.", "F_1", "\uff26-1"]
)
def test_case_blanks_and_punctuation_make_no_other_invoice(copied: str) -> None:
    assert invoices.key(SUPPLIER, copied) == f"{SUPPLIER} f1"


def test_other_digits_or_another_supplier_make_another_invoice() -> None:
    made = {
        invoices.key(supplier, number)
        for supplier in (SUPPLIER, "12345678")
        for number in ("F-1", "F-11", "G-1", "F-01", "-", "--")
    }

    assert len(made) == 12


@pytest.mark.parametrize("copied", ["F1", "f 1", "F.1"])
def test_the_same_invoice_counts_once(session: Session, copied: str) -> None:
    agreed = Agreed(session)
    first = agreed.enter(a_deed(EffortKind.INVOICE, invoice_number="F-1"))
    agreed.assess(first, first.claimed)
    again = agreed.enter(a_deed(EffortKind.INVOICE, invoice_number=copied), agreed.a_contract())

    with pytest.raises(InvoiceCountedBefore):
        agreed.assess(again, again.claimed)


def test_of_another_supplier_the_number_counts(session: Session) -> None:
    agreed = Agreed(session)
    first = agreed.enter(a_deed(EffortKind.INVOICE, invoice_number="F-1"))
    agreed.assess(first, first.claimed)
    other = a_deed(EffortKind.INVOICE, invoice_number="F1", supplier_kvk="12345678")

    assert agreed.assess(agreed.enter(other), first.claimed).counted_invoice == "12345678 f1"
