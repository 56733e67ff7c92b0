"""A redemption: a participant paid at a till with coins, as far as they reached."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key, known, rows
from wallet.errors import Invalid, NotFound
from wallet.ledger import postings
from wallet.ledger.postings import Move
from wallet.merchants import confirmations
from wallet.merchants.confirmations import PhoneMustConfirm
from wallet.merchants.merchants import Merchant
from wallet.merchants.refusals import RefusedRedemption, RequestIdReused
from wallet.merchants.tills import Till
from wallet.money import Euros

LOWEST_PRICE, HIGHEST_PRICE = Euros(1), Euros(100_000_000)


class RedemptionNotFound(NotFound):
    """No sale of this merchant, or no request of this till."""


class PriceOutOfRange(Invalid):
    """A price is 1 cent to EUR 1,000,000."""

    def __init__(self) -> None:
        super().__init__(f"a price is between {LOWEST_PRICE} and {HIGHEST_PRICE}")
        self.lowest = LOWEST_PRICE
        self.highest = HIGHEST_PRICE


class Redemption(Base):
    """A sale paid in whole or in part. The request id is the till's own, made before asking."""

    __tablename__ = "redemption"
    __table_args__ = (
        UniqueConstraint("till_id", "request_id"),
        UniqueConstraint("merchant_id", "receipt"),
        ForeignKeyConstraint(["till_id", "merchant_id"], ["till.id", "till.merchant_id"]),
        ForeignKeyConstraint(["device_id", "wallet_id"], ["device.id", "device.wallet_id"]),
        ForeignKeyConstraint(
            ["card_id", "wallet_id"], ["card_link.card_id", "card_link.wallet_id"]
        ),
        CheckConstraint("num_nonnulls(device_id, card_id) = 1", name="means"),
        CheckConstraint("price_cents between 1 and 100000000", name="price"),
        CheckConstraint("paid_cents between 1 and price_cents", name="paid"),
        CheckConstraint("receipt ~ '^[0-9A-HJKMNP-TV-Z]{8}$'", name="receipt"),
        Index(None, "merchant_id", "redeemed_at"),
        Index(None, "wallet_id", "redeemed_at"),
        Index(None, "card_id", "redeemed_at"),
    )

    id: Mapped[Key]
    till_id: Mapped[UUID]
    merchant_id: Mapped[UUID]
    request_id: Mapped[UUID]
    wallet_id: Mapped[UUID]
    device_id: Mapped[UUID | None]
    card_id: Mapped[UUID | None]
    price: Mapped[Euros] = mapped_column("price_cents")
    paid: Mapped[Euros] = mapped_column("paid_cents")
    receipt: Mapped[str]
    redeemed_at: Mapped[datetime]

    till: Mapped[Till] = relationship(viewonly=True)
    merchant: Mapped[Merchant] = relationship(
        viewonly=True,
        primaryjoin="foreign(Redemption.merchant_id) == Merchant.id",
    )

    @property
    def to_go(self) -> Euros:
        """What remains to be paid in another way."""
        return self.price - self.paid

    @property
    def cause(self) -> str:
        return cause_of(self.id)

    def answer(self, price: Euros) -> Self:
        """The first answer, again. Raises RequestIdReused at another price."""
        if self.price != price:
            raise RequestIdReused
        return self


def check_price(price: Euros) -> None:
    """Raises PriceOutOfRange."""
    if not LOWEST_PRICE <= price <= HIGHEST_PRICE:
        raise PriceOutOfRange


def take_turn(
    session: Session, till: Till, request_id: UUID
) -> tuple[Redemption | RefusedRedemption | None, bool]:
    """Answer one request id after the other, even when a till asks twice at the same moment.

    What this till was told about it, and whether a phone was asked (for `confirmations.find`);
    mostly neither yet. What was committed while we waited is among it.
    """
    return _read(session, _ANSWER_IN_TURN, till, request_id)


def find_answer(
    session: Session, till: Till, request_id: UUID
) -> Redemption | RefusedRedemption | None:
    """What this till was told about a request, once and for ever."""
    return _read(session, _ANSWER, till, request_id)[0]


def _read(
    session: Session, query: str, till: Till, request_id: UUID
) -> tuple[Redemption | RefusedRedemption | None, bool]:
    [(redemption_id, refused_id, was_asked)] = rows(session, query, till.id, request_id)
    if redemption_id is not None:
        return session.get_one(Redemption, redemption_id), was_asked
    if refused_id is not None:
        return session.get_one(RefusedRedemption, refused_id), was_asked
    return None, was_asked


_ANSWER_IN_TURN = "select * from answer_in_turn($1, $2)"
_ANSWER = "select * from answer_of($1, $2)"


def get_by_request(session: Session, till: Till, request_id: UUID) -> Redemption:
    """The sale a till asked for.

    Raises:
        RedemptionNotFound: the request never arrived.
        PhoneMustConfirm: the phone is asked, or was; the same request asked again tells.
        NotPaid: it was refused.
    """
    answer = find_answer(session, till, request_id)
    if answer is None:
        if asked := confirmations.find(session, till.id, request_id):
            raise PhoneMustConfirm(expires_at=asked.expires_at)
        raise RedemptionNotFound
    if isinstance(answer, RefusedRedemption):
        raise answer.refusal
    return answer


def get(session: Session, merchant_id: UUID, redemption_id: UUID) -> Redemption:
    """One of this merchant's own sales. Raises RedemptionNotFound."""
    redemption = session.get(Redemption, redemption_id)
    if redemption is None or redemption.merchant_id != merchant_id:
        raise RedemptionNotFound
    return redemption


def cause_of(redemption_id: UUID) -> str:
    """What a sale is posted under in the ledger."""
    return f"redemption:{redemption_id}"


def post(session: Session, sale: Redemption, moves: Sequence[Move]) -> Redemption:
    """Move the coins of a sale and write it down, in one round trip and past the unit of work.

    Raises: as `postings.post`.
    """
    postings.post_as(
        session,
        sale.cause,
        moves,
        _INSERT,
        sale.id,
        sale.till_id,
        sale.merchant_id,
        sale.request_id,
        sale.wallet_id,
        sale.device_id,
        sale.card_id,
        sale.price.cents,
        sale.paid.cents,
        sale.receipt,
        sale.redeemed_at,
    )
    return known(session, sale)


_INSERT = """
insert into redemption
    (id, till_id, merchant_id, request_id, wallet_id, device_id, card_id,
     price_cents, paid_cents, receipt, redeemed_at)
select $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from posted
returning id
"""
