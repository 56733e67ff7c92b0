"""Bearer tokens with which a programme acts as a member of an organisation."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base
from wallet.identity import memberships, tokens
from wallet.identity.memberships import Membership


class AccessToken(Base):
    __tablename__ = "access_token"

    digest: Mapped[str] = mapped_column(primary_key=True)
    membership_id: Mapped[UUID] = mapped_column(ForeignKey("membership.id"))
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


def issue(session: Session, membership: Membership, *, now: datetime) -> str:
    """A new token for this membership; it cannot be read back later."""
    token = tokens.new_token()
    session.add(
        AccessToken(digest=tokens.digest(token), membership_id=membership.id, issued_at=now)
    )
    session.flush()
    return token


def find_membership(session: Session, token: str) -> Membership | None:
    """Whose token this is, if it is still good."""
    membership_id = session.scalars(
        select(AccessToken.membership_id).where(
            AccessToken.digest == tokens.digest(token), AccessToken.revoked_at.is_(None)
        )
    ).one_or_none()
    return memberships.find(session, membership_id) if membership_id else None
