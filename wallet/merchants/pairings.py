"""A pairing: the one-time code that makes a device a till, and the token it then holds."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base, Key, known, row_of, rows, take_turns
from wallet.errors import Refused
from wallet.identity import tokens
from wallet.identity.people import Person
from wallet.merchants.tills import Till

VALID_FOR = timedelta(minutes=15)


class PairingCodeUnknown(Refused):
    """No merchant made this code, or it was typed wrong."""


class PairingExpired(Refused):
    """The code was not used in time; the merchant makes a new one."""

    def __init__(self, *, expired_at: datetime) -> None:
        super().__init__(f"the pairing code expired at {expired_at:%Y-%m-%d %H:%M}")
        self.expired_at = expired_at


class PairingAlreadyUsed(Refused):
    """A device was paired with this code before."""


class TillPairing(Base):
    """A code for one till, of which only the digest is kept."""

    __tablename__ = "till_pairing"
    __table_args__ = (CheckConstraint("expires_at > issued_at", name="lifetime"),)

    id: Mapped[Key]
    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"), index=True)
    code_digest: Mapped[str] = mapped_column(unique=True)
    issued_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class TillToken(Base):
    """The digest of the token a till signs in with; one a pairing at most, by constraint."""

    __tablename__ = "till_token"

    digest: Mapped[str] = mapped_column(primary_key=True)
    pairing_id: Mapped[UUID] = mapped_column(ForeignKey("till_pairing.id"), unique=True)
    till_id: Mapped[UUID] = mapped_column(ForeignKey("till.id"), index=True)
    paired_at: Mapped[datetime]


class TillTokenEnd(Base):
    """This token opens nothing since then: another device was paired, or the owner said so."""

    __tablename__ = "till_token_end"

    digest: Mapped[str] = mapped_column(ForeignKey("till_token.digest"), primary_key=True)
    ended_at: Mapped[datetime]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    """Without a person, a later pairing ended it."""


def issue(session: Session, till: Till, *, by: Person, now: datetime) -> str:
    """Make a pairing code for a till, good once and for fifteen minutes. It is told once: here.

    Raises:
        TillBlocked: a blocked till stays out of use; add another.
    """
    till.check_open()
    code = tokens.new_code()
    session.add(
        TillPairing(
            till_id=till.id,
            code_digest=tokens.digest(code),
            issued_by_id=by.id,
            issued_at=now,
            expires_at=now + VALID_FOR,
        )
    )
    session.flush()
    return code


def pair(session: Session, code: str, *, now: datetime) -> str:
    """Make the device that typed this code the till, and tell it its token, once.

    A till is one device: the token of the device before it opens nothing from now on.

    Raises:
        PairingCodeUnknown, PairingExpired, PairingAlreadyUsed: get a new code.
    """
    digest = tokens.digest(tokens.read_code(code))
    pairing = session.scalars(
        select(TillPairing).where(TillPairing.code_digest == digest)
    ).one_or_none()
    if pairing is None:
        raise PairingCodeUnknown
    if now >= pairing.expires_at:
        raise PairingExpired(expired_at=pairing.expires_at)

    take_turns(session, f"till-token:{pairing.till_id}")
    earlier = _live_tokens(session, pairing.till_id)
    token = tokens.new_token()
    paired = session.execute(
        insert(TillToken)
        .values(
            digest=tokens.digest(token),
            pairing_id=pairing.id,
            till_id=pairing.till_id,
            paired_at=now,
        )
        .on_conflict_do_nothing()
        .returning(TillToken.digest)
    ).first()
    if paired is None:
        raise PairingAlreadyUsed
    _end(session, earlier, by=None, now=now)
    return token


def unpair(session: Session, till: Till, *, by: Person, now: datetime) -> None:
    """Let go of the device at once; the till itself can be paired again. Again changes nothing."""
    take_turns(session, f"till-token:{till.id}")
    _end(session, _live_tokens(session, till.id), by=by, now=now)


def paired_at(session: Session, till_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Which of these tills have a device, and since when."""
    rows = session.execute(
        select(TillToken.till_id, TillToken.paired_at).where(
            TillToken.till_id.in_(till_ids), _is_live()
        )
    )
    return {till_id: since for till_id, since in rows}  # noqa: C416 - rows are no pairs to mypy


def find_till(session: Session, token: str) -> Till | None:
    """The till whose device holds this token, with all a sale asks of it, in one query."""
    for id_, merchant_id, name, created_at, blocked_at, rests_until, joined_ids in rows(
        session, _PAIRED_TILL, tokens.digest(token)
    ):
        till = row_of(
            Till,
            id=id_,
            merchant_id=merchant_id,
            name=name,
            created_at=created_at,
            rests_until=rests_until,
            joined_ids=joined_ids,
        )
        return known(session, till, without="blocked" if blocked_at is None else None)
    return None


_PAIRED_TILL = """
select till.id, merchant_id, name, created_at, blocked_at,
       (select max(until_at) from till_rest where till_rest.till_id = till.id),
       (select array_agg(programme_id) from merchant_programme as joined
        where joined.merchant_id = till.merchant_id)
from till_token as token
join till on till.id = token.till_id
left join till_block on till_block.till_id = till.id
where token.digest = $1
  and not exists (select from till_token_end as ended where ended.digest = token.digest)
"""


def _is_live() -> ColumnElement[bool]:
    return ~exists().where(TillTokenEnd.digest == TillToken.digest)


def _live_tokens(session: Session, till_id: UUID) -> list[str]:
    return list(
        session.scalars(select(TillToken.digest).where(TillToken.till_id == till_id, _is_live()))
    )


def _end(session: Session, digests: list[str], *, by: Person | None, now: datetime) -> None:
    for digest in digests:
        session.add(TillTokenEnd(digest=digest, ended_at=now, ended_by_id=by.id if by else None))
    session.flush()
