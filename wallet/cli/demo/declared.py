"""What became of Social Return in the demo town: a declaration, its assessment, a statement.

After the town was sealed: a declaration rests on a seal.
"""

from datetime import datetime
from uuid import UUID

from wallet import clock
from wallet.cli.demo import people
from wallet.database import Session
from wallet.identity import memberships
from wallet.identity import people as registered
from wallet.identity.memberships import Membership
from wallet.ledger.seal_keys import SigningKey
from wallet.money import Euros
from wallet.social_return import assessing, closings, declarations, declaring, plans, statements

NOT_SHOWN = Euros(25_00)
WORDS = (
    "Gemeente Demostad verklaart dat de opdrachtnemer aan Social Return heeft bijgedragen zoals"
    " hieronder staat. De bedragen komen uit de verzegelde boeken van Doetegoed Demostad en zijn"
    " door ons beoordeeld."
)


def declare(session: Session, fund_id: UUID, *, key: SigningKey, now: datetime) -> None:
    """The builder declares until today, the officer approves nearly all of it, and states so."""
    plan = plans.find_approved(session, fund_id)
    if plan is None or declarations.of_obligation(session, plan.obligation_id):
        return
    declaration = declaring.declare(
        session,
        plan.obligation,
        by=_member(session, "sponsor"),
        to_on=clock.day_of(now),
        now=now,
    )
    officer = _member(session, "officer")
    assessing.assess(
        session,
        declaration,
        by=officer,
        approved=max(declaration.figures.counted - NOT_SHOWN, Euros(0)),
        reason="Een aankoop van 25 euro past niet bij het plan.",
        now=now,
    )
    closing = closings.close(session, plan.obligation, now=now)
    statements.issue(session, closing, by=officer, words=WORDS, key=key, now=now)


def _member(session: Session, key: str) -> Membership:
    person = registered.find_by_email(session, people.email_of(key))
    assert person is not None
    return memberships.of_person(session, person)[0]
