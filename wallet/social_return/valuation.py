"""Valuation: which table of rules an authority used from which day on.

An authority adopts a table as it stands in a file; the text is kept with it. A later version of
this software, or of the table, so never changes a figure that was assessed by an earlier one.
"""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, NotFound, Refused
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.social_return import rule_files
from wallet.social_return.rules import Rules


class ValuationRulesNotFound(NotFound):
    """No such table, or it is of another authority."""


class RuleFileUnknown(NotFound):
    """This version comes with no such table."""


class ValidityOutOfOrder(Invalid):
    """A table ends on the day it begins to hold, or later."""


class RulesAlreadyAdopted(Refused):
    """The authority has a table from that day on; a figure already rests on it."""

    def __init__(self, valid_from: date) -> None:
        super().__init__(f"another table holds from {valid_from}")
        self.valid_from = valid_from


class ValuationRules(Base):
    """A table as an authority adopted it; never edited, a new version is a new row."""

    __tablename__ = "valuation_rules"
    __table_args__ = (
        UniqueConstraint("authority_id", "valid_from"),
        UniqueConstraint("id", "authority_id"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
        CheckConstraint("length(text) between 1 and 100000", name="text"),
        CheckConstraint("digest = encode(sha256(convert_to(text, 'UTF8')), 'hex')", name="digest"),
    )

    id: Mapped[Key]
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    """The last day, where it is known."""
    text: Mapped[str]
    """The file, as it was."""
    digest: Mapped[str]
    adopted_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    adopted_at: Mapped[datetime]

    authority: Mapped[Organisation] = relationship()

    @property
    def rules(self) -> Rules:
        """What the table says."""
        return rule_files.read(self.text)


def adopt(
    session: Session,
    by: Membership,
    text: str,
    *,
    valid_from: date,
    valid_to: date | None = None,
    now: datetime,
) -> ValuationRules:
    """Let a table hold for contracts awarded from this day on.

    Raises:
        RuleFileMalformed: the text is no table.
        ValidityOutOfOrder, RulesAlreadyAdopted.
    """
    rule_files.read(text)
    if valid_to is not None and valid_to < valid_from:
        raise ValidityOutOfOrder
    take_turns(session, f"valuation-rules:{by.organisation_id}")
    if any(one.valid_from == valid_from for one in of_authority(session, by.organisation_id)):
        raise RulesAlreadyAdopted(valid_from)
    adopted = ValuationRules(
        authority_id=by.organisation_id,
        valid_from=valid_from,
        valid_to=valid_to,
        text=text,
        digest=sha256(text.encode()).hexdigest(),
        adopted_by_id=by.person_id,
        adopted_at=now,
    )
    session.add(adopted)
    session.flush()
    return adopted


def shipped(key: str) -> str:
    """The text of a table that comes with this version. Raises RuleFileUnknown."""
    text = rule_files.shipped().get(key)
    if text is None:
        raise RuleFileUnknown(key)
    return text


def rules_on(session: Session, authority_id: UUID, day: date) -> ValuationRules | None:
    """The table in force on a day; nothing where the authority adopted none for it."""
    latest = session.scalars(
        select(ValuationRules)
        .where(ValuationRules.authority_id == authority_id, ValuationRules.valid_from <= day)
        .order_by(ValuationRules.valid_from.desc())
        .limit(1)
    ).first()
    if latest is None or (latest.valid_to is not None and latest.valid_to < day):
        return None
    return latest


def of_authority(session: Session, authority_id: UUID) -> list[ValuationRules]:
    """Every version, the latest first."""
    return list(
        session.scalars(
            select(ValuationRules)
            .where(ValuationRules.authority_id == authority_id)
            .order_by(ValuationRules.valid_from.desc())
        )
    )


def get_of_authority(session: Session, authority_id: UUID, rules_id: UUID) -> ValuationRules:
    """Raises ValuationRulesNotFound."""
    found = session.get(ValuationRules, rules_id)
    if found is None or found.authority_id != authority_id:
        raise ValuationRulesNotFound(rules_id)
    return found
