"""Declarations: what a contractor asks an authority to count for a period, frozen."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    UniqueConstraint,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key
from wallet.errors import NotFound
from wallet.identity.people import Person
from wallet.money import Euros, total
from wallet.social_return.assessments import Assessment
from wallet.social_return.declaration_lines import Correction, DeclarationLine
from wallet.social_return.declaration_questions import DeclarationQuestion
from wallet.social_return.obligations import Obligation
from wallet.social_return.periods import Period


class DeclarationNotFound(NotFound):
    """No such declaration, or it is between others."""


class DeclarationFigures(Base):
    """The totals of a declaration and its evidence: a text that nobody can change."""

    __tablename__ = "declaration_figures"
    __table_args__ = (
        UniqueConstraint("declaration_id", "counted_cents"),
        CheckConstraint("counted_cents >= 0", name="counted"),
        CheckConstraint("surplus_cents >= 0", name="surplus"),
        CheckConstraint("corrected_cents >= 0", name="corrected"),
        CheckConstraint(
            "evidence_sha256 = encode(sha256(convert_to(evidence, 'UTF8')), 'hex')",
            name="evidence",
        ),
    )

    declaration_id: Mapped[UUID] = mapped_column(ForeignKey("declaration.id"), primary_key=True)
    counted: Mapped[Euros] = mapped_column("counted_cents")
    """What is asked for: new in this period, limits applied."""
    surplus: Mapped[Euros] = mapped_column("surplus_cents")
    corrected: Mapped[Euros] = mapped_column("corrected_cents")
    """Taken back from earlier declarations."""
    evidence: Mapped[str]
    """JSON, as `wallet.social_return.evidence` describes it."""
    evidence_sha256: Mapped[str]


class Declaration(Base):
    """A period, and the place in the ledger up to which it was read. Periods never overlap."""

    __tablename__ = "declaration"
    __table_args__ = (
        UniqueConstraint("obligation_id", "number"),
        UniqueConstraint("id", "declared_by_id"),
        ForeignKeyConstraint(
            ["obligation_id", "contractor_id"], ["obligation.id", "obligation.contractor_id"]
        ),
        CheckConstraint("from_on <= to_on", name="period"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("length(seal_root) = 32", name="seal_root"),
    )

    id: Mapped[Key]
    obligation_id: Mapped[UUID]
    contractor_id: Mapped[UUID]
    number: Mapped[int]
    """1, 2, 3 ... for each obligation."""
    from_on: Mapped[date]
    to_on: Mapped[date]
    last_transfer_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("ledger.transfer.id"))
    """Nothing above it was read; every transfer up to it is under a seal."""
    seal_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("ledger.seal.id"))
    seal_root: Mapped[bytes] = mapped_column(LargeBinary)
    declared_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime]

    obligation: Mapped[Obligation] = relationship(viewonly=True)
    declared_by: Mapped[Person] = relationship()
    lines: Mapped[list[DeclarationLine]] = relationship(viewonly=True, lazy="selectin")
    corrections: Mapped[list[Correction]] = relationship(viewonly=True, lazy="selectin")
    figures: Mapped[DeclarationFigures] = relationship(viewonly=True, lazy="joined")
    assessment: Mapped[Assessment | None] = relationship(
        viewonly=True,
        lazy="joined",
        primaryjoin=lambda: Declaration.id == Assessment.declaration_id,
        foreign_keys=Assessment.declaration_id,
    )
    questions: Mapped[list[DeclarationQuestion]] = relationship(
        viewonly=True, lazy="selectin", order_by=DeclarationQuestion.asked_at
    )

    @property
    def period(self) -> Period:
        return Period(self.from_on, self.to_on)

    @property
    def evidence(self) -> dict[str, Any]:
        """The frozen evidence, read back."""
        facts: dict[str, Any] = json.loads(self.figures.evidence)
        return facts

    @property
    def net(self) -> Euros:
        """What is asked for, minus what is taken back."""
        return self.figures.counted - self.figures.corrected

    @property
    def recognised(self) -> Euros:
        """What the authority counts by it, below zero when more is taken back than is new."""
        approved = self.assessment.approved if self.assessment else Euros(0)
        return approved - self.figures.corrected

    @property
    def is_asked(self) -> bool:
        """Whether a question of the officer waits for an answer."""
        return any(question.answer is None for question in self.questions)


def of_obligation(session: Session, obligation_id: UUID) -> list[Declaration]:
    """The declarations for an obligation, the latest period first."""
    return list(
        session.scalars(
            select(Declaration)
            .where(Declaration.obligation_id == obligation_id)
            .order_by(Declaration.number.desc())
        )
    )


def waiting(session: Session, authority_id: UUID) -> list[Declaration]:
    """What an authority has not assessed yet, the oldest first."""
    return list(
        session.scalars(
            select(Declaration)
            .join(Obligation, Obligation.id == Declaration.obligation_id)
            .where(
                Obligation.authority_id == authority_id,
                Declaration.id.not_in(select(Assessment.declaration_id)),
            )
            .order_by(Declaration.declared_at)
        )
    )


def assessed(session: Session, authority_id: UUID, *, limit: int = 50) -> list[Declaration]:
    """What an authority assessed, the latest first."""
    return list(
        session.scalars(
            select(Declaration)
            .join(Obligation, Obligation.id == Declaration.obligation_id)
            .join(Assessment, Assessment.declaration_id == Declaration.id)
            .where(Obligation.authority_id == authority_id)
            .order_by(Assessment.assessed_at.desc())
            .limit(limit)
        )
    )


def get_seen_by(session: Session, organisation_id: UUID, declaration_id: UUID) -> Declaration:
    """Of this contractor, or to this authority. Raises DeclarationNotFound."""
    declaration = session.get(Declaration, declaration_id)
    if declaration is None or organisation_id not in (
        declaration.contractor_id,
        declaration.obligation.authority_id,
    ):
        raise DeclarationNotFound(declaration_id)
    return declaration


def get_of_authority(session: Session, authority_id: UUID, declaration_id: UUID) -> Declaration:
    """To this authority. Raises DeclarationNotFound."""
    declaration = get_seen_by(session, authority_id, declaration_id)
    if declaration.obligation.authority_id != authority_id:
        raise DeclarationNotFound(declaration_id)
    return declaration


def get_of_contractor(session: Session, contractor_id: UUID, declaration_id: UUID) -> Declaration:
    """Of this contractor. Raises DeclarationNotFound."""
    declaration = get_seen_by(session, contractor_id, declaration_id)
    if declaration.contractor_id != contractor_id:
        raise DeclarationNotFound(declaration_id)
    return declaration


def recognised(session: Session, obligation_ids: list[UUID]) -> Euros:
    """What was approved for these obligations together, minus what was taken back since."""
    assessed = session.scalars(
        select(Declaration).where(Declaration.obligation_id.in_(obligation_ids))
    )
    return total([declaration.recognised for declaration in assessed if declaration.assessment])
