"""Lapsing: coins nobody spent in time go back to the pot they came from, never elsewhere."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.funds.funds import Fund
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move
from wallet.money import Euros, total
from wallet.programmes.endings import Ending
from wallet.wallets.wallets import held


def due(session: Session, today: date) -> list[Account]:
    """The purses past their last day, or past that of their programme, that still hold coins."""
    ended = (
        select(Fund.book_id)
        .join(Ending, Ending.programme_id == Fund.programme_id)
        .where(Ending.spend_until < today)
    )
    return list(
        session.scalars(
            select(Account)
            .where(
                Account.kind == AccountKind.PURSE,
                (Account.expires_on < today) | Account.book_id.in_(ended),
                Account.balance > Euros(0),
            )
            .order_by(Account.id)
            .execution_options(populate_existing=True)
        )
    )


def lapse(session: Session, purse: Account, today: date) -> Euros:
    """Move what is in a lapsed purse to its fund's pot.

    A second run on the same day finds the purse empty, or finds its cause posted: coins that a
    reversal brought back after that run wait for the next day.
    """
    cause = f"lapse:{purse.id}:{today.isoformat()}"
    if not held(purse) or postings.find(session, cause) is not None:
        return Euros(0)
    pot = accounts.open_account(session, purse.book_id, AccountKind.POT)
    lapsed = held(purse)
    postings.post(session, cause, [Move(purse, pot, lapsed)])
    return lapsed


def lapse_all(session: Session, today: date) -> Euros:
    """Lapse every purse that is due, and say how much that was together."""
    return total([lapse(session, purse, today) for purse in due(session, today)])
