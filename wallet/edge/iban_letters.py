"""Letters about a change of account number, to everybody who runs the shop.

They go to the addresses known before, in the transaction of the change itself: whoever took over
one mailbox or one session cannot keep the others from knowing.
"""

from datetime import datetime

from flask_babel import force_locale, gettext

from wallet.banking import ibans
from wallet.database import Session
from wallet.edge import languages
from wallet.identity import memberships
from wallet.identity.people import Person
from wallet.identity.permissions import Role
from wallet.merchants.iban_changes import IbanChange, IbanChangeApproval
from wallet.notifications import outbox


def tell_asked(session: Session, change: IbanChange, *, now: datetime) -> None:
    """Somebody asked for another account."""
    for owner in _owners(session, change):
        with force_locale(owner.language):
            subject = gettext("Another account number for %(shop)s", shop=change.merchant.name)
            asked = gettext(
                "%(name)s asked on %(instant)s to pay %(shop)s on account %(iban)s.",
                name=change.asked_by.name,
                instant=languages.instant(now),
                shop=change.merchant.name,
                iban=ibans.masked(change.iban),
            )
            _send(session, owner, subject, asked, _not_you(), now=now)


def tell_approved(
    session: Session, change: IbanChange, approval: IbanChangeApproval, *, now: datetime
) -> None:
    """The scheme agreed; the rest begins."""
    for owner in _owners(session, change):
        with force_locale(owner.language):
            subject = gettext("New account number for %(shop)s", shop=change.merchant.name)
            approved = gettext(
                "From %(instant)s payouts go to account %(iban)s. Until then to the old one.",
                instant=languages.instant(approval.usable_from),
                iban=ibans.masked(change.iban),
            )
            _send(session, owner, subject, approved, _not_you(), now=now)


def tell_called_off(session: Session, change: IbanChange, *, now: datetime) -> None:
    """Nothing changes after all."""
    for owner in _owners(session, change):
        with force_locale(owner.language):
            subject = gettext("Account number of %(shop)s stays", shop=change.merchant.name)
            stays = gettext(
                "The change to account %(iban)s was called off. Payouts go to the old account.",
                iban=ibans.masked(change.iban),
            )
            _send(session, owner, subject, stays, now=now)


def _not_you() -> str:
    return str(
        gettext(
            "Was this not you or your colleague? Call it off now, on the page Account number of"
            " your shop, and phone the municipality."
        )
    )


def _owners(session: Session, change: IbanChange) -> list[Person]:
    shop = change.merchant.organisation_id
    found = memberships.of_organisations(session, [shop])
    return [each.person for each in found if each.role is Role.MERCHANT]


def _send(session: Session, owner: Person, subject: str, *sentences: str, now: datetime) -> None:
    if owner.email:
        body = "\n\n".join(sentences) + "\n"
        outbox.enqueue(session, recipient=owner.email, subject=subject, body=body, now=now)
