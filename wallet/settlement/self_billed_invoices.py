"""The self-billed invoice of a payout: UBL 2.1 by NLCIUS 1.0, document type 389.

The programme writes it in the name of the shop, which asked for it. A coin is a multi-purpose
voucher: VAT is due at the till, by the shop's own receipts; the payout itself is outside its scope
(category O of UNCL5305, no VAT numbers: rules BR-O-01 to BR-O-14 of EN 16931).
"""

from sqlalchemy.orm import Session

from wallet import clock
from wallet.documents import ubl
from wallet.identity import parties
from wallet.settlement.payout_statements import LineKind, PayoutStatement

SELF_BILLED_INVOICE = "389"
"""UNTDID 1001, as NLCIUS allows it."""


def write(session: Session, statement: PayoutStatement, *, words: dict[LineKind, str]) -> bytes:
    """One line for each kind of line of the statement; `words` is what each is called.

    Raises:
        AddressMissing, KvkNumberMissing: of the shop's organisation, or of who pays.
    """
    payout, programme = statement.payout, statement.settlement.programme
    at = statement.settlement.drawn_up_at
    issued_on = clock.day_of(at).isoformat()
    document = ubl.invoice()
    for name, text in (
        ("CustomizationID", ubl.CUSTOMIZATION),
        ("ProfileID", ubl.PROFILE),
        ("ID", statement.number),
        ("IssueDate", issued_on),
        ("DueDate", issued_on),
        ("InvoiceTypeCode", SELF_BILLED_INVOICE),
        ("DocumentCurrencyCode", "EUR"),
        ("BuyerReference", programme.name),
    ):
        ubl.add(document, f"cbc:{name}", text)
    first, last = (day.isoformat() for day in statement.period)
    ubl.add(document, "cac:InvoicePeriod/cbc:StartDate", first)
    ubl.add(document[-1], "cbc:EndDate", last)
    ubl.parties(
        document,
        seller=parties.of(session, payout.merchant.organisation, at=at),
        buyer=parties.of(session, programme.operator, at=at),
    )
    ubl.means(document, reference=payout.end_to_end_id, iban=payout.iban)
    ubl.sums_without_vat(document, statement.total.decimal)
    kinds = [kind for kind in LineKind if statement.count_of(kind)]
    for number, kind in enumerate(kinds, start=1):
        ubl.line(document, number, words[kind], statement.sum_of(kind).decimal)
    return ubl.written(document)
