"""The year itself, day after day."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine

from bench.town import declared, draws, earning, founding, money, pasts, register, weeks
from bench.town.size import Size
from bench.town.spending import Tills
from bench.town.weeks import Treasury
from wallet import clock
from wallet.database import Session
from wallet.ledger import seals
from wallet.ledger.seal_keys import SigningKey
from wallet.settlement import backing_days

SEED = 2026
BEFORE = timedelta(days=21)
"""From the opening of the funds to the first day."""
HOURS = (11, 14, 17)
"""When the sales of the hours before are written down."""
MONDAY, TUESDAY = 0, 1
WAITING_PERCENT = 40
"""Of the participations of the last day, which nobody verified yet."""


class Year:
    """Writes one town through one session, a transaction a day."""

    def __init__(
        self, session: Session, size: Size, *, key: SigningKey, last_day: date, seed: int = SEED
    ) -> None:
        self._session, self._key = session, key
        self._days = [last_day - timedelta(days=size.days - 1 - n) for n in range(size.days)]
        now = pasts.it_is(session, at(self._days[0], 9) - BEFORE)
        self.town = founding.found(session, size, seed=seed, first_day=self._days[0], now=now)
        founding.register(self.town, now=now)
        register.adopt_rules(self.town, now=now)
        money.open_funds(self.town, now=now)
        register.tie_funds(self.town, now=now + timedelta(days=1))
        session.commit()
        self._tills, self._treasury = Tills(self.town), Treasury(self.town)

    def live(self, *, on_day: Callable[[date], None] = lambda _day: None) -> None:
        """Every day, and what is only looked back on after the last one."""
        size, count = self.town.size, len(self._days)
        sales, rewards = (draws.per_day(each, count) for each in (size.redemptions, size.rewards))
        undone, owed = draws.per_day(size.reversals, count), 0
        for number, day in enumerate(self._days):
            self._begin(number, day)
            owed += sales[number]
            owed -= self._sell(owed, day)
            self._tills.undo(undone[number], now=at(day, 18))
            self._take_part(rewards[number], day)
            self._session.commit()
            self._end(number, day)
            on_day(day)
        assert owed < size.redemptions // 100, f"{owed} sales found nobody with coins"
        register.award_others(self.town, last_day=self._days[-1], now=at(self._days[-1], 22))
        declared.state(self.town, self._key, now=at(self._days[-1], 23))
        self._session.commit()

    def _begin(self, number: int, day: date) -> None:
        if number % money.QUARTER == 0 and len(self._days) - number > money.QUARTER // 2:
            money.top_up(self.town, now=at(day, 7))
        if day.day == 1:
            weeks.lapse(self.town, now=at(day, 6))
        if day.weekday() == MONDAY:
            self._treasury.settle(now=at(day, 9))
        if day.weekday() == TUESDAY:
            self._treasury.confirm(now=at(day, 9))
        if number == len(self._days) // 2:
            founding.look_again(self.town, now=at(day, 10))

    def _sell(self, count: int, day: date) -> int:
        sold, left = 0, len(HOURS)
        for hour in HOURS:
            sold += self._tills.sell((count - sold) // left, now=at(day, hour))
            left -= 1
        return sold

    def _take_part(self, count: int, day: date) -> None:
        written, organisers = earning.Day(self.town, at(day, 20)), self.town.organisers
        waiting = count * WAITING_PERCENT // 100 if day == self._days[-1] else 0
        for nth in range(count):
            organiser = organisers[nth % len(organisers)]
            written.take_part(organiser, is_verified=nth >= waiting)
        written.write_down()

    def _end(self, number: int, day: date) -> None:
        """Seal what was posted, prove that the euros are there, and declare a quarter."""
        while seals.seal(self._session, self._key) is not None:
            self._session.commit()
        backing_days.prove(self._session, self._key, now=at(day, 23))
        is_last = number == len(self._days) - 1
        if is_last or (number + 1) % money.QUARTER == 0:
            declared.declare(self.town, now=at(day, 23), is_last=is_last)
        self._session.commit()


@contextmanager
def writer(engine: Engine, owner: Engine, **info: object) -> Iterator[Session]:
    """The session that writes a town, while the ledger's clock is the town's."""
    with pasts.writable(owner), Session(engine, expire_on_commit=False, info=info) as session:
        yield session


def at(day: date, hour: int) -> datetime:
    """That hour of a day in Amsterdam."""
    return datetime.combine(day, time(hour), clock.AMSTERDAM).astimezone(clock.start_of(day).tzinfo)
