"""The town's bank: its statements, each going on where the last one ended."""

from datetime import datetime

from bench.town.residents import Town
from wallet import clock
from wallet.banking import statements
from wallet.banking.camt_elements import Direction
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Batch, Movement
from wallet.funds.payment_requests import PaymentRequest
from wallet.money import Euros
from wallet.settlement import reconciliation
from wallet.settlement.payment_files import PaymentFile
from wallet.settlement.payouts import Payout


def take_in(town: Town, booked: list[Movement | Batch], *, now: datetime) -> None:
    """Import the statement of this day, as the treasurer does."""
    account = town.programme.bank_account
    last = statements.latest(town.session, account.id)
    content = demo_bank.statement(
        iban=account.iban,
        opening=last.closing_balance if last else Euros(0),
        booked=booked,
        on=clock.day_of(now),
        number=(last.sequence_number or 0) + 1 if last else 1,
    )
    treasurer = town.treasurers[0]
    reconciliation.take_in(
        town.session, content, operator_id=treasurer.organisation_id, by=treasurer.person, now=now
    )


def received(request: PaymentRequest) -> Movement:
    """A sponsor paid what it was asked."""
    return Movement(
        reference=f"IN-{request.reference}",
        amount=request.amount,
        direction=Direction.CREDIT,
        structured_reference=request.reference,
        name=request.fund.sponsor.name,
        iban="NL02ABNA0123456789",
    )


def paid(payouts: list[Payout], file: PaymentFile) -> Batch:
    """A payment file was carried out, as one amount with its details."""
    return Batch(
        reference=f"OUT-{file.message_id}",
        movements=tuple(
            Movement(
                reference=f"OUT-{payout.end_to_end_id}",
                amount=payout.amount,
                direction=Direction.DEBIT,
                end_to_end_id=payout.end_to_end_id,
                name=payout.payee,
                iban=payout.iban,
                batch=file.message_id,
            )
            for payout in payouts
        ),
    )


def came_back(payout: Payout) -> Movement:
    """The shop's account could not be paid."""
    return Movement(
        reference=f"BACK-{payout.end_to_end_id}",
        amount=payout.amount,
        direction=Direction.CREDIT,
        end_to_end_id=payout.end_to_end_id,
        name=payout.payee,
        iban=payout.iban,
        is_return=True,
    )
