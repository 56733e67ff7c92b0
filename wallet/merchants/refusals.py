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
    PayCodeRefused,
    PayCodeWrong,
)
from wallet.database import Base, Key
from wallet.errors import Refused
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets.devices import Device
from wallet.wallets.spending import NothingToSpend


class Reason(StrEnum):
    """Why nothing was paid. Never told to the till."""

    CODE_WRONG = "code-wrong"
    CODE_EXPIRED = "code-expired"
    CODE_ALREADY_USED = "code-already-used"
    DEVICE_BLOCKED = "device-blocked"
    NOTHING_TO_SPEND = "nothing-to-spend"
    REVOKED = "revoked"
    """The till gave up waiting before the request arrived."""


REASON_OF: dict[type[Refused], Reason] = {
    PayCodeWrong: Reason.CODE_WRONG,
    PayCodeExpired: Reason.CODE_EXPIRED,
    PayCodeAlreadyUsed: Reason.CODE_ALREADY_USED,
    PayCodeOfBlockedDevice: Reason.DEVICE_BLOCKED,
    NothingToSpend: Reason.NOTHING_TO_SPEND,
}


class NotPaid(Refused):
    """Nothing was paid. Whatever the reason, the till learns no more than this."""

    is_on_record: ClassVar[bool] = True

    def __init__(self, reason: Reason) -> None:
        super().__init__("nothing was paid")
        self._reason = reason


class RequestIdReused(Refused):
    """This till used the request id for a sale at another price."""


class RefusedRedemption(Base):
    """What was refused at a till. With the device only when the code proved to be its own."""

    __tablename__ = "refused_redemption"
    __table_args__ = (
        UniqueConstraint("till_id", "request_id"),
        ForeignKeyConstraint(["device_id", "wallet_id"], ["device.id", "device.wallet_id"]),
        CheckConstraint("(device_id is null) = (wallet_id is null)", name="device_of_wallet"),
        CheckConstraint(
            "reason in ('code-wrong', 'code-expired', 'code-already-used', 'device-blocked',"
            " 'nothing-to-spend', 'revoked')",
            name="reason",
        ),
        CheckConstraint("(reason = 'revoked') = (price_cents is null)", name="revoked"),
        CheckConstraint("price_cents between 1 and 100000000", name="price"),
        Index(None, "wallet_id", "refused_at"),
    )

    id: Mapped[Key]
    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"))
    request_id: Mapped[UUID]
    wallet_id: Mapped[UUID | None]
    device_id: Mapped[UUID | None]
    reason: Mapped[Reason]
    price: Mapped[Euros | None] = mapped_column("price_cents")
    refused_at: Mapped[datetime]

    def answer(self, price: Euros) -> NoReturn:
        """Refuse again, the same way. Raises NotPaid, or RequestIdReused at another price."""
        if self.price is not None and self.price != price:
            raise RequestIdReused
        raise NotPaid(self.reason)


def write_down(
    session: Session,
    till: Till,
    request_id: UUID,
    *,
    error: PayCodeRefused | NothingToSpend,
    device: Device | None,
    price: Euros,
    now: datetime,
) -> NotPaid:
    """Keep the reason for the participant's phone, and give the neutral refusal to raise."""
    reason = REASON_OF[type(error)]
    session.add(
        RefusedRedemption(
            till_id=till.id,
            request_id=request_id,
            wallet_id=device.wallet_id if device else None,
            device_id=device.id if device else None,
            reason=reason,
            price=price,
            refused_at=now,
        )
    )
    session.flush()
    return NotPaid(reason)


def write_down_revoked(
    session: Session, till: Till, request_id: UUID, *, now: datetime
) -> RefusedRedemption:
    """Keep a request that has not arrived yet from ever being paid."""
    refused = RefusedRedemption(
        till_id=till.id, request_id=request_id, reason=Reason.REVOKED, refused_at=now
    )
    session.add(refused)
    session.flush()
    return refused
