"""Rests: what is left when a programme is over goes back to each sponsor, from its own fund.

Coins lapse to the fund they came from, so each sponsor gets its own rest to the cent; nothing has
to be divided by a key.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.banking.statements import BankEntry
from wallet.clock import day_of
from wallet.database import take_turns
from wallet.errors import Refused
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.funds.payment_requests import PaymentRequest
from wallet.funds.top_ups import TopUp
from wallet.identity.people import Person
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move
from wallet.money import Euros, total
from wallet.programmes import endings
from wallet.programmes.programmes import Programme
from wallet.settlement import repayments
from wallet.settlement.repayments import Payee, Repayment
from wallet.wallets import lapsing


class ProgrammeNotOver(Refused):
    """People may still spend, or no end was announced."""


@dataclass(frozen=True)
class Rest:
    """What is left of one fund, and its repayment; none where its sponsor's account is unknown."""

    fund: Fund
    amount: Euros
    repayment: Repayment | None


def draw_up(
    session: Session, programme: Programme, *, reason: str, by: Person, now: datetime
) -> list[Rest]:
    """Lapse what nobody spent, take budgets back, and draft what goes back to each sponsor.

    A second time drafts nothing twice. Each repayment still needs another person to approve it.

    Raises:
        ProgrammeNotOver
    """
    today, ending = day_of(now), endings.find(session, programme.id)
    if ending is None or today <= ending.spend_until:
        raise ProgrammeNotOver(programme.id)
    take_turns(session, f"rests:{programme.id}")
    lapsing.lapse_all(session, today)
    return [
        rest
        for fund in funds.of_programme(session, programme.id)
        if (rest := _of(session, fund, reason=reason, by=by, now=now)) is not None
    ]


def left_of(session: Session, programme: Programme) -> Euros:
    """What of all its funds nobody spent, and is not on its way back."""
    every = funds.of_programme(session, programme.id)
    held = total(
        [each.pot + each.budgets + each.purses for each in funds.figures_of(session, every)]
    )
    return held - total([repayments.on_its_way(session, fund) for fund in every])


def _of(session: Session, fund: Fund, *, reason: str, by: Person, now: datetime) -> Rest | None:
    _take_budgets_back(session, fund)
    left = funds.figures(session, fund).pot - repayments.on_its_way(session, fund)
    if left <= Euros(0):
        return None
    payer = _payer(session, fund)
    if payer is None or payer.counterparty_iban is None:
        return Rest(fund, left, None)
    payee = Payee(fund.sponsor.name, payer.counterparty_iban, reason)
    draft = repayments.draw_up(session, fund, amount=left, payee=payee, by=by, now=now)
    return Rest(fund, left, draft)


def _take_budgets_back(session: Session, fund: Fund) -> None:
    pot = accounts.open_account(session, fund.book_id, AccountKind.POT)
    budgets = session.scalars(
        select(Account)
        .where(
            Account.book_id == fund.book_id,
            Account.kind == AccountKind.BUDGET,
            Account.balance > Euros(0),
        )
        .order_by(Account.id)
        .execution_options(populate_existing=True)
    ).all()
    for budget in budgets:
        assert budget.balance is not None
        cause = f"allotment-end:{budget.id}"
        postings.post(session, cause, [Move(budget, pot, budget.balance)])


def _payer(session: Session, fund: Fund) -> BankEntry | None:
    """The last entry that filled this fund and told its account."""
    return session.scalar(
        select(BankEntry)
        .join(TopUp, TopUp.bank_entry_id == BankEntry.id)
        .join(PaymentRequest, PaymentRequest.id == TopUp.payment_request_id)
        .where(PaymentRequest.fund_id == fund.id, BankEntry.counterparty_iban.is_not(None))
        .order_by(BankEntry.booked_on.desc(), BankEntry.entry_reference)
        .limit(1)
    )
