"""What the owner of a shop is written when a customer disputes a sale: no name, no balance."""

from datetime import datetime

from sqlalchemy.orm import Session

from wallet.identity import memberships
from wallet.identity.permissions import Role
from wallet.merchants.redemptions import Redemption
from wallet.notifications import letters, outbox
from wallet.notifications.letters import N_

SUBJECT = N_("Was this sale right? Receipt %(receipt)s")
BODY = N_(
    "A customer of %(shop)s says that a sale was not right.\n\n"
    "Receipt: %(receipt)s\n"
    "Paid with coins: %(paid)s\n\n"
    "Sign in to the wallet and choose Disputes."
    " Give the coins back, or write why not. Please do so before %(day)s."
)


def tell_owner(
    session: Session, redemption: Redemption, *, answer_by: datetime, now: datetime
) -> None:
    """Write to everybody who runs this shop, each in the own language."""
    facts = {"shop": redemption.merchant.name, "receipt": redemption.receipt}
    for member in memberships.of_organisations(session, [redemption.merchant.organisation_id]):
        if member.role is not Role.MERCHANT or member.person.email is None:
            continue
        language = member.person.language
        amounts = {
            "paid": letters.euros(language, redemption.paid),
            "day": letters.day(language, answer_by),
        }
        outbox.enqueue(
            session,
            recipient=member.person.email,
            subject=letters.say(language, SUBJECT, **facts),
            body=letters.say(language, BODY, **facts, **amounts) + "\n",
            now=now,
        )
