"""Spending: coins go from the purses of a participant to a merchant, soonest to lapse first."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from wallet.errors import Refused
from wallet.funds.funds import Fund
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move
from wallet.money import Euros, total
from wallet.wallets.wallets import held, last_day


class NothingToSpend(Refused):
    """No coins in the wallet that this merchant may take."""


class CoinsOfOtherProgrammes(NothingToSpend):
    """There are coins, but this merchant has not joined the programmes they are of."""


def spend(
    session: Session,
    wallet_id: UUID,
    *,
    merchant_id: UUID,
    programme_ids: Collection[UUID],
    up_to: Euros,
    cause: str,
    today: date,
) -> Euros:
    """Pay a merchant as far as the coins of these programmes reach, and say how far that was.

    Raises:
        NothingToSpend: not one cent that has not lapsed.
        CoinsOfOtherProgrammes: all there is, is of other programmes than these.
    """
    purses = accounts.hold(session, AccountKind.PURSE, wallet_id)
    takes = _taken_by(session, merchant_id, programme_ids)
    parts = shares([purse for purse in purses if purse.book_id in takes], up_to, today)
    if not parts:
        raise CoinsOfOtherProgrammes if shares(purses, up_to, today) else NothingToSpend

    moves = []
    for purse, part in parts:
        target = takes[purse.book_id] or accounts.open_account(
            session, purse.book_id, AccountKind.MERCHANT, merchant_id
        )
        moves.append(Move(purse, target, part))
    postings.post(session, cause, moves)
    return total([part for _, part in parts])


def shares(purses: Iterable[Account], up_to: Euros, today: date) -> list[tuple[Account, Euros]]:
    """How much each purse pays: the soonest to lapse is emptied first, a lapsed one never."""
    spendable = [purse for purse in purses if held(purse) and last_day(purse) >= today]
    parts, wanted = [], up_to
    for purse in sorted(spendable, key=lambda purse: (last_day(purse), purse.id)):
        part = min(wanted, held(purse))
        if part:
            parts.append((purse, part))
            wanted -= part
    return parts


def _taken_by(
    session: Session, merchant_id: UUID, programme_ids: Collection[UUID]
) -> dict[int, Account | None]:
    """The books whose coins the merchant takes, with its account there once it had a sale."""
    rows = session.execute(
        select(Fund.book_id, Account)
        .outerjoin(
            Account,
            and_(
                Account.book_id == Fund.book_id,
                Account.kind == AccountKind.MERCHANT,
                Account.owner_id == merchant_id,
            ),
        )
        .where(Fund.programme_id.in_(programme_ids))
    )
    return {book_id: account for book_id, account in rows}  # noqa: C416 - rows are no pairs to mypy
