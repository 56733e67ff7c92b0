"""Movement on the participation ladder in a programme: only numbers, and none of small groups.

Read at the last half-year's end, so that two looks a day apart give nobody away, and shown only
when every group in it is nobody or at least ten people. Numbers are rounded down to tens: exact
ones of two half-years, subtracted, would tell which way the one newcomer went.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet import clock
from wallet.social_return.suppression import SMALLEST_GROUP

_MOVED = text("""
with steps as (
    select wallet_id,
        first_value(step) over (partition by wallet_id order by recorded_at, id) as at_first,
        first_value(step) over (partition by wallet_id order by recorded_at desc, id) as at_last,
        count(*) over (partition by wallet_id) as looks
    from ladder_step where programme_id = :programme_id and recorded_at < :before
), people as (
    select distinct wallet_id, sign(at_last - at_first) as moved from steps where looks > 1
)
select moved, count(*) from people group by moved
""")


@dataclass(frozen=True)
class Movement:
    """Of people of whom was written down at least twice where they stand: in tens, or more."""

    as_of: date
    """Until the end of the day before."""
    up: int
    same: int
    down: int
    """`same` holds these as well where either group is small."""
    has_down: bool

    @property
    def people(self) -> int:
        return self.up + self.same + self.down


def of_programme(session: Session, programme_id: UUID, today: date) -> Movement | None:
    """Nothing where any group would be too small to be shown."""
    as_of = date(today.year, 1 if today.month < 7 else 7, 1)  # noqa: PLR2004 - July
    facts = {"programme_id": programme_id, "before": clock.start_of(as_of)}
    moved = {int(sign): int(count) for sign, count in session.execute(_MOVED, facts)}
    up, same, down = (moved.get(sign, 0) for sign in (1, 0, -1))
    if _may_show(up, same, down):
        return Movement(as_of, _tens(up), _tens(same), _tens(down), has_down=True)
    if _may_show(up, same + down):
        return Movement(as_of, _tens(up), _tens(same + down), 0, has_down=False)
    return None


def _tens(people: int) -> int:
    return people // SMALLEST_GROUP * SMALLEST_GROUP


def _may_show(*groups: int) -> bool:
    return sum(groups) > 0 and all(not group or group >= SMALLEST_GROUP for group in groups)
