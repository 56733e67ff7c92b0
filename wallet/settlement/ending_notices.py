"""Ending notices: everybody who works with a programme reads in time that it ends."""

from datetime import datetime

from sqlalchemy.orm import Session

from wallet.identity import memberships
from wallet.merchants import merchants
from wallet.notifications import letters, outbox
from wallet.notifications.letters import N_
from wallet.programmes import programmes
from wallet.programmes.endings import Ending

SUBJECT = N_("%(programme)s ends: coins can be spent until %(spend_until)s")
BODY = N_(
    "%(programme)s ends. %(reason)s\n\n"
    "Rewards are given until %(last_reward_on)s.\n"
    "Coins can be spent until %(spend_until)s. Shops are paid as usual.\n"
    "What nobody has spent by then goes back to the sponsor that paid for it.\n\n"
    "Participants see the last day with their coins. Please tell them as well.\n"
)


def send(session: Session, ending: Ending, *, now: datetime) -> int:
    """Mail every member of the operator, of organisations, sponsors and shops; says how many."""
    programme = ending.programme
    taking_part = [each.id for each in programmes.organisations_of(session, programme)]
    shops = [shop.organisation_id for shop in merchants.of_programme(session, programme.id)]
    people = {
        member.person.id: member.person
        for member in memberships.of_organisations(
            session, {programme.operator_id, *taking_part, *shops}
        )
        if member.person.email
    }
    for person in people.values():
        assert person.email is not None
        facts = {
            "programme": programme.name,
            "reason": ending.reason,
            "last_reward_on": letters.date_of(person.language, ending.last_reward_on),
            "spend_until": letters.date_of(person.language, ending.spend_until),
        }
        outbox.enqueue(
            session,
            recipient=person.email,
            subject=letters.say(person.language, SUBJECT, **facts),
            body=letters.say(person.language, BODY, **facts),
            now=now,
        )
    return len(people)
