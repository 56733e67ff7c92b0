"""A day of participations: written down, verified by another, rewarded. In bulk."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert, text

from bench.town import draws, pasts
from bench.town.residents import Organiser, Participant, Purse, Town
from wallet import clock
from wallet.activities.activities import Activity
from wallet.activities.outcomes import Reward, Verification
from wallet.activities.participations import Participation
from wallet.ledger import postings
from wallet.ledger.accounts import Account
from wallet.ledger.postings import Move
from wallet.money import Euros
from wallet.wallets import earning

COIN = Euros(1_00)
MINUTES = (60, 90, 120, 150, 180)
MONTH_CAP = 150_00

_OPEN = text("""
select a.id from unnest(cast(:books as bigint[]), cast(:owners as uuid[]))
    with ordinality as wanted (book_id, owner_id, n)
cross join lateral ledger.open_account(wanted.book_id, 'purse', wanted.owner_id, :expires_on) a
order by n
""")


class Day:
    """What was done on a day, until it is written down."""

    def __init__(self, town: Town, now: datetime) -> None:
        self._town, self._now = town, now
        self._today = clock.day_of(now)
        self._expires_on = earning.lapse_day(self._today, town.size.lapse_months)
        self._participations: list[dict[str, object]] = []
        self._verifications: list[dict[str, object]] = []
        self._rewards: list[dict[str, object]] = []
        self._parts: dict[str, list[tuple[int, Purse, int]]] = {}
        self._new: list[tuple[Purse, UUID]] = []

    def take_part(self, organiser: Organiser, *, is_verified: bool) -> None:
        """Somebody did something; without enough in the budgets nothing is written down."""
        random = self._town.random
        participant, activity = (
            random.choice(organiser.participants),
            random.choice(organiser.activities),
        )
        minutes = random.choice(MINUTES)
        cents = activity.reward_for(minutes, coin=COIN).cents
        month = (self._today.year, self._today.month)
        if participant.by_month[month] + cents > MONTH_CAP:
            return
        if sum(budget.cents for budget in organiser.budgets) < cents:
            return
        participation_id = draws.uuid(random)
        self._write(organiser, participant, activity, participation_id, minutes)
        if is_verified:
            participant.by_month[month] += cents
            self._verify(organiser, participant, participation_id, cents)

    def write_down(self) -> None:
        """All of it, in the order in which tables refer to each other."""
        session = self._town.session
        for table, rows in (
            (Participation, self._participations),
            (Verification, self._verifications),
            (Reward, self._rewards),
        ):
            if rows:
                session.execute(insert(table), rows)
        if not self._parts:
            return
        pasts.it_is(session, self._now)
        self._open_purses()
        postings.post_all(
            session,
            {
                cause: [
                    Move(Account(id=budget_id), Account(id=purse.account_id), Euros(cents))
                    for budget_id, purse, cents in parts
                ]
                for cause, parts in self._parts.items()
            },
        )

    def _write(
        self,
        organiser: Organiser,
        participant: Participant,
        activity: Activity,
        participation_id: UUID,
        minutes: int,
    ) -> None:
        self._participations.append(
            {
                "id": participation_id,
                "activity_id": activity.id,
                "wallet_id": participant.wallet_id,
                "held_on": self._today,
                "minutes": minutes,
                "recorded_by_id": organiser.recorder.person_id,
                "recorded_at": self._now,
            }
        )

    def _verify(
        self, organiser: Organiser, participant: Participant, participation_id: UUID, cents: int
    ) -> None:
        self._verifications.append(
            {
                "participation_id": participation_id,
                "verified_by_id": organiser.verifier.person_id,
                "recorded_by_id": organiser.recorder.person_id,
                "verified_at": self._now,
            }
        )
        self._rewards.append(
            {
                "participation_id": participation_id,
                "wallet_id": participant.wallet_id,
                "held_on": self._today,
                "amount": Euros(cents),
                "rewarded_at": self._now,
            }
        )
        parts = self._parts[f"reward:{participation_id}"] = []
        for budget in organiser.budgets:
            part = min(budget.cents, cents)
            if part:
                purse = self._purse(participant, budget.book_id)
                parts.append((budget.account_id, purse, part))
                budget.cents -= part
                purse.cents += part
                cents -= part

    def _purse(self, participant: Participant, book_id: int) -> Purse:
        wanted: tuple[int, date] = (book_id, self._expires_on)
        for purse in participant.purses:
            if (purse.book_id, purse.expires_on) == wanted:
                return purse
        purse = Purse(0, *wanted)
        participant.purses.append(purse)
        self._new.append((purse, participant.wallet_id))
        return purse

    def _open_purses(self) -> None:
        opened = self._town.session.scalars(
            _OPEN,
            {
                "books": [purse.book_id for purse, _ in self._new],
                "owners": [wallet_id for _, wallet_id in self._new],
                "expires_on": self._expires_on,
            },
        )
        for (purse, _), account_id in zip(self._new, opened, strict=True):
            purse.account_id = account_id
