"""Omissions: who is owed something and is not paid in a settlement, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship

from wallet import clock
from wallet.database import Base
from wallet.merchants import payee_accounts
from wallet.merchants.merchants import Merchant
from wallet.merchants.payee_accounts import PayeeAccount
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import blocks, calendars, returns
from wallet.settlement.balances import Owed


class OmissionReason(StrEnum):
    """Why a shop is not paid now; all of it is carried over to the next settlement."""

    NEGATIVE = "negative"
    """Reversals after a payout took more than the sales since."""
    BELOW_MINIMUM = "below-minimum"
    BLOCKED = "blocked"
    RESTING = "resting"
    """The last payout on the old account came back, and the new account still waits or rests."""


class SettlementOmission(Base):
    """This shop was left out of this settlement. `amount` may be below zero."""

    __tablename__ = "settlement_omission"
    __table_args__ = (
        CheckConstraint(
            "reason in ('negative', 'below-minimum', 'blocked', 'resting')", name="reason"
        ),
        CheckConstraint("amount_cents <> 0", name="amount"),
    )

    settlement_id: Mapped[UUID] = mapped_column(ForeignKey("settlement.id"), primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), primary_key=True)
    reason: Mapped[OmissionReason]
    amount: Mapped[Euros] = mapped_column("amount_cents")

    merchant: Mapped[Merchant] = relationship()


@dataclass(frozen=True)
class Omitted:
    """A shop that a settlement drawn up now would leave out."""

    owed: Owed
    reason: OmissionReason

    @property
    def merchant(self) -> Merchant:
        return self.owed.merchant

    @property
    def amount(self) -> Euros:
        return self.owed.net


@dataclass(frozen=True)
class Selection:
    """Whom a settlement drawn up now would pay, on which account, and whom not."""

    paid: list[Owed]
    omitted: list[Omitted]
    accounts: dict[UUID, PayeeAccount]
    """By merchant id."""
    came_back: frozenset[UUID] = frozenset()
    """Merchants whose last payout came back from the very account that would be paid now."""


def select_from(
    session: Session, programme: Programme, owed: list[Owed], *, now: datetime
) -> Selection:
    """Divide those who are owed something by the programme's calendar and what is known of them."""
    minimum = calendars.on(session, programme.id, clock.day_of(now)).minimum
    blocked = blocks.of_programme(session, programme.id)
    accounts = payee_accounts.of_merchants(session, [each.merchant for each in owed], now=now)
    dead = returns.dead_ibans(session, [each.merchant.id for each in owed])

    def reason_for(each: Owed) -> OmissionReason | None:
        account = accounts[each.merchant.id]
        if each.net < Euros(0):
            return OmissionReason.NEGATIVE
        if each.merchant.id in blocked:
            return OmissionReason.BLOCKED
        if each.net < minimum:
            return OmissionReason.BELOW_MINIMUM
        if account.has_successor and _is_dead(accounts, dead, each):
            return OmissionReason.RESTING
        return None

    paid, omitted = [], []
    for each in owed:
        reason = reason_for(each)
        if reason is None:
            paid.append(each)
        else:
            omitted.append(Omitted(each, reason))
    still_dead = {each.merchant.id for each in owed if _is_dead(accounts, dead, each)}
    return Selection(paid, omitted, accounts, frozenset(still_dead))


def _is_dead(accounts: dict[UUID, PayeeAccount], dead: dict[UUID, str], each: Owed) -> bool:
    """Whether the last payout came back from the account that would be paid now."""
    return dead.get(each.merchant.id) == accounts[each.merchant.id].iban


def write_down(session: Session, settlement_id: UUID, omitted: list[Omitted]) -> None:
    """Keep with a settlement whom it left out."""
    for each in omitted:
        session.add(
            SettlementOmission(
                settlement_id=settlement_id,
                merchant_id=each.merchant.id,
                reason=each.reason,
                amount=each.amount,
            )
        )
    session.flush()


def of_settlement(session: Session, settlement_id: UUID) -> list[SettlementOmission]:
    """Whom a settlement left out, by name."""
    return of_settlements(session, [settlement_id])[settlement_id]


def of_settlements(
    session: Session, settlement_ids: Collection[UUID]
) -> dict[UUID, list[SettlementOmission]]:
    """The same of several, by settlement id."""
    found: dict[UUID, list[SettlementOmission]] = {each: [] for each in settlement_ids}
    for omission in session.scalars(
        select(SettlementOmission)
        .join(SettlementOmission.merchant)
        .options(contains_eager(SettlementOmission.merchant))
        .where(SettlementOmission.settlement_id.in_(settlement_ids))
        .order_by(Merchant.name, Merchant.id)
    ):
        found[omission.settlement_id].append(omission)
    return found
