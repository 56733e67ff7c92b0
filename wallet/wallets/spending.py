"""Spending: coins go from the purses of a participant to a merchant, soonest to lapse first.

What is decided here is posted by whoever can say what was bought: see `wallet.merchants.selling`.
"""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.database import row_of, rows
from wallet.errors import Refused
from wallet.ledger import accounts
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Move
from wallet.money import Euros
from wallet.wallets.wallets import held, last_day


class NothingToSpend(Refused):
    """No coins in the wallet that this merchant may take."""


class CoinsOfOtherProgrammes(NothingToSpend):
    """There are coins, but this merchant has not joined the programmes they are of."""


def moves(
    session: Session,
    wallet_id: UUID,
    *,
    merchant_id: UUID,
    programme_ids: Collection[UUID],
    up_to: Euros,
    today: date,
) -> list[Move]:
    """What pays a merchant as far as the coins of these programmes reach.

    The purses are locked until the end of the transaction, so nothing comes between this and the
    posting.

    Raises:
        NothingToSpend: not one cent that has not lapsed.
        CoinsOfOtherProgrammes: all there is, is of other programmes than these.
    """
    purses, takes = _held(session, wallet_id, merchant_id, programme_ids, today)
    parts = shares([purse for purse in purses if purse.book_id in takes], up_to, today)
    if not parts:
        raise CoinsOfOtherProgrammes if shares(purses, up_to, today) else NothingToSpend
    return [
        Move(
            purse,
            takes[purse.book_id]
            or accounts.open_account(session, purse.book_id, AccountKind.MERCHANT, merchant_id),
            part,
        )
        for purse, part in parts
    ]


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


def _held(
    session: Session,
    wallet_id: UUID,
    merchant_id: UUID,
    programme_ids: Collection[UUID],
    today: date,
) -> tuple[list[Account], dict[int, Account | None]]:
    """The purses, locked; and by book what the merchant has there, where it takes the coins.

    A merchant has no account in a book before its first sale there. Purses of a programme that has
    ended are left out: their coins are on their way back to the sponsor.
    """
    asked = (list(programme_ids), wallet_id, merchant_id, today)
    purses, takes = [], dict[int, Account | None]()
    for id_, book_id, cents, expires_on, is_taken, target_id in rows(session, _PURSES, *asked):
        held_there = {"balance": Euros(cents), "expires_on": expires_on}
        purses.append(row_of(Account, id=id_, book_id=book_id, **held_there))
        if is_taken:
            takes[book_id] = row_of(Account, id=target_id) if target_id else None
    return purses, takes


_PURSES = """
select purse.id, purse.book_id, purse.balance, purse.expires_on,
       fund.programme_id = any($1), merchant.id
from ledger.hold('purse', $2) as purse
join fund on fund.book_id = purse.book_id
left join programme_ending as ending on ending.programme_id = fund.programme_id
left join ledger.account as merchant
    on merchant.book_id = purse.book_id and merchant.kind = 'merchant'
    and merchant.owner_id = $3
where ending.spend_until is null or ending.spend_until >= $4
"""
