"""Invoices: what makes one this invoice and no other, however its number was copied."""

import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.database import take_turns
from wallet.errors import Refused
from wallet.social_return.verdicts import EffortAssessment


class InvoiceCountedBefore(Refused):
    """This invoice counts already; one euro serves one obligation only."""

    def __init__(self, invoice_number: str) -> None:
        super().__init__(f"invoice {invoice_number} counts already")
        self.invoice_number = invoice_number


def key(supplier_kvk: str, number: str) -> str:
    """Whose invoice it is, and its number without case, blanks and punctuation.

    So `F-1`, `f 1` and `F1` of one supplier are the same invoice. A number of nothing but
    punctuation is compared as it is written.
    """
    written = "".join(unicodedata.normalize("NFKC", number).casefold().split())
    return f"{supplier_kvk} {''.join(filter(str.isalnum, written)) or written}"


def check_first(session: Session, supplier_kvk: str, number: str) -> str:
    """The key under which an invoice counts from now on; the same invoice waits for its turn.

    The keys on record are read anew: earlier ones were kept with their punctuation.

    Raises:
        InvoiceCountedBefore: in this contract or in any other.
    """
    invoice = key(supplier_kvk, number)
    take_turns(session, f"invoice:{invoice}")
    of_supplier = select(EffortAssessment.counted_invoice).where(
        EffortAssessment.counted_invoice.startswith(f"{supplier_kvk} ")
    )
    for counted in session.scalars(of_supplier):
        if counted is not None and key(*counted.split(" ", 1)) == invoice:
            raise InvoiceCountedBefore(number)
    return invoice
