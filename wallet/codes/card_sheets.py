"""A sheet of blank cards, ten to a page of A4, as an organisation ordered it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key
from wallet.errors import NotFound
from wallet.identity.organisations import Organisation
from wallet.programmes.programmes import Programme


class CardSheetNotFound(NotFound):
    """Not a sheet of this organisation."""


class CardSheet(Base):
    """Ordered by an organisation, for participants of one programme."""

    __tablename__ = "card_sheet"
    __table_args__ = (
        ForeignKeyConstraint(
            ["programme_id", "organisation_id"],
            ["programme_organisation.programme_id", "programme_organisation.organisation_id"],
            name="fk_card_sheet_takes_part",
        ),
        CheckConstraint("page_count between 1 and 10", name="page_count"),
    )

    id: Mapped[Key]
    programme_id: Mapped[UUID]
    organisation_id: Mapped[UUID] = mapped_column(index=True)
    page_count: Mapped[int]
    ordered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    ordered_at: Mapped[datetime]

    programme: Mapped[Programme] = relationship(
        viewonly=True, primaryjoin="foreign(CardSheet.programme_id) == Programme.id"
    )
    organisation: Mapped[Organisation] = relationship(
        viewonly=True, primaryjoin="foreign(CardSheet.organisation_id) == Organisation.id"
    )


def get(session: Session, organisation_id: UUID, sheet_id: UUID) -> CardSheet:
    """One of this organisation's own sheets. Raises CardSheetNotFound."""
    sheet = session.get(CardSheet, sheet_id)
    if sheet is None or sheet.organisation_id != organisation_id:
        raise CardSheetNotFound
    return sheet


def of_organisation(session: Session, organisation_id: UUID) -> list[CardSheet]:
    """An organisation's sheets, the newest first."""
    return list(
        session.scalars(
            select(CardSheet)
            .where(CardSheet.organisation_id == organisation_id)
            .order_by(CardSheet.ordered_at.desc(), CardSheet.id)
        )
    )
