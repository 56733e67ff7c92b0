"""What happens once a week, a month or a quarter, through the domain's own functions."""

from datetime import datetime, timedelta

from bench.town import bank, pasts
from bench.town.residents import Town
from wallet import clock
from wallet.settlement import approvals, payment_files, settlements
from wallet.settlement.payment_files import PaymentFile
from wallet.settlement.payouts import Payout
from wallet.settlement.settlements import NothingToPayOut
from wallet.wallets import lapsing

BOUNCES_EVERY = 9
"""Weeks between two payouts that come back."""


class Treasury:
    """Pays the shops each week; the bank confirms it the next day."""

    def __init__(self, town: Town) -> None:
        self._town, self._weeks = town, 0
        self._ordered: tuple[list[Payout], PaymentFile] | None = None
        self._bounced: list[Payout] = []

    def settle(self, *, now: datetime) -> None:
        """One treasurer draws up, the other approves, and the file goes to the bank."""
        town, (maker, approver) = self._town, self._town.treasurers
        pasts.it_is(town.session, now)
        try:
            drawn_up = settlements.draw_up(town.session, town.programme, by=maker.person, now=now)
        except NothingToPayOut:
            return
        approvals.approve(
            town.session, drawn_up, by=approver.person, now=now + timedelta(minutes=10)
        )
        file = payment_files.make(town.session, drawn_up, now=now + timedelta(minutes=20))
        self._weeks += 1
        self._ordered = list(drawn_up.payouts), file

    def confirm(self, *, now: datetime) -> None:
        """The statement: all was paid, and now and then one comes back a week later."""
        if self._ordered is None:
            return
        pasts.it_is(self._town.session, now)
        payouts, file = self._ordered
        back = [bank.came_back(payout) for payout in self._bounced]
        bank.take_in(self._town, [bank.paid(payouts, file), *back], now=now)
        self._bounced = payouts[:1] if self._weeks % BOUNCES_EVERY == 1 else []
        self._ordered = None


def lapse(town: Town, *, now: datetime) -> None:
    """Coins that nobody spent in time go back to their pots."""
    today = clock.day_of(now)
    pasts.it_is(town.session, now)
    lapsing.lapse_all(town.session, today)
    for one in town.participants:
        one.purses = [purse for purse in one.purses if purse.expires_on >= today]
