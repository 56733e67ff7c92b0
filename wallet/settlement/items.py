"""What a payout pays: transfers on a merchant's accounts, each in one payout at most.

By primary key: no sale is paid twice, and a statement adds up to its payout, to the cent. What
comes in while a settlement is drawn up waits for the next one.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, and_, case, exists, insert, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from wallet.database import Base
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import Transfer
from wallet.money import Euros


class PayoutItem(Base):
    """This transfer to or from the merchant is paid, or kept back, by this payout."""

    __tablename__ = "payout_item"

    transfer_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("ledger.transfer.id"), primary_key=True
    )
    payout_id: Mapped[UUID] = mapped_column(ForeignKey("payout.id"), index=True)


def waiting(session: Session, account_ids: Collection[int]) -> dict[int, Euros]:
    """The transfers no payout pays yet, by id: what each adds to these accounts of a merchant."""
    target = aliased(Account)
    amount = case((Transfer.target_id.in_(account_ids), Transfer.amount), else_=-Transfer.amount)
    rows = session.execute(
        select(Transfer.id, amount)
        .join(target, target.id == Transfer.target_id)
        .where(
            or_(
                Transfer.target_id.in_(account_ids),
                and_(Transfer.source_id.in_(account_ids), target.kind != AccountKind.PAYOUT),
            ),
            ~exists().where(PayoutItem.transfer_id == Transfer.id),
        )
    )
    return {transfer_id: adds for transfer_id, adds in rows}  # noqa: C416 - typed rows


def write_down(session: Session, payout_id: UUID, transfer_ids: Collection[int]) -> None:
    """Say what a payout pays."""
    rows = [{"transfer_id": one, "payout_id": payout_id} for one in sorted(transfer_ids)]
    session.execute(insert(PayoutItem), rows)
