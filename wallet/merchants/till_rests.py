"""A till rests for a minute after ten guesses, or after more refusals than hands can cause.

A guess is a code that fails its check: no phone made it, no card has it. Expired, used and replayed
codes are real ones and never count. All of it counts by till, never by network address: two tills
behind one router are two tills, and one till on two networks is one.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import CompoundSelect, func, select, union_all
from sqlalchemy.orm import Session

from wallet.database import take_turns
from wallet.identity import memberships
from wallet.identity.permissions import Role
from wallet.merchants.refusals import Reason, RefusedRedemption
from wallet.merchants.refused_balances import RefusedBalance
from wallet.merchants.tills import RestCause, Till, TillRest
from wallet.notifications import letters, outbox
from wallet.notifications.letters import N_

LATELY = timedelta(minutes=1)
RESTS = timedelta(minutes=1)
MOST_GUESSES = 10
MOST_REFUSALS = 100
COUNTED = frozenset(Reason) - {Reason.REVOKED, Reason.TILL_RESTING}

SUBJECT = N_("A till of %(shop)s rests for a minute")
BODY = N_(
    "Till %(till)s read ten wrong codes within a minute, so it rests until %(until)s."
    " Nothing was taken from anybody.\n\n"
    "A broken scanner can do this, or somebody who tries out codes."
    " Ask who was at the till. Is the till not with you? Then block it on the page Tills."
)


def count(session: Session, till: Till, *, now: datetime) -> TillRest | None:
    """Count a refusal that was just written down, and let the till rest when it was one too many.

    Tills take turns here, each with itself: of many refusals at the same moment none is missed and
    one begins the rest.
    """
    take_turns(session, f"till-rest:{till.id}")
    since = max(now - LATELY, _last_rest_ended(session, till.id) or now - LATELY)
    refusals = _refusals(till.id, since).subquery()
    rows = session.execute(select(refusals.c.reason, func.count()).group_by(refusals.c.reason))
    refused = {reason: number for reason, number in rows}  # noqa: C416 - rows are no pairs to mypy
    if refused.get(Reason.CODE_WRONG, 0) >= MOST_GUESSES:
        rest = _begin(session, till, RestCause.GUESSES, now)
        _tell_owner(session, till, rest)
        return rest
    if sum(refused.values()) >= MOST_REFUSALS:
        return _begin(session, till, RestCause.REFUSALS, now)
    return None


def latest(session: Session, merchant_id: UUID, *, limit: int = 10) -> list[tuple[Till, TillRest]]:
    """The last rests of a shop's tills that guesses caused, newest first."""
    rows = session.execute(
        select(Till, TillRest)
        .join(TillRest, TillRest.till_id == Till.id)
        .where(Till.merchant_id == merchant_id, TillRest.cause == RestCause.GUESSES)
        .order_by(TillRest.since_at.desc())
        .limit(limit)
    )
    return [(till, rest) for till, rest in rows]


def _refusals(till_id: UUID, since: datetime) -> CompoundSelect[Reason]:
    """The reason of each: of sales, and of balances that were asked for with a card."""
    sales = select(RefusedRedemption.reason).where(
        RefusedRedemption.till_id == till_id,
        RefusedRedemption.refused_at > since,
        RefusedRedemption.reason.in_(COUNTED),
    )
    balances = select(RefusedBalance.reason).where(
        RefusedBalance.till_id == till_id, RefusedBalance.refused_at > since
    )
    return union_all(sales, balances)


def _last_rest_ended(session: Session, till_id: UUID) -> datetime | None:
    """Or will end: what was on its way when a rest began does not lead to the next one."""
    return session.scalar(select(func.max(TillRest.until_at)).where(TillRest.till_id == till_id))


def _begin(session: Session, till: Till, cause: RestCause, now: datetime) -> TillRest:
    rest = TillRest(till_id=till.id, cause=cause, since_at=now, until_at=now + RESTS)
    session.add(rest)
    session.flush()
    session.expire(till, ["rests_until"])
    return rest


def _tell_owner(session: Session, till: Till, rest: TillRest) -> None:
    facts = {"shop": till.merchant.name, "till": till.name}
    for member in memberships.of_organisations(session, [till.merchant.organisation_id]):
        if member.role is not Role.MERCHANT or member.person.email is None:
            continue
        language = member.person.language
        until = letters.time_of_day(language, rest.until_at)
        outbox.enqueue(
            session,
            recipient=member.person.email,
            subject=letters.say(language, SUBJECT, **facts),
            body=letters.say(language, BODY, until=until, **facts) + "\n",
            now=rest.since_at,
        )
