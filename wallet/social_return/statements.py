"""Statements: what an authority recognises of an obligation, numbered, signed, and checkable.

Numbers of an authority run on without a gap: each statement points at the one before it. A
statement is never edited; a wrong one is withdrawn by a second person, with a reason.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, NotFound, Refused
from wallet.identity import tokens
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.people import Person
from wallet.ledger.seal_keys import SigningKey
from wallet.social_return import statement_documents
from wallet.social_return.closings import Closing
from wallet.social_return.obligations import Obligation, ObligationNotFound
from wallet.social_return.statement_documents import Document
from wallet.social_return.withdrawals import StatementWithdrawal

WORDS_LENGTH = 2_000


class StatementNotFound(NotFound):
    """No such statement, or number and check do not belong together."""


class StatementStands(Refused):
    """There is a valid statement about this contract; it must be withdrawn first."""

    def __init__(self, number: int) -> None:
        super().__init__(f"statement {number} is valid")
        self.number = number


class WordsMissing(Invalid):
    """The authority's text on a statement takes 1 to 2,000 characters."""


class SigningKeyMissing(Refused):
    """This installation has no key to sign with."""


class Statement(Base):
    """The signed text is the statement; the columns beside it are for finding it."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("authority_id", "number"),
        UniqueConstraint("check_code"),
        UniqueConstraint("id", "issued_by_id"),
        ForeignKeyConstraint(
            ["authority_id", "follows"], ["statement.authority_id", "statement.number"]
        ),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(
            "(number = 1) = (follows is null) and (follows is null or follows = number - 1)",
            name="gapless",
        ),
        CheckConstraint("check_code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'", name="check_code"),
        CheckConstraint("length(document) between 1 and 100000", name="document"),
        CheckConstraint("length(signature) = 64", name="signature"),
        CheckConstraint("key_id ~ '^[0-9a-f]{16}$'", name="key_id"),
    )

    id: Mapped[Key]
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    number: Mapped[int]
    follows: Mapped[int | None]
    obligation_id: Mapped[UUID] = mapped_column(ForeignKey("obligation.id"), index=True)
    check_code: Mapped[str]
    """Ten letters and digits that nobody guesses: a number alone finds nothing."""
    document: Mapped[str]
    """The signed text, as `docs/statement-format.md` describes it."""
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    key_id: Mapped[str]
    issued_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    issued_at: Mapped[datetime]

    obligation: Mapped[Obligation] = relationship()
    authority: Mapped[Organisation] = relationship()
    issued_by: Mapped[Person] = relationship()
    withdrawal: Mapped[StatementWithdrawal | None] = relationship(viewonly=True, lazy="joined")

    @property
    def is_valid(self) -> bool:
        return self.withdrawal is None

    @property
    def facts(self) -> Document:
        """The signed text, read back."""
        return statement_documents.read(self.document)


def issue(
    session: Session,
    closing: Closing,
    *,
    by: Membership,
    words: str,
    key: SigningKey | None,
    now: datetime,
) -> Statement:
    """State what stands for an obligation now, in the authority's words, for good.

    Raises:
        ObligationNotFound: to another authority.
        StatementStands: there is a valid one.
        WordsMissing: the authority says something about it.
        SigningKeyMissing: nobody could check it.
    """
    obligation = closing.obligation
    if obligation.authority_id != by.organisation_id:
        raise ObligationNotFound(obligation.id)
    said = words.strip()
    if not 1 <= len(said) <= WORDS_LENGTH or not "".join(said.splitlines()).isprintable():
        raise WordsMissing
    if key is None:
        raise SigningKeyMissing
    take_turns(session, f"statements:{by.organisation_id}")
    check_none_stands(session, obligation)
    latest = session.scalar(
        select(func.max(Statement.number)).where(Statement.authority_id == by.organisation_id)
    )
    number = (latest or 0) + 1
    check_code = tokens.new_code().replace("-", "")
    document = statement_documents.write(
        closing, number=number, check_code=check_code, words=said, now=now
    )
    statement = Statement(
        authority_id=by.organisation_id,
        number=number,
        follows=latest,
        obligation_id=obligation.id,
        check_code=check_code,
        document=document,
        signature=key.sign(document.encode()),
        key_id=key.id,
        issued_by_id=by.person_id,
        issued_at=now,
    )
    session.add(statement)
    session.flush()
    return statement


def check_none_stands(session: Session, obligation: Obligation) -> None:
    """Raises StatementStands."""
    if (standing := find_valid(session, obligation.id)) is not None:
        raise StatementStands(standing.number)


def find_valid(session: Session, obligation_id: UUID) -> Statement | None:
    """The statement that stands about this obligation."""
    return next((one for one in of_obligation(session, obligation_id) if one.is_valid), None)


def of_obligation(session: Session, obligation_id: UUID) -> list[Statement]:
    """Newest first."""
    return list(
        session.scalars(
            select(Statement)
            .where(Statement.obligation_id == obligation_id)
            .order_by(Statement.number.desc())
        )
    )


def of_authority(session: Session, authority_id: UUID) -> list[Statement]:
    """Newest first."""
    return list(
        session.scalars(
            select(Statement)
            .where(Statement.authority_id == authority_id)
            .order_by(Statement.number.desc())
        )
    )


def of_contractor(session: Session, contractor_id: UUID) -> list[Statement]:
    """About any contract of this contractor, newest first."""
    return list(
        session.scalars(
            select(Statement)
            .join(Obligation, Obligation.id == Statement.obligation_id)
            .where(Obligation.contractor_id == contractor_id)
            .order_by(Statement.issued_at.desc())
        )
    )


def last_words(session: Session, authority_id: UUID) -> str | None:
    """What this authority wrote on its last statement."""
    issued = of_authority(session, authority_id)
    return issued[0].facts.words if issued else None


def get_seen_by(session: Session, organisation_id: UUID, statement_id: UUID) -> Statement:
    """Of this authority, or about this contractor. Raises StatementNotFound."""
    statement = session.get(Statement, statement_id)
    if statement is None or organisation_id not in (
        statement.authority_id,
        statement.obligation.contractor_id,
    ):
        raise StatementNotFound(statement_id)
    return statement


def get_of_authority(session: Session, authority_id: UUID, statement_id: UUID) -> Statement:
    """Of this authority. Raises StatementNotFound."""
    statement = get_seen_by(session, authority_id, statement_id)
    if statement.authority_id != authority_id:
        raise StatementNotFound(statement_id)
    return statement


def get_by_check(session: Session, number: int, check_code: str) -> Statement:
    """For whoever holds the paper: number and check together. Raises StatementNotFound."""
    code = "".join(check_code.split()).replace("-", "").upper()
    if not set(code) <= set(tokens.CROCKFORD):  # a NUL is no text to the database
        raise StatementNotFound(number)
    statement = session.scalars(
        select(Statement).where(Statement.check_code == code, Statement.number == number)
    ).one_or_none()
    if statement is None:
        raise StatementNotFound(number)
    return statement
