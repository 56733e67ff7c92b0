"""Return notices: shop and treasurers hear at once that the bank brought a payout back.

Each is told what to do next. The mail to a shop holds no more of the account than its last digits.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from wallet.banking import ibans
from wallet.identity import memberships
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Permission, may
from wallet.notifications import letters, outbox
from wallet.notifications.letters import N_
from wallet.settlement.payouts import Payout
from wallet.settlement.return_reasons import OTHER, SENTENCES, UNTOLD
from wallet.settlement.settlements import Settlement

SHOP_SUBJECT = N_("Your payout of %(amount)s came back")
SHOP_BODY = N_(
    "The bank brought the payout of %(amount)s to %(shop)s back.\n\n"
    "Account: %(iban)s, in the name of %(payee)s\n"
    "Reason: %(reason)s\n\n"
    "Nothing is lost: it is in your next payout.\n"
    "Sign in to the wallet and choose Payouts. Is your account number still right? Change it there"
    " if not. Is it right? Ask your bank, or phone the municipality.\n"
)
OFFICE_SUBJECT = N_("A payout of %(amount)s to %(shop)s came back")
OFFICE_BODY = N_(
    "The bank brought the payout of %(amount)s to %(shop)s back.\n\n"
    "Account: %(iban)s, in the name of %(payee)s\n"
    "Reference: %(reference)s\n"
    "Reason: %(reason)s\n\n"
    "The shop is owed it again and had a mail as well. The next settlement pays it, on the account"
    " the shop has then. Phone the shop on a number you know. Does it need another account? It asks"
    " for that on its own pages, and one of you approves it.\n"
)


def send(session: Session, payout: Payout, *, reason: str | None, now: datetime) -> int:
    """Mail everybody who runs the shop, and everybody who settles; says how many."""
    shop = memberships.of_organisations(session, [payout.merchant.organisation_id])
    programme = session.get_one(Settlement, payout.settlement_id).programme
    office = memberships.of_organisations(session, [programme.operator_id])
    to_shop = [each for each in shop if may(each.role, Permission.RUN_SHOP)]
    to_office = [each for each in office if may(each.role, Permission.SETTLE)]
    for member in to_shop:
        _mail(session, member, payout, (SHOP_SUBJECT, SHOP_BODY), reason, now)
    for member in to_office:
        _mail(session, member, payout, (OFFICE_SUBJECT, OFFICE_BODY), reason, now)
    return len(to_shop) + len(to_office)


def _mail(
    session: Session,
    member: Membership,
    payout: Payout,
    texts: tuple[str, str],
    reason: str | None,
    now: datetime,
) -> None:
    if member.person.email is None:
        return
    language = member.person.language
    facts = {
        "amount": letters.euros(language, payout.amount),
        "shop": payout.merchant.name,
        "iban": ibans.masked(payout.iban),
        "payee": payout.payee,
        "reference": payout.end_to_end_id,
        "reason": _words(language, reason),
    }
    subject, body = (letters.say(language, text, **facts) for text in texts)
    outbox.enqueue(session, recipient=member.person.email, subject=subject, body=body, now=now)


def _words(language: str, code: str | None) -> str:
    if code is None:
        return letters.say(language, UNTOLD)
    if code in SENTENCES:
        return f"{letters.say(language, SENTENCES[code])} ({code})"
    return letters.say(language, OTHER, code=code)
