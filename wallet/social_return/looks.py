"""Looks: what is new of plans, and what of their lines was undone since.

What people spent is kept up to the last seal (`sealed_figures`), for sealed transfers never change.
What else a look depends on stands in its key: plans, contracts, recognised shops, declarations.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from wallet.ledger import sealed_figures
from wallet.money import Euros
from wallet.social_return import countable
from wallet.social_return.countable import LAST_OF_ALL, Reading
from wallet.social_return.proposals import Recognition, ValueRule

ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)
"""After whatever was posted."""


class Measured(NamedTuple):
    """What is new of a plan by one rule, and what of that was undone meanwhile."""

    rule: ValueRule
    realised: Euros
    undone: Euros


class Sum(NamedTuple):
    """Cents of what: new of a plan by a rule, undone of that, or undone of a declared line."""

    plan_id: UUID | None
    rule: str | None
    line_id: UUID | None
    is_undone: bool


@dataclass(frozen=True)
class Look:
    """What one reading of the ledger finds."""

    measured: dict[UUID, list[Measured]]
    """Of each plan what is new, by rule."""
    undone: dict[UUID, Euros]
    """Of each line what was undone that no declaration has seen."""


def look(session: Session, read: Reading) -> Look:
    """What is new of these plans, and what of their lines was undone since."""
    found: Counter[Sum] = Counter()
    for moment in Recognition:
        if read.of(moment):
            found.update(_sums(session, read, moment))
    measured: defaultdict[UUID, list[Measured]] = defaultdict(list)
    for one, cents in found.items():
        if one.plan_id and one.rule and not one.is_undone:
            back = found.get(one._replace(is_undone=True), 0)
            new = Measured(ValueRule(one.rule), Euros(cents), Euros(back))
            measured[one.plan_id].append(new)
    return Look(
        measured, {one.line_id: Euros(cents) for one, cents in found.items() if one.line_id}
    )


def measure(session: Session, read: Reading) -> dict[UUID, list[Measured]]:
    """What is new of each plan, by rule."""
    return look(session, read).measured


def _sums(session: Session, read: Reading, moment: Recognition) -> Counter[Sum]:
    """What lapses undoes is found in the order of all that was earned: that is read whole."""
    is_sum_of_parts = moment is Recognition.REDEMPTION and read.last_transfer_id == LAST_OF_ALL
    if not is_sum_of_parts or "sealed_figures" not in session.info:
        return _read(session, read, moment)
    sealed = replace(read, before=ALWAYS) if _is_after_all_sealed(session, read.before) else read

    def add(before: Counter[Sum], after: int, until: int) -> Counter[Sum]:
        part = read if until == LAST_OF_ALL else sealed
        part = replace(part, after_transfer_id=after, last_transfer_id=until)
        found = Counter(before)
        found.update(_read(session, part, moment))
        return found

    return sealed_figures.read_on(session, _key(session, sealed, moment), Counter(), add)


def _is_after_all_sealed(session: Session, instant: datetime) -> bool:
    """Then it leaves out nothing that is sealed, and the next page, a second later, asks the same.

    Without a seal nothing is kept, and it does not matter.
    """

    def later(before: datetime | None, after: int, until: int) -> datetime | None:
        if until == LAST_OF_ALL:
            return before
        newest = session.scalar(_NEWEST, {"after": after, "until": until})
        return max(filter(None, (before, newest)), default=None)

    newest = sealed_figures.read_on(session, ("newest sealed", ()), None, later)
    return newest is not None and newest < instant


def _key(session: Session, read: Reading, moment: Recognition) -> sealed_figures.Key:
    facts = read.facts(moment)
    del facts["after"], facts["last"]
    register = tuple(session.execute(_REGISTER).one())
    digest = sha256(repr((facts, register)).encode()).digest()
    return "countable", (int.from_bytes(digest),)


def _read(session: Session, read: Reading, moment: Recognition) -> Counter[Sum]:
    query, facts = countable.question(session, read, moment, _LOOKED_AT)
    rows = session.execute(query, facts)
    return Counter({Sum(*row[:4]): int(row.cents) for row in rows})


_LOOKED_AT = """
select plan_id, rule, null::uuid as line_id, false as is_undone, sum(cents) as cents
from countable group by plan_id, rule
union all
select case when line_id is null then plan_id end, case when line_id is null then rule end,
    line_id, true, sum(cents)
from undoing group by 1, 2, line_id
"""
_NEWEST = text("""
select max(posted_at) from ledger.posting
where id in (select posting_id from ledger.transfer where id > :after and id <= :until)
""")
_REGISTER = text("""
select (select md5(string_agg(id::text, ' ' order by id)) from declaration),
    (select md5(string_agg(id::text, ' ' order by id)) from social_enterprise)
""")
"""What was declared is not new, and a shop that is recognised later may be so from an earlier day:
both are only ever added to. By their ids, for a number could come back after a rollback."""
