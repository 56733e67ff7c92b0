"""What waits for the treasurers of the demo town: each case a bank statement can leave to them."""

from datetime import datetime

from wallet.banking.camt_elements import Direction
from wallet.cli.demo import money
from wallet.cli.demo.money import PAYER_IBAN, Town
from wallet.cli.demo_bank import Batch, Movement
from wallet.database import Session
from wallet.funds import top_ups
from wallet.money import Euros
from wallet.settlement import settlements

NEIGHBOUR_IBAN = "NL91ABNA0417164300"


def leave(session: Session, town: Town, *, now: datetime) -> None:
    """One pays more than was asked, one quotes nothing, and one payout comes back."""
    [(asked, _), *_] = top_ups.open_requests(session, town.programme.operator_id)
    booked: list[Movement | Batch] = [
        Movement(
            reference="DEMO-TOO-MUCH",
            amount=asked.amount + Euros(250_00),
            direction=Direction.CREDIT,
            structured_reference=asked.reference,
            name=town.staff["sponsor"].organisation.name,
            iban=PAYER_IBAN,
        ),
        Movement(
            reference="DEMO-NO-REFERENCE",
            amount=Euros(75_00),
            direction=Direction.CREDIT,
            remittance="Bijdrage buurtfeest",
            name="Wijkraad Zuid",
            iban=NEIGHBOUR_IBAN,
        ),
        _came_back(session, town),
    ]
    money.take_in_statement(session, town, booked, now=now)


def _came_back(session: Session, town: Town) -> Movement:
    """The smallest payout of the last settlement: the account is closed."""
    [latest, *_] = settlements.operated_by(session, town.programme.operator_id)
    payout = min(latest.payouts, key=lambda each: each.amount)
    return Movement(
        reference=f"DEMO-BACK-{payout.end_to_end_id}",
        amount=payout.amount,
        direction=Direction.CREDIT,
        end_to_end_id=payout.end_to_end_id,
        name=payout.payee,
        iban=payout.iban,
        is_return=True,
    )
