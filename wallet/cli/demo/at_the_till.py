"""What can go otherwise at a till of the demo town: a PIN for large amounts, and disputes."""

from datetime import datetime, timedelta

from wallet.cli.demo.money import Town
from wallet.database import Session
from wallet.merchants import disputes
from wallet.merchants.disputes import DisputeReason
from wallet.merchants.redemptions import Redemption
from wallet.wallets import pins
from wallet.wallets.devices import Device

PAY_PIN = "80417"
"""Of the participant whose start code `wallet demo access` prints."""
SORRY = "Het waren twee broden en een krentenbol. Kom gerust langs."
SHOPS = 3
"""Sales go round the shops: every third is the baker's."""


def choose_pin(session: Session, phone: Device, *, now: datetime) -> None:
    """From now on this participant is asked, on the phone, for amounts above the floor."""
    pins.choose(session, phone, pin=PAY_PIN, now=now)


def dispute(session: Session, town: Town, sold: list[Redemption], *, now: datetime) -> None:
    """Three sales of the baker were not right: one waits, one was kept, one is given back."""
    baker = town.staff["merchant"].person
    waiting, kept, returned = sold[::SHOPS][:3]
    soon = now - timedelta(minutes=30)
    disputes.open_dispute(session, waiting, reason=DisputeReason.WRONG_AMOUNT, now=soon)
    answered = disputes.open_dispute(session, kept, reason=DisputeReason.GOT_NOTHING, now=soon)
    disputes.keep(session, answered, words=SORRY, by=baker, now=now)
    undone = disputes.open_dispute(session, returned, reason=DisputeReason.NOT_ME, now=soon)
    disputes.give_back(session, undone, by=baker, now=now)
