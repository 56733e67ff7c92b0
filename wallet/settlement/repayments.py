"""Repayments: euros that go back, drafted by one person and agreed to by another.

Either what an entry brought that nobody asked for goes back to its sender; those euros are in no
book. Or the rest of a fund goes back to its sponsor; those leave the pot when the bank says so.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from wallet.banking import ibans
from wallet.banking.accounts import BankAccount
from wallet.banking.statements import BankEntry
from wallet.clock import day_of
from wallet.database import Base, Key, take_turns
from wallet.errors import Invalid, NotFound, Refused
from wallet.funds.funds import Fund
from wallet.identity.people import Person, check_name
from wallet.ledger import postings
from wallet.money import Euros, total
from wallet.programmes import programmes

LONGEST_REASON = 140
"""It stands in the bank's text as well: one line of a SEPA transfer (EPC: 140 characters)."""


class RepaymentNotFound(NotFound):
    """No such repayment, or it is from somebody else's bank account."""


class RepaymentReasonMissing(Invalid):
    """Who gets euros back reads why, in 1 to 140 characters."""


class OwnRepayment(Refused):
    """Who drafted a repayment does not agree to it."""


class RepaymentAlreadyDecided(Refused):
    """Somebody agreed to it, or put it aside, before."""


@dataclass(frozen=True)
class Payee:
    """Who gets the euros, on which account, and the words that come with them."""

    name: str
    iban: str
    reason: str

    def checked(self) -> "Payee":
        """Raises NameMissing, IbanInvalid, RepaymentReasonMissing."""
        reason = " ".join(self.reason.split())
        if not reason.isprintable() or not 0 < len(reason) <= LONGEST_REASON:
            raise RepaymentReasonMissing(len(reason))
        return Payee(check_name(self.name), ibans.normalise(self.iban), reason)


class Repayment(Base):
    """A draft. `bank_entry_id` for a sender's own euros, `fund_id` for the rest of a fund."""

    __tablename__ = "repayment"
    __table_args__ = (
        UniqueConstraint("id", "drawn_up_by_id"),
        CheckConstraint("num_nonnulls(bank_entry_id, fund_id) = 1", name="one_origin"),
        CheckConstraint("amount_cents > 0", name="amount"),
        CheckConstraint("iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'", name="iban"),
        CheckConstraint("length(payee) between 1 and 100", name="payee"),
        CheckConstraint("length(reason) between 1 and 140", name="reason"),
        CheckConstraint("length(end_to_end_id) between 1 and 35", name="end_to_end_id"),
    )

    id: Mapped[Key]
    bank_account_id: Mapped[UUID] = mapped_column(ForeignKey("bank_account.id"), index=True)
    bank_entry_id: Mapped[UUID | None] = mapped_column(ForeignKey("bank_entry.id"), index=True)
    fund_id: Mapped[UUID | None] = mapped_column(ForeignKey("fund.id"), index=True)
    amount: Mapped[Euros] = mapped_column("amount_cents")
    payee: Mapped[str]
    iban: Mapped[str]
    reason: Mapped[str]
    end_to_end_id: Mapped[str] = mapped_column(unique=True)
    drawn_up_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    drawn_up_at: Mapped[datetime]

    bank_account: Mapped[BankAccount] = relationship()
    bank_entry: Mapped[BankEntry | None] = relationship()
    fund: Mapped[Fund | None] = relationship()
    drawn_up_by: Mapped[Person] = relationship()
    decision: Mapped["RepaymentDecision | None"] = relationship(viewonly=True, lazy="joined")

    @property
    def is_put_aside(self) -> bool:
        return self.decision is not None and not self.decision.is_approved

    def may_be_approved_by(self, person: Person) -> bool:
        """Four eyes, and only once."""
        return self.decision is None and person.id != self.drawn_up_by_id

    @property
    def cause(self) -> str:
        return f"repayment:{self.id}"


class RepaymentDecision(Base):
    """Agreed to, or put aside: once, and agreed to only by another than its maker."""

    __tablename__ = "repayment_decision"
    __table_args__ = (
        UniqueConstraint("repayment_id", "is_approved"),
        ForeignKeyConstraint(
            ["repayment_id", "drawn_up_by_id"], ["repayment.id", "repayment.drawn_up_by_id"]
        ),
        CheckConstraint("not is_approved or decided_by_id <> drawn_up_by_id", name="four_eyes"),
    )

    repayment_id: Mapped[UUID] = mapped_column(primary_key=True)
    drawn_up_by_id: Mapped[UUID]
    is_approved: Mapped[bool]
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]

    decided_by: Mapped[Person] = relationship()


