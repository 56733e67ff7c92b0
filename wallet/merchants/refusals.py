"""A refused sale is a fact too: a neutral word for the till, the reason for the phone."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, NoReturn
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.codes.pay_codes import (
    PayCodeAlreadyUsed,
    PayCodeExpired,
    PayCodeOfBlockedDevice,
    PayCodeWrong,
)
from wallet.database import Base, Key
from wallet.errors import Refused
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets.devices import Device
from wallet.wallets.spending import CoinsOfOtherProgrammes, NothingToSpend


class Reason(StrEnum):
    """Why nothing was paid. Never told to the till.

    One more is a line here, and its name in the CHECK below and in migration 0018.
    """

    CODE_WRONG = "code-wrong"
    CODE_EXPIRED = "code-expired"
    CODE_ALREADY_USED = "code-already-used"
    DEVICE_BLOCKED = "device-blocked"
    NOTHING_TO_SPEND = "nothing-to-spend"
    OTHER_PROGRAMME = "other-programme"
    """There are coins in the wallet, of programmes this shop has not joined."""
    TILL_RESTING = "till-resting"
    """The code was not looked at."""
    NOT_CONFIRMED = "not-confirmed"
    """Above the floor nobody said yes in time."""
    DECLINED = "declined"
    """The participant said no on the phone."""
    CARD_NOT_HANDED_OVER = "card-not-handed-over"
    CARD_BLOCKED = "card-blocked"
    CARD_LOCKED = "card-locked"
    """Ten wrong PINs in a row."""
    CARD_PIN_WRONG = "card-pin-wrong"
    CARD_DAY_LIMIT = "card-day-limit"
    REVOKED = "revoked"
    """The till gave up waiting before the request arrived."""


class NotConfirmed(NothingToSpend):
    """Without a yes on the phone not one cent may be paid."""


class PhoneBlockedMeanwhile(NotConfirmed):
    """It was asked, and blocked before it was paid: lost, perhaps, with this sale on its screen."""


REASON_OF: dict[type[Refused], Reason] = {
    PayCodeWrong: Reason.CODE_WRONG,
    PayCodeExpired: Reason.CODE_EXPIRED,
    PayCodeAlreadyUsed: Reason.CODE_ALREADY_USED,
    PayCodeOfBlockedDevice: Reason.DEVICE_BLOCKED,
    NothingToSpend: Reason.NOTHING_TO_SPEND,
    CoinsOfOtherProgrammes: Reason.OTHER_PROGRAMME,
    NotConfirmed: Reason.NOT_CONFIRMED,
    PhoneBlockedMeanwhile: Reason.DEVICE_BLOCKED,
}


class NotPaid(Refused):
    """Nothing was paid. Whatever the reason, the till learns no more than this."""

    is_on_record: ClassVar[bool] = True

    def __init__(self, reason: Reason) -> None:
        super().__init__("nothing was paid")
        self._reason = reason


class TillResting(NotPaid):
    """The till takes no codes for a minute: it read too many wrong ones. Cashiers are told that."""

    def __init__(self) -> None:
        super().__init__(Reason.TILL_RESTING)


class PinNotRight(NotPaid):
    """Another PIN was typed than the card's. The holder, at the till, may try again."""


class CardCannotPay(NotPaid):
    """A card that is lost, replaced, locked or nobody's. Its holder is sent to the desk."""


class RequestIdReused(Refused):
    """This till used the request id for a sale at another price."""


TOLD_OF_CARDS: dict[Reason, type[NotPaid]] = {
    Reason.CARD_NOT_HANDED_OVER: CardCannotPay,
    Reason.CARD_BLOCKED: CardCannotPay,
    Reason.CARD_LOCKED: CardCannotPay,
    Reason.CARD_PIN_WRONG: PinNotRight,
}
"""What a till is told beyond "not paid": somebody without a phone has no other way to hear it."""


class RefusedRedemption(Base):
    """What was refused at a till. With the device only when the code proved to be its own."""

    __tablename__ = "refused_redemption"
    __table_args__ = (
        UniqueConstraint("till_id", "request_id"),
        ForeignKeyConstraint(["device_id", "wallet_id"], ["device.id", "device.wallet_id"]),
        ForeignKeyConstraint(
            ["card_id", "wallet_id"], ["card_link.card_id", "card_link.wallet_id"]
        ),
        CheckConstraint("num_nonnulls(device_id, card_id) = num_nonnulls(wallet_id)", name="means"),
        CheckConstraint(
            "reason in ('code-wrong', 'code-expired', 'code-already-used', 'device-blocked',"
            " 'nothing-to-spend', 'other-programme', 'till-resting', 'not-confirmed', 'declined',"
            " 'card-not-handed-over', 'card-blocked', 'card-locked', 'card-pin-wrong',"
            " 'card-day-limit', 'revoked')",
            name="reason",
        ),
        CheckConstraint("(reason = 'revoked') = (price_cents is null)", name="revoked"),
        CheckConstraint("price_cents between 1 and 100000000", name="price"),
        Index(None, "wallet_id", "refused_at"),
        Index(None, "till_id", "refused_at"),
    )

    id: Mapped[Key]
    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"))
    request_id: Mapped[UUID]
    wallet_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    card_id: Mapped[UUID | None]
    reason: Mapped[Reason]
    price: Mapped[Euros | None] = mapped_column("price_cents")
    refused_at: Mapped[datetime]

    def answer(self, price: Euros) -> NoReturn:
        """Refuse again, the same way. Raises NotPaid, or RequestIdReused at another price."""
        if self.price is not None and self.price != price:
            raise RequestIdReused
        raise self.refusal

    @property
    def refusal(self) -> NotPaid:
        """What the till is told."""
        if self.reason is Reason.TILL_RESTING:
            return TillResting()
        return TOLD_OF_CARDS.get(self.reason, NotPaid)(self.reason)


def write_down(
    session: Session,
    till: Till,
    request_id: UUID,
    *,
    reason: Reason,
    device: Device | None,
    price: Euros,
    now: datetime,
) -> NotPaid:
    """Keep the reason for the participant's phone, and give the neutral refusal to raise."""
    refused = RefusedRedemption(
        till_id=till.id,
        request_id=request_id,
        wallet_id=device.wallet_id if device else None,
        device_id=device.id if device else None,
        reason=reason,
        price=price,
        refused_at=now,
    )
    session.add(refused)
    session.flush()
    return refused.refusal


def write_down_revoked(
    session: Session,
    till: Till,
    request_id: UUID,
    *,
    device: Device | None = None,
    now: datetime,
) -> RefusedRedemption:
    """Keep a request from ever being paid that has not arrived, or that a phone thinks about."""
    refused = RefusedRedemption(
        till_id=till.id,
        request_id=request_id,
        wallet_id=device.wallet_id if device else None,
        device_id=device.id if device else None,
        reason=Reason.REVOKED,
        refused_at=now,
    )
    session.add(refused)
    session.flush()
    return refused
