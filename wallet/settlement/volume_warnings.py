"""Volume warnings: who runs a programme hears in time that the regulator must be told."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.funds import volume
from wallet.funds.volume import Gauge
from wallet.identity import memberships
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.identity.permissions import Role
from wallet.notifications import letters, outbox
from wallet.notifications.letters import N_
from wallet.programmes.programmes import Programme

SUBJECT = N_("Coins spent in a year: %(percentage)s%% of the limit")
BODY = N_(
    "In the last twelve months coins worth %(redeemed)s were spent in shops.\n"
    "That is %(percentage)s%% of %(limit)s.\n\n"
    "Above that amount De Nederlandsche Bank must be notified (limited network exclusion,"
    " PSD2 art. 37(2)). Ask your lawyer in time.\n"
)


def warn_all(session: Session, *, now: datetime) -> list[tuple[str, int]]:
    """Mail treasurers and administrators whose level is new this month: (operator, percentage)."""
    operators = session.scalars(
        select(Organisation).where(Organisation.id.in_(select(Programme.operator_id)))
    )
    warned = []
    for operator in operators:
        reached = volume.gauge(session, operator.id, now=now)
        if volume.warn_once(session, operator.id, reached, now=now):
            for member in memberships.of_organisations(session, [operator.id]):
                _mail(session, member, reached, now)
            warned.append((operator.name, reached.percentage))
    return warned


def _mail(session: Session, member: Membership, reached: Gauge, now: datetime) -> None:
    person = member.person
    if member.role not in {Role.TREASURER, Role.ADMIN} or person.email is None:
        return
    language = person.language
    facts = {
        "percentage": str(reached.percentage),
        "redeemed": letters.euros(language, reached.redeemed),
        "limit": letters.euros(language, reached.norm.limit),
    }
    outbox.enqueue(
        session,
        recipient=person.email,
        subject=letters.say(language, SUBJECT, **facts),
        body=letters.say(language, BODY, **facts),
        now=now,
    )