def draw_up(
    session: Session,
    origin: BankEntry | Fund,
    *,
    amount: Euros,
    payee: Payee,
    by: Person,
    now: datetime,
) -> Repayment:
    """Draft it; whether the origin holds that much is for the callers, who know the origin.

    Raises:
        NameMissing, IbanInvalid, RepaymentReasonMissing.
    """
    to = payee.checked()
    is_entry = isinstance(origin, BankEntry)
    repayment_id = uuid4()
    repayment = Repayment(
        id=repayment_id,
        bank_account_id=_account_id(origin),
        bank_entry_id=origin.id if is_entry else None,
        fund_id=None if is_entry else origin.id,
        amount=amount,
        payee=to.name,
        iban=to.iban,
        reason=to.reason,
        end_to_end_id=f"REPAYMENT-{day_of(now):%y%m%d}-{repayment_id.hex[:12].upper()}",
        drawn_up_by=by,
        drawn_up_at=now,
    )
    session.add(repayment)
    session.flush()
    return repayment


def decide(
    session: Session, repayment: Repayment, *, is_approved: bool, by: Person, now: datetime
) -> RepaymentDecision:
    """Agree that these euros go back, or put the draft aside; its maker may only do the latter.

    Raises:
        OwnRepayment, RepaymentAlreadyDecided
    """
    if is_approved and by.id == repayment.drawn_up_by_id:
        raise OwnRepayment(repayment.id)
    take_turns(session, f"repayment:{repayment.id}")
    if session.get(RepaymentDecision, repayment.id, populate_existing=True) is not None:
        raise RepaymentAlreadyDecided(repayment.id)
    decision = RepaymentDecision(
        repayment_id=repayment.id,
        drawn_up_by_id=repayment.drawn_up_by_id,
        is_approved=is_approved,
        decided_by=by,
        decided_at=now,
    )
    session.add(decision)
    session.flush()
    session.refresh(repayment, ["decision"])
    return decision


def get_operated_by(session: Session, operator_id: UUID, repayment_id: UUID) -> Repayment:
    """One from a bank account of this operator's programmes. Raises RepaymentNotFound."""
    found = session.get(Repayment, repayment_id)
    if found is None or found.bank_account_id not in _accounts_of(session, operator_id):
        raise RepaymentNotFound(repayment_id)
    return found


def of_fund(session: Session, fund: Fund) -> list[Repayment]:
    """What another person agreed to that goes back to the sponsor of this fund, newest first."""
    drafted = session.scalars(
        select(Repayment)
        .where(Repayment.fund_id == fund.id)
        .order_by(Repayment.drawn_up_at.desc(), Repayment.id)
    )
    return [each for each in drafted if each.decision is not None and each.decision.is_approved]


def get_of_sponsor(session: Session, sponsor_id: UUID, repayment_id: UUID) -> Repayment:
    """Of a fund of this sponsor, agreed to. Raises RepaymentNotFound."""
    found = session.get(Repayment, repayment_id)
    if found is None or found.fund is None or found.fund.sponsor_id != sponsor_id:
        raise RepaymentNotFound(repayment_id)
    if found.decision is None or not found.decision.is_approved:
        raise RepaymentNotFound(repayment_id)
    return found


def operated_by(session: Session, operator_id: UUID) -> list[Repayment]:
    """The repayments from an operator's bank accounts, newest first."""
    return list(
        session.scalars(
            select(Repayment)
            .options(joinedload(Repayment.drawn_up_by))
            .where(Repayment.bank_account_id.in_(_accounts_of(session, operator_id)))
            .order_by(Repayment.drawn_up_at.desc(), Repayment.id)
        )
    )


def on_its_way(session: Session, fund: Fund) -> Euros:
    """What goes back of a fund and is still in its pot: drafted or ordered, not seen as paid."""
    drafted = session.scalars(select(Repayment).where(Repayment.fund_id == fund.id)).all()
    return total(
        [
            each.amount
            for each in drafted
            if not each.is_put_aside and postings.find(session, each.cause) is None
        ]
    )


def _account_id(origin: BankEntry | Fund) -> UUID:
    if isinstance(origin, BankEntry):
        return origin.bank_account_id
    return origin.programme.bank_account_id


def _accounts_of(session: Session, operator_id: UUID) -> set[UUID]:
    return {p.bank_account_id for p in programmes.operated_by(session, operator_id)}
