"""A payment request to hand on: as a PDF with a QR code, and as a document for bookkeeping."""

from pathlib import Path

from flask_babel import gettext
from sqlalchemy.orm import Session

from wallet.banking import ibans
from wallet.codes import images
from wallet.documents import pdf
from wallet.edge import languages
from wallet.funds import payment_request_invoices
from wallet.funds.payment_request_invoices import Words
from wallet.funds.payment_requests import PaymentRequest
from wallet.identity import parties
from wallet.identity.organisations import Organisation

TEMPLATE = Path(__file__).with_name("payment_request.typ")


def as_pdf(session: Session, request: PaymentRequest) -> bytes:
    """On A4, in the language of whoever asks; the same bytes each time."""
    return pdf.typeset(TEMPLATE, _facts(session, request), made_at=request.requested_at)


def as_invoice(session: Session, request: PaymentRequest) -> bytes:
    """UBL 2.1 by NLCIUS. Raises AddressMissing, KvkNumberMissing."""
    line = gettext("Coins for %(fund)s (multi-purpose voucher)", fund=request.fund.name)
    terms = gettext("There is no last day. Coins can be handed out once the euros are in.")
    words = Words(note=_no_vat(), terms=terms, line=line)
    return payment_request_invoices.write(session, request, words)


def _no_vat() -> str:
    said = gettext(
        "No VAT: the coins are a multi-purpose voucher. VAT is due when a shop takes them, not when"
        " the fund is filled (Directive 2006/112/EC, art. 30b)."
    )
    return str(said)


def _facts(session: Session, request: PaymentRequest) -> dict[str, object]:
    fund = request.fund

    def lines_of(organisation: Organisation) -> list[str]:
        return parties.lines_of(session, organisation, at=request.requested_at)

    account = fund.programme.bank_account
    return {
        "lang": languages.language(),
        "title": gettext("Payment request"),
        "from": [
            fund.programme.operator.name,
            *lines_of(fund.programme.operator),
            fund.programme.name,
        ],
        "to": [fund.sponsor.name, *lines_of(fund.sponsor)],
        "amount": languages.euros(request.amount),
        "intro": gettext(
            "Please pay %(amount)s for the fund %(fund)s.",
            amount=languages.euros(request.amount),
            fund=fund.name,
        ),
        "facts": [
            [gettext("To"), account.holder],
            [gettext("Account number"), ibans.in_groups(account.iban)],
            [gettext("Reference"), ibans.in_groups(request.reference)],
            [gettext("Amount"), languages.euros(request.amount)],
            [gettext("Asked on"), languages.day(request.requested_at)],
        ],
        "qr": images.qr_svg(request.epc, title=gettext("QR code for your banking app")),
        "qr_words": gettext("Scan it with your banking app"),
        "reference": gettext("Always give the reference. By it we know that the euros are yours."),
        "vat": _no_vat(),
    }
