"""What the bank's files say, and what came of them."""

from dataclasses import replace
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import build
from wallet.banking.camt_elements import Direction
from wallet.cli.demo_bank import Movement
from wallet.funds import payment_requests
from wallet.funds.funds import Fund
from wallet.funds.payment_requests import PaymentRequest
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import reconciliation
from wallet.settlement.reconciliation import Reconciliation


def a_request(session: Session, fund: Fund, cents: int = 100_00) -> PaymentRequest:
    by = build.a_person(session, name="Sponsor")
    return payment_requests.request(session, fund, amount=Euros(cents), by=by, now=build.NOW)


def a_credit(cents: int, **facts: object) -> Movement:
    return replace(Movement(uuid4().hex, Euros(cents), Direction.CREDIT), **facts)


def a_debit(cents: int, **facts: object) -> Movement:
    return replace(Movement(uuid4().hex, Euros(cents), Direction.DEBIT), **facts)


def take_in(session: Session, programme: Programme, content: bytes) -> Reconciliation:
    return reconciliation.take_in(
        session,
        content,
        operator_id=programme.operator_id,
        by=build.a_person(session, name="Treasurer"),
        now=build.NOW,
    )


def counts(taken: Reconciliation) -> tuple[int, int, int]:
    return taken.entry_count, taken.matched_count, taken.unmatched_count


def count_of(session: Session, table: type) -> int:
    return session.execute(select(func.count()).select_from(table)).scalar_one()
