"""Withdrawals: a statement that is no longer valid, and why; said by a second person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wallet.database import Base


class StatementWithdrawal(Base):
    """It is no longer valid, and why; said by somebody who did not issue it."""

    __tablename__ = "statement_withdrawal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["statement_id", "issued_by_id"], ["statement.id", "statement.issued_by_id"]
        ),
        CheckConstraint("withdrawn_by_id <> issued_by_id", name="four_eyes"),
        CheckConstraint("length(reason) between 1 and 500", name="reason"),
    )

    statement_id: Mapped[UUID] = mapped_column(primary_key=True)
    issued_by_id: Mapped[UUID]
    reason: Mapped[str]
    withdrawn_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime]
