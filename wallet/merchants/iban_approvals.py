"""The scheme's part in a change of account: a second person approves, anybody may call off."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wallet.database import take_turns
from wallet.errors import Refused
from wallet.identity.memberships import Membership
from wallet.identity.people import Person
from wallet.merchants.iban_changes import (
    REST,
    IbanChange,
    IbanChangeApproval,
    IbanChangeCallOff,
    IbanChangeNotFound,
    IbanChangeState,
)
from wallet.merchants.merchants import MerchantProgramme
from wallet.programmes.programmes import Programme


class OwnIbanChange(Refused):
    """Who asked for a change does not approve it."""


class IbanChangeAlreadyDecided(Refused):
    """The change was approved or called off before."""


class IbanChangeInForce(Refused):
    """The rest is over: ask for another change instead."""


def approve(
    session: Session, change: IbanChange, *, by: Membership, now: datetime
) -> IbanChangeApproval:
    """Agree to a change; payouts drawn up 72 hours from now use it.

    Raises:
        IbanChangeNotFound: the shop is in no programme of this person's organisation.
        OwnIbanChange, IbanChangeAlreadyDecided
    """
    get_of_operator(session, by.organisation_id, change.id)
    if by.person_id == change.asked_by_id:
        raise OwnIbanChange(change.id)
    if _state(session, change, now) is not IbanChangeState.WAITING:
        raise IbanChangeAlreadyDecided(change.id)
    approval = IbanChangeApproval(
        change_id=change.id,
        asked_by_id=change.asked_by_id,
        approved_by_id=by.person_id,
        approved_at=now,
        usable_from=now + REST,
    )
    session.add(approval)
    session.flush()
    session.expire(change, ["approval"])
    return approval


def call_off(
    session: Session, change: IbanChange, *, by: Person, now: datetime
) -> IbanChangeCallOff:
    """Stop a change before it is used. Asking again gives the first answer.

    Raises:
        IbanChangeInForce: it is used already.
    """
    state = _state(session, change, now)
    if change.call_off and state is IbanChangeState.CALLED_OFF:
        return change.call_off
    if state is IbanChangeState.IN_FORCE:
        raise IbanChangeInForce(change.id)
    stopped = IbanChangeCallOff(change_id=change.id, called_off_by=by, called_off_at=now)
    session.add(stopped)
    session.flush()
    session.expire(change, ["call_off"])
    return stopped


def of_operator(session: Session, operator_id: UUID) -> list[IbanChange]:
    """The changes of shops in an operator's programmes, newest first."""
    shops = (
        select(MerchantProgramme.merchant_id)
        .join(Programme, Programme.id == MerchantProgramme.programme_id)
        .where(Programme.operator_id == operator_id)
    )
    return list(
        session.scalars(
            select(IbanChange)
            .options(
                joinedload(IbanChange.approval).joinedload(IbanChangeApproval.approved_by),
                joinedload(IbanChange.call_off),
                joinedload(IbanChange.merchant),
                joinedload(IbanChange.asked_by),
            )
            .where(IbanChange.merchant_id.in_(shops))
            .order_by(IbanChange.asked_at.desc(), IbanChange.id)
        )
    )


def get_of_operator(session: Session, operator_id: UUID, change_id: UUID) -> IbanChange:
    """One of a shop in this operator's programmes. Raises IbanChangeNotFound."""
    found = session.scalar(
        select(IbanChange)
        .join(MerchantProgramme, MerchantProgramme.merchant_id == IbanChange.merchant_id)
        .join(Programme, Programme.id == MerchantProgramme.programme_id)
        .where(IbanChange.id == change_id, Programme.operator_id == operator_id)
        .limit(1)
    )
    if found is None:
        raise IbanChangeNotFound(change_id)
    return found


def _state(session: Session, change: IbanChange, now: datetime) -> IbanChangeState:
    """What holds when this one's turn comes."""
    take_turns(session, f"iban-change:{change.merchant_id}")
    session.refresh(change, ["approval", "call_off"])
    return change.state(now)
