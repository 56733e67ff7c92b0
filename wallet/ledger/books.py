"""A book is a closed world of accounts: value never leaves it. There is one per fund."""

from datetime import datetime

from sqlalchemy import BigInteger, Identity, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.database import Base


class Book(Base):
    __tablename__ = "book"
    __table_args__ = {"schema": "ledger"}  # noqa: RUF012 - SQLAlchemy reads this class attribute

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())


def open_book(session: Session) -> int:
    """Open a book with its `bank` and its `pot`, both empty, and return its id."""
    book_id: int = session.execute(select(func.ledger.open_book())).scalar_one()
    return book_id
