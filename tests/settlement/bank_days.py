"""A bank account as the bank keeps it: what it booked, day by day, and which statements arrived."""

from datetime import timedelta

from lxml import etree
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import files
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Batch, Movement
from wallet.money import Euros, total
from wallet.programmes.programmes import Programme


class BankDays:
    """What the bank knows; the books hear of it by its statements only, some of them late."""

    def __init__(self, session: Session, programme: Programme, *, opening: Euros) -> None:
        self.session = session
        self.programme = programme
        self.opening = opening
        self.balance = opening
        self.days = 0
        self.booked: list[Movement | Batch] = []
        self.late: list[tuple[int, Euros, bytes]] = []
        """Day, net movement and bytes of the statements that did not arrive yet."""
        self.arrived: list[tuple[int, Euros, bytes]] = []

    def book(self, *lines: Movement | Batch) -> None:
        """Money moves; the next statement will say so."""
        self.booked += lines

    def end_day(self, *, arrives: bool) -> None:
        """Write the statement of the day, and send it or lose it on the way."""
        self.days += 1
        content = demo_bank.statement(
            iban=self.programme.bank_account.iban,
            opening=self.balance,
            booked=self.booked,
            on=build.TODAY + timedelta(days=self.days),
            number=self.days,
        )
        net = total([line.signed for line in self.booked])
        self.balance += net
        self.booked = []
        self.late.append((self.days, net, content))
        if arrives:
            self.deliver([self.late[-1]])

    def deliver(self, some: list[tuple[int, Euros, bytes]]) -> None:
        """One file with the statements of these days."""
        if some:
            files.take_in(self.session, self.programme, _together([each[2] for each in some]))
            self.arrived += some
            self.late = [each for each in self.late if each not in some]

    @property
    def last_seen(self) -> int:
        return max((day for day, _, _ in self.arrived), default=0)

    @property
    def seen_balance(self) -> Euros:
        """What the last statement that arrived closes with."""
        if not self.arrived:
            return Euros(0)
        earlier = [net for day, net, _ in self.arrived + self.late if day <= self.last_seen]
        return self.opening + total(earlier)

    @property
    def unseen(self) -> list[tuple[int, Euros]]:
        """Lost statements between, or before, those that arrived: day and net movement."""
        return [(day, net) for day, net, _ in self.late if day < self.last_seen]


def _together(contents: list[bytes]) -> bytes:
    """Several statements in one file, as banks send after a weekend."""
    first, *others = [etree.fromstring(content) for content in contents]
    for other in others:
        first[0].append(other[0].findall("{*}Stmt")[0])
    return bytes(etree.tostring(first, xml_declaration=True, encoding="UTF-8"))
