"""A payment request as an electronic document: UBL 2.1 by NLCIUS 1.0, type 380.

For sponsors whose bookkeeping takes nothing else. It is no invoice for a supply: coins are a
multi-purpose voucher (Directive 2006/112/EC, art. 30a and 30b), so VAT is due when a shop takes
them, not when a fund is filled. Hence category O, "outside the scope", without VAT numbers (rules
BR-O-01 to BR-O-14 of EN 16931), and a note that says so. NLCIUS knows 380, 381, 384 and 389 only,
therefore 380 and not 386.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from wallet.clock import day_of
from wallet.documents import ubl
from wallet.funds.payment_requests import PaymentRequest
from wallet.identity import parties

INVOICE = "380"


@dataclass(frozen=True)
class Words:
    """`note` says why there is no VAT, `terms` until when to pay, `line` what is paid for."""

    note: str
    terms: str
    line: str


def write(session: Session, request: PaymentRequest, words: Words) -> bytes:
    """The scheme asks, the sponsor pays.

    Raises:
        AddressMissing, KvkNumberMissing: of one of the two.
    """
    fund, at = request.fund, request.requested_at
    document = ubl.invoice()
    for name, text in (
        ("CustomizationID", ubl.CUSTOMIZATION),
        ("ProfileID", ubl.PROFILE),
        ("ID", request.reference),
        ("IssueDate", day_of(at).isoformat()),
        ("InvoiceTypeCode", INVOICE),
        ("Note", words.note),
        ("DocumentCurrencyCode", "EUR"),
        ("BuyerReference", fund.name),
    ):
        ubl.add(document, f"cbc:{name}", text)
    ubl.parties(
        document,
        seller=parties.of(session, fund.programme.operator, at=at),
        buyer=parties.of(session, fund.sponsor, at=at),
    )
    ubl.means(document, reference=request.reference, iban=fund.programme.bank_account.iban)
    ubl.add(document, "cac:PaymentTerms/cbc:Note", words.terms)
    ubl.sums_without_vat(document, request.amount.decimal)
    ubl.line(document, 1, words.line, request.amount.decimal)
    return ubl.written(document)
