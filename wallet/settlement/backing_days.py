"""Backing days: the proof of a day, signed and chained, kept for everybody to check for ever.

`docs/backing-format.md` has the text that is signed, `docs/verify_backing.py` checks it offline.
"""

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.banking.accounts import BankAccount
from wallet.clock import day_of
from wallet.database import Base, take_turns
from wallet.funds.funds import Fund
from wallet.ledger import canonical
from wallet.ledger.seal_keys import SigningKey
from wallet.money import Euros
from wallet.settlement import backing_checks
from wallet.settlement.backing_checks import AccountCheck, Verdict

FORMAT = "wallet-backing:1"
NO_HASH = bytes(32)
"""What the first day names as the hash of the one before it."""


class BackingLine(Base):
    """In total when neither account nor fund is named; else of one of them.

    For a fund `closing` is what its bank entries add up to: received, less paid out and returned.
    """

    __tablename__ = "backing_line"
    __table_args__ = (
        CheckConstraint("num_nonnulls(bank_account_id, fund_id) <= 1", name="one_subject"),
        CheckConstraint("verdict in ('agrees', 'explained', 'differs', 'blocked')", name="verdict"),
        CheckConstraint(
            "verdict <> 'agrees' or (closing_cents = books_cents and waiting_cents = 0)",
            name="agrees_to_the_cent",
        ),
        CheckConstraint(
            "verdict <> 'explained' or closing_cents = books_cents + waiting_cents",
            name="explained_to_the_cent",
        ),
    )

    on: Mapped[date] = mapped_column(ForeignKey("backing_day.on"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    bank_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("bank_account.id"))
    fund_id: Mapped[UUID | None] = mapped_column(ForeignKey("fund.id"))
    as_of: Mapped[date | None]
    closing: Mapped[Euros] = mapped_column("closing_cents")
    books: Mapped[Euros] = mapped_column("books_cents")
    waiting: Mapped[Euros] = mapped_column("waiting_cents")
    verdict: Mapped[str]

    bank_account: Mapped[BankAccount | None] = relationship()
    fund: Mapped[Fund | None] = relationship()

    @property
    def unexplained(self) -> Euros:
        return self.closing - self.books - self.waiting

    @property
    def text(self) -> str:
        """What is signed of this line."""
        iban = self.bank_account.iban if self.bank_account else None
        sums = self.closing.cents, self.books.cents, self.waiting.cents
        return line_text(
            iban=iban, fund_id=self.fund_id, as_of=self.as_of, sums=sums, verdict=self.verdict
        )


def line_text(
    *,
    iban: str | None,
    fund_id: UUID | None,
    as_of: date | None,
    sums: tuple[int, int, int],
    verdict: str,
) -> str:
    """`account NL.. 2026-06-01 1000 1000 0 agrees`; `-` where there is no statement yet.

    The sums are cents: what the statement closed on, what the books say, what waits.
    """
    subject = f"account {iban}" if iban else f"fund {fund_id}" if fund_id else "total"
    return " ".join([subject, as_of.isoformat() if as_of else "-", *map(str, sums), verdict])


class BackingDay(Base):
    """One day, its lines, signed; it names the day before it, so none can be left out later."""

    __tablename__ = "backing_day"
    __table_args__ = (
        CheckConstraint("length(previous_hash) = 32", name="previous_hash"),
        CheckConstraint("length(signature) = 64", name="signature"),
    )

    on: Mapped[date] = mapped_column(primary_key=True)
    proven_at: Mapped[datetime]
    previous_hash: Mapped[bytes] = mapped_column(unique=True)
    signature: Mapped[bytes]
    key_id: Mapped[str]

    lines: Mapped[list[BackingLine]] = relationship(
        order_by=BackingLine.position, viewonly=True, lazy="selectin"
    )

    @property
    def total(self) -> BackingLine:
        return self.lines[0]

    @property
    def message(self) -> bytes:
        """What is signed."""
        return _message(self, self.lines)

    @property
    def hash(self) -> bytes:
        """What the next day names."""
        return sha256(self.message).digest()


def prove(session: Session, key: SigningKey, *, now: datetime) -> BackingDay:
    """Write down whether the euros are there today; the first answer of a day stands."""
    take_turns(session, "backing-day")
    today = day_of(now)
    if earlier := session.get(BackingDay, today):
        return earlier
    last = latest(session)
    checks = backing_checks.of_all(session)
    lines = list(_lines(today, checks))
    day = BackingDay(
        on=today,
        proven_at=now,
        previous_hash=last.hash if last else NO_HASH,
        key_id=key.id,
    )
    day.signature = key.sign(_message(day, lines))
    session.add(day)
    session.flush()
    session.add_all(lines)
    session.flush()
    session.refresh(day, ["lines"])
    return day


def latest(session: Session) -> BackingDay | None:
    return session.scalar(select(BackingDay).order_by(BackingDay.on.desc()).limit(1))


def newest_first(session: Session, *, before: date | None = None, most: int) -> list[BackingDay]:
    """Days, the last one first, or those before this day."""
    query = select(BackingDay).order_by(BackingDay.on.desc()).limit(most)
    if before is not None:
        query = query.where(BackingDay.on < before)
    return list(session.scalars(query))


class PublishedDay(NamedTuple):
    """A day as it is signed, its lines in words."""

    on: date
    proven_at: datetime
    previous_hash: bytes
    lines: list[str]
    signature: bytes
    key_id: str


def published(session: Session, *, after: date, most: int) -> list[PublishedDay]:
    """Days in the order of their chain, from the one after this day on; read row by row.

    A year of a town is 7,000 lines: as objects they take three times as long.
    """
    day = select(
        BackingDay.on,
        BackingDay.proven_at,
        BackingDay.previous_hash,
        BackingDay.signature,
        BackingDay.key_id,
    )
    rows = session.execute(day.where(BackingDay.on > after).order_by(BackingDay.on).limit(most))
    found = {
        on: PublishedDay(on, proven_at, previous_hash, [], signature, key_id)
        for on, proven_at, previous_hash, signature, key_id in rows
    }
    for on, iban, fund_id, as_of, closing, books, waiting, verdict in session.execute(
        _PUBLISHED, {"after": after, "last": max(found, default=after)}
    ):
        sums = (closing, books, waiting)
        line = line_text(iban=iban, fund_id=fund_id, as_of=as_of, sums=sums, verdict=verdict)
        found[on].lines.append(line)
    return list(found.values())


_PUBLISHED = text("""
select l."on", account.iban, l.fund_id, l.as_of,
    l.closing_cents, l.books_cents, l.waiting_cents, l.verdict
from backing_line l left join bank_account account on account.id = l.bank_account_id
where l."on" > :after and l."on" <= :last
order by l."on", l.position
""")


def _lines(today: date, checks: list[AccountCheck]) -> Iterator[BackingLine]:
    together = backing_checks.together(checks)
    yield BackingLine(
        on=today,
        position=0,
        as_of=together.as_of,
        closing=together.closing_balance,
        books=together.books,
        waiting=together.waiting,
        verdict=together.verdict,
    )
    position = 0
    for check in checks:
        position += 1
        yield BackingLine(
            on=today,
            position=position,
            bank_account=check.account,
            as_of=check.as_of,
            closing=check.closing_balance,
            books=check.books,
            waiting=check.waiting,
            verdict=check.verdict,
        )
        for fund, figures in check.funds:
            position += 1
            by_entries = figures.received - figures.paid_out - figures.returned
            agrees = by_entries == figures.in_bank
            yield BackingLine(
                on=today,
                position=position,
                fund_id=fund.id,
                as_of=check.as_of,
                closing=by_entries,
                books=figures.in_bank,
                waiting=Euros(0),
                verdict=Verdict.AGREES if agrees else Verdict.DIFFERS,
            )


def _message(day: BackingDay, lines: list[BackingLine]) -> bytes:
    facts = (FORMAT, day.on.isoformat(), canonical.instant(day.proven_at), day.previous_hash.hex())
    return "\n".join([*facts, *(line.text for line in lines)]).encode()
