"""Backing: the proof that the euros in the bank are the euros in the books, to the cent."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.banking import statements
from wallet.banking.accounts import BankAccount
from wallet.funds import funds
from wallet.funds.funds import Fund, FundFigures
from wallet.money import Euros, total
from wallet.programmes.programmes import Programme


@dataclass(frozen=True)
class BackingProof:
    """The last closing balances against the books. A difference of one cent is a difference."""

    as_of: date | None
    """The oldest of the accounts' last closing days; none before a first statement."""
    closing_balance: Euros
    books: Euros
    funds: list[tuple[Fund, FundFigures]]

    @property
    def difference(self) -> Euros:
        return self.closing_balance - self.books

    @property
    def together(self) -> FundFigures:
        """The figures of all funds, added up."""
        return funds.together([figures for _, figures in self.funds])


def proof(session: Session, *, operator_id: UUID | None = None) -> BackingProof:
    """Compare what the bank says with what the books say, over all programmes.

    With an operator: on the bank accounts of its programmes, and every fund that is kept there.
    """
    known = select(BankAccount).join(Programme, Programme.bank_account_id == BankAccount.id)
    if operator_id is not None:
        known = known.where(Programme.operator_id == operator_id)
    accounts = session.scalars(known.distinct()).all()
    closings = [
        closing
        for account in accounts
        if (closing := statements.latest(session, account.id)) is not None
    ]
    kept = (
        select(Fund)
        .join(Fund.programme)
        .where(Programme.bank_account_id.in_([account.id for account in accounts]))
        .order_by(Fund.opened_at, Fund.id)
    )
    those = session.scalars(kept).all()
    figures = list(zip(those, funds.figures_of(session, those), strict=True))
    return BackingProof(
        as_of=min((closing.closing_on for closing in closings), default=None),
        closing_balance=total([closing.closing_balance for closing in closings]),
        books=total([each.in_bank for _, each in figures]),
        funds=figures,
    )
