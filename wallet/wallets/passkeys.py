"""A passkey: a finger or face on an own phone says yes instead of the PIN (WebAuthn, level 2).

The browser keeps the private key; here stands its public half.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import webauthn
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    exists,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from wallet.database import Base, Key
from wallet.errors import NotFound
from wallet.wallets import passkey_challenges, pins
from wallet.wallets.devices import Device
from wallet.wallets.passkey_challenges import PasskeyRefused, RelyingParty

VERIFIED = UserVerificationRequirement.REQUIRED
"""A finger, a face or the phone's own lock: a touch alone proves nobody."""


class PasskeyNotFound(NotFound):
    """No such passkey of this wallet."""


class Passkey(Base):
    """One key pair, on the phone that made it or wherever its maker keeps it safe."""

    __tablename__ = "passkey"
    __table_args__ = (
        ForeignKeyConstraint(["device_id", "wallet_id"], ["device.id", "device.wallet_id"]),
        CheckConstraint("octet_length(credential_id) between 1 and 1023", name="credential_id"),
        CheckConstraint("sign_count >= 0", name="sign_count"),
    )

    id: Mapped[Key]
    wallet_id: Mapped[UUID] = mapped_column(ForeignKey("wallet.id"), index=True)
    device_id: Mapped[UUID]
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[datetime]


class PasskeyUse(Base):
    """A yes with this passkey; its counter only goes up, or stays zero."""

    __tablename__ = "passkey_use"
    __table_args__ = (
        CheckConstraint("sign_count >= 0", name="sign_count"),
        Index(None, "passkey_id", "number"),
    )

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    passkey_id: Mapped[UUID] = mapped_column(ForeignKey("passkey.id"))
    sign_count: Mapped[int] = mapped_column(BigInteger)
    used_at: Mapped[datetime]


class PasskeyRemoval(Base):
    """Its owner took it away: it says yes no more, for good."""

    __tablename__ = "passkey_removal"

    passkey_id: Mapped[UUID] = mapped_column(ForeignKey("passkey.id"), primary_key=True)
    removed_at: Mapped[datetime]


def of_wallet(session: Session, wallet_id: UUID) -> list[Passkey]:
    """The passkeys of a wallet that count: not taken away, made on a phone that is not blocked."""
    is_removed = exists().where(PasskeyRemoval.passkey_id == Passkey.id)
    return list(
        session.scalars(
            select(Passkey)
            .join(Device, Device.id == Passkey.device_id)
            .where(Passkey.wallet_id == wallet_id, ~Device.blocked.has(), ~is_removed)
            .order_by(Passkey.added_at, Passkey.id)
        )
    )


def remove(session: Session, wallet_id: UUID, passkey_id: UUID, *, now: datetime) -> None:
    """Take a passkey away from an own phone; no PIN is asked, for it opens nothing.

    Saying so again changes nothing. Raises PasskeyNotFound: not of this wallet.
    """
    passkey = session.get(Passkey, passkey_id)
    if passkey is None or passkey.wallet_id != wallet_id:
        raise PasskeyNotFound
    session.execute(
        insert(PasskeyRemoval)
        .values(passkey_id=passkey_id, removed_at=now)
        .on_conflict_do_nothing()
    )


def ask_to_add(session: Session, device: Device, here: RelyingParty, *, now: datetime) -> str:
    """What the browser needs to make a passkey, as JSON for `navigator.credentials.create`."""
    options = webauthn.generate_registration_options(
        rp_id=here.id,
        rp_name=here.id,
        user_name=device.handle,
        user_id=device.wallet_id.bytes,
        challenge=passkey_challenges.draw(
            session, device, purpose=passkey_challenges.ADDING, now=now
        ),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=VERIFIED
        ),
        exclude_credentials=_descriptors(session, device.wallet_id),
    )
    return webauthn.options_to_json(options)


def add(
    session: Session,
    device: Device,
    here: RelyingParty,
    *,
    answer: dict[str, Any],
    pin: str,
    now: datetime,
) -> Passkey:
    """Keep the public half of a new passkey, for somebody who knows the wallet's PIN.

    Raises:
        PinMissing, PinWrong, PinLocked, PinMalformed: a passkey is added with the PIN.
        PasskeyRefused: not the answer to the last challenge, or known already.
    """
    pins.prove(session, device.wallet_id, pin=pin, now=now)
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=passkey_challenges.use(
                session, device, purpose=passkey_challenges.ADDING, now=now
            ),
            expected_rp_id=here.id,
            expected_origin=here.origin,
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise PasskeyRefused from error
    added = session.scalars(
        insert(Passkey)
        .values(
            wallet_id=device.wallet_id,
            device_id=device.id,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            added_at=now,
        )
        .on_conflict_do_nothing()
        .returning(Passkey)
    ).one_or_none()
    if added is None:
        raise PasskeyRefused
    return added


def ask_for_proof(
    session: Session, device: Device, here: RelyingParty, *, purpose: str, now: datetime
) -> str:
    """What the browser needs to sign, as JSON for `navigator.credentials.get`."""
    options = webauthn.generate_authentication_options(
        rp_id=here.id,
        challenge=passkey_challenges.draw(session, device, purpose=purpose, now=now),
        allow_credentials=_descriptors(session, device.wallet_id),
        user_verification=VERIFIED,
    )
    return webauthn.options_to_json(options)


def prove(
    session: Session,
    device: Device,
    here: RelyingParty,
    *,
    answer: dict[str, Any],
    purpose: str,
    now: datetime,
) -> Passkey:
    """Let somebody go on who holds one of the wallet's passkeys, and was asked for just this.

    Raises:
        PasskeyRefused.
    """
    passkey = _meant(session, device, answer)
    try:
        proof = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=passkey_challenges.use(session, device, purpose=purpose, now=now),
            expected_rp_id=here.id,
            expected_origin=here.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=_sign_count(session, passkey),
            require_user_verification=True,
        )
    except WebAuthnException as error:
        raise PasskeyRefused from error
    session.add(PasskeyUse(passkey_id=passkey.id, sign_count=proof.new_sign_count, used_at=now))
    session.flush()
    return passkey


def _meant(session: Session, device: Device, answer: dict[str, Any]) -> Passkey:
    try:
        credential_id = webauthn.base64url_to_bytes(str(answer.get("rawId")))
    except ValueError as error:
        raise PasskeyRefused from error
    for passkey in of_wallet(session, device.wallet_id):
        if passkey.credential_id == credential_id:
            return passkey
    raise PasskeyRefused


def _sign_count(session: Session, passkey: Passkey) -> int:
    last = session.scalar(
        select(func.max(PasskeyUse.sign_count)).where(PasskeyUse.passkey_id == passkey.id)
    )
    return passkey.sign_count if last is None else last


def _descriptors(session: Session, wallet_id: UUID) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=passkey.credential_id)
        for passkey in of_wallet(session, wallet_id)
    ]
