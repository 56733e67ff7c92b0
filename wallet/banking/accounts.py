"""The bank accounts in which the euros stand: always somebody else's, never the platform's."""

from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet.banking import ibans
from wallet.database import Base, Key
from wallet.identity.people import check_name


class BankAccount(Base):
    """An account of a municipality or a client-money foundation, whose statements we read."""

    __tablename__ = "bank_account"
    __table_args__ = (
        CheckConstraint("iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'", name="iban"),
        CheckConstraint("length(holder) between 1 and 100", name="holder"),
    )

    id: Mapped[Key]
    iban: Mapped[str] = mapped_column(unique=True)
    holder: Mapped[str]
    bic: Mapped[str | None]


def open_account(
    session: Session, *, iban: str, holder: str, bic: str | None = None
) -> BankAccount:
    """Take an account into the books; its statements can be taken in from now on.

    Raises:
        IbanInvalid, NameMissing: no such account number, or nobody's.
    """
    normalised = ibans.normalise(iban)
    account = BankAccount(
        iban=normalised, holder=check_name(holder), bic=bic or ibans.bic_of(normalised)
    )
    session.add(account)
    session.flush()
    return account


def find_by_iban(session: Session, iban: str) -> BankAccount | None:
    return session.scalar(select(BankAccount).where(BankAccount.iban == iban))
