"""What the phone answers when a till asks for more than the floor: yes with a proof, or no."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column

from wallet.database import Base
from wallet.errors import Refused
from wallet.merchants import confirmations, redemptions, refusals, selling
from wallet.merchants.confirmations import Confirmation
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import Reason, RefusedRedemption
from wallet.wallets import passkey_challenges, passkeys, pins
from wallet.wallets.devices import Device
from wallet.wallets.passkey_challenges import RelyingParty
from wallet.wallets.pins import PinLocked
from wallet.wallets.spending import NothingToSpend


class ConfirmationOver(Refused):
    """It was answered, its minute is over, the till stopped or was put out of use."""


class Consent(Base):
    """Somebody said yes to a confirmation, by passkey or else by PIN."""

    __tablename__ = "consent"

    confirmation_id: Mapped[UUID] = mapped_column(ForeignKey("confirmation.id"), primary_key=True)
    passkey_id: Mapped[UUID | None] = mapped_column(ForeignKey("passkey.id"))
    given_at: Mapped[datetime]


def waiting(session: Session, device: Device, *, now: datetime) -> Confirmation | None:
    """What this phone is asked at this moment; the latest, when tills ask for two."""
    asked = session.scalars(
        select(Confirmation)
        .options(joinedload(Confirmation.merchant), joinedload(Confirmation.till))
        .where(Confirmation.device_id == device.id, Confirmation.expires_at > now)
        .order_by(Confirmation.asked_at.desc())
        .execution_options(populate_existing=True)
    )
    return next((each for each in asked if is_waiting(session, each, now=now)), None)


def is_waiting(session: Session, confirmation: Confirmation, *, now: datetime) -> bool:
    """Whether the phone can still answer, to a till that can still be told."""
    if not confirmation.is_open(now) or confirmation.till.blocked is not None:
        return False
    return outcome(session, confirmation) is None


def outcome(session: Session, confirmation: Confirmation) -> Redemption | RefusedRedemption | None:
    """What became of the till's request."""
    return redemptions.find_answer(session, confirmation.till, confirmation.request_id)


def stopped_at_floor(session: Session, paid: Redemption) -> bool:
    """Whether a yes on the phone would have paid more."""
    if not paid.to_go or paid.device_id is None:
        return False
    return paid.paid == confirmations.floor_of(
        session, paid.till, paid.wallet_id, now=paid.redeemed_at
    )


def by_pin(session: Session, confirmation: Confirmation, *, pin: str, now: datetime) -> Redemption:
    """Pay the whole price, for somebody who knows the wallet's PIN.

    Raises:
        ConfirmationOver: too late.
        PinMalformed, PinMissing, PinWrong: try again, while there is time.
        PinLocked: without a passkey to fall back on, the till goes on with the floor.
        NotPaid: the coins went elsewhere meanwhile.
    """
    _take_turn(session, confirmation, now=now)
    try:
        pins.prove(session, confirmation.wallet_id, pin=pin, now=now)
    except PinLocked:
        if not confirmations.may_say_yes(session, confirmation.wallet_id):
            confirmations.give_up(session, confirmation, now=now)
        raise
    return _pay(session, confirmation, passkey_id=None, now=now)


def ask_for_passkey(
    session: Session, confirmation: Confirmation, here: RelyingParty, *, now: datetime
) -> str:
    """What the browser needs to sign, as JSON. Raises ConfirmationOver."""
    _take_turn(session, confirmation, now=now)
    return passkeys.ask_for_proof(
        session, confirmation.device, here, purpose=_purpose(confirmation), now=now
    )


def by_passkey(
    session: Session,
    confirmation: Confirmation,
    here: RelyingParty,
    *,
    answer: dict[str, Any],
    now: datetime,
) -> Redemption:
    """Pay the whole price, for somebody who holds a passkey of the wallet.

    Raises:
        ConfirmationOver, PasskeyRefused, NotPaid.
    """
    _take_turn(session, confirmation, now=now)
    passkey = passkeys.prove(
        session, confirmation.device, here, answer=answer, purpose=_purpose(confirmation), now=now
    )
    return _pay(session, confirmation, passkey_id=passkey.id, now=now)


def decline(session: Session, confirmation: Confirmation, *, now: datetime) -> None:
    """Pay nothing: the till hears its one neutral sentence. No proof is needed for that.

    Raises:
        ConfirmationOver.
    """
    _take_turn(session, confirmation, now=now)
    refusals.write_down(
        session,
        confirmation.till,
        confirmation.request_id,
        reason=Reason.DECLINED,
        device=confirmation.device,
        price=confirmation.price,
        now=now,
    )


def _take_turn(session: Session, confirmation: Confirmation, *, now: datetime) -> None:
    """One after the other with the till, which may ask again or revoke at this moment."""
    redemptions.take_turn(session, confirmation.till, confirmation.request_id)
    session.refresh(confirmation, ["given_up"])
    session.refresh(confirmation.till, ["blocked"])
    if not is_waiting(session, confirmation, now=now):
        raise ConfirmationOver


def _pay(
    session: Session, confirmation: Confirmation, *, passkey_id: UUID | None, now: datetime
) -> Redemption:
    asked: dict[str, Any] = {
        "request_id": confirmation.request_id,
        "price": confirmation.price,
        "now": now,
    }
    session.add(Consent(confirmation_id=confirmation.id, passkey_id=passkey_id, given_at=now))
    try:
        return selling.sell(
            session, confirmation.till, confirmation.device, up_to=confirmation.price, **asked
        )
    except NothingToSpend as error:
        raise refusals.write_down(
            session,
            confirmation.till,
            reason=refusals.REASON_OF[type(error)],
            device=confirmation.device,
            **asked,
        ) from error


def _purpose(confirmation: Confirmation) -> str:
    return passkey_challenges.of_confirmation(confirmation.id)
