"""A repayment on paper: the letter that goes with euros that go back."""

from datetime import datetime
from pathlib import Path

from flask_babel import gettext
from sqlalchemy.orm import Session

from wallet.banking import ibans
from wallet.documents import pdf
from wallet.edge import ending_papers, languages
from wallet.funds import funds
from wallet.identity import parties
from wallet.identity.organisations import Organisation
from wallet.settlement import repayment_orders
from wallet.settlement.repayment_orders import RepaymentConfirmation, RepaymentNotApproved
from wallet.settlement.repayments import Repayment

TEMPLATE = Path(__file__).with_name("repayment.typ")


def as_pdf(
    session: Session, repayment: Repayment, *, operator: Organisation, now: datetime
) -> bytes:
    """On A4, in the language of whoever asks, as it stands now.

    Raises:
        RepaymentNotApproved: nobody should read of euros that may stay where they are.
    """
    if repayment.decision is None or not repayment.decision.is_approved:
        raise RepaymentNotApproved(repayment.id)
    return pdf.typeset(TEMPLATE, _facts(session, repayment, operator, now), made_at=now)


def _facts(
    session: Session, repayment: Repayment, operator: Organisation, now: datetime
) -> dict[str, object]:
    fund, at = repayment.fund, repayment.drawn_up_at
    sponsor = [] if fund is None else parties.lines_of(session, fund.sponsor, at=at)
    paid = repayment_orders.find_confirmation(session, repayment)
    return {
        "lang": languages.language(),
        "title": gettext("Repayment"),
        "from": [
            operator.name,
            *parties.lines_of(session, operator, at=at),
            repayment.bank_account.holder,
        ],
        "to": [repayment.payee, *sponsor],
        "intro": _intro(repayment),
        "facts": [
            [gettext("Amount"), languages.euros(repayment.amount)],
            [gettext("Account"), ibans.masked(repayment.iban)],
            [gettext("In the name of"), repayment.payee],
            [gettext("Why"), repayment.reason],
            [gettext("Reference at the bank"), repayment.end_to_end_id],
            [gettext("Drawn up on"), languages.day(at)],
        ],
        "rows_title": gettext(
            "What became of the fund, by the books of %(day)s", day=languages.day(now)
        ),
        "rows": [] if fund is None else ending_papers.rows(funds.figures(session, fund)),
        "state": _state(paid),
        "vat": gettext("No VAT: these euros bought nothing."),
    }


def _intro(repayment: Repayment) -> str:
    if repayment.fund is not None:
        said = gettext(
            "We pay back what is left of the fund %(fund)s of %(programme)s.",
            fund=repayment.fund.name,
            programme=repayment.fund.programme.name,
        )
    else:
        assert repayment.bank_entry is not None
        said = gettext(
            "On %(day)s we received %(amount)s. We pay back what is stated here.",
            day=languages.day(repayment.bank_entry.booked_on),
            amount=languages.euros(repayment.bank_entry.amount),
        )
    return str(said)


def _state(paid: RepaymentConfirmation | None) -> str:
    if paid is None:
        return str(gettext("Two people agreed to this. The bank has not confirmed it yet."))
    return str(
        gettext(
            "Two people agreed to this. The bank paid it: its statement of %(day)s says so.",
            day=languages.day(paid.bank_entry.booked_on),
        )
    )
