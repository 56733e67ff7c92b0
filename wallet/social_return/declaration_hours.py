"""Hours of a declaration: the steps from the freeze of the declaration before it to its own.

Those of all declarations of a contract together are what its page showed at the last freeze.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.social_return import deeds, plans
from wallet.social_return.declarations import Declaration
from wallet.social_return.deeds import Done, Freeze
from wallet.social_return.plans import Plan


def by_kind(session: Session, declaration: Declaration) -> dict[str, Done]:
    """What people did, by kind of activity, that no earlier declaration has."""
    own = plans.of_obligation(session, declaration.obligation)
    former = _former(session, declaration)
    since = _freeze(own, former) if former else Freeze()
    return deeds.between(session, since, _freeze(own, declaration))


def _former(session: Session, declaration: Declaration) -> Declaration | None:
    """The declaration for the same contract that this one goes on from."""
    return session.scalars(
        select(Declaration).where(
            Declaration.obligation_id == declaration.obligation_id,
            Declaration.number == declaration.number - 1,
        )
    ).one_or_none()


def _freeze(own: Iterable[Plan], declaration: Declaration) -> Freeze:
    """The funds whose plan was approved by then, up to where the ledger was read."""
    books = [
        plan.fund.book_id
        for plan in own
        if plan.approval and plan.approval.approved_at <= declaration.declared_at
    ]
    return Freeze(books, declaration.last_transfer_id)
