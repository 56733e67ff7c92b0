"""Decisions on offers: the programme approves a price, or declines it and says why."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wallet.database import take_turns
from wallet.errors import Invalid, Refused
from wallet.identity.memberships import Membership
from wallet.identity.people import Person
from wallet.merchants import offers
from wallet.merchants.offer_outcomes import OfferApproval, OfferDecline, OfferWithdrawal
from wallet.merchants.offers import Offer, OfferNotFound, OfferState
from wallet.programmes.programmes import Programme

LONGEST_REASON = 500


class OfferAlreadyDecided(Refused):
    """The offer was approved, declined or withdrawn before."""


class OwnOffer(Refused):
    """Who submitted an offer does not decide on it."""


class OfferDeclineReasonMissing(Invalid):
    """An offer is declined with a reason of 1 to 500 characters."""


def approve(session: Session, offer: Offer, *, by: Membership, now: datetime) -> OfferApproval:
    """Find a price fair: participants see the offer from now on.

    Raises:
        OfferNotFound: it is for a programme of others.
        OfferAlreadyDecided, OwnOffer
    """
    _take_turn(session, offer, by)
    approval = OfferApproval(
        offer_id=offer.id,
        submitted_by_id=offer.submitted_by_id,
        approved_by_id=by.person_id,
        approved_at=now,
    )
    session.add(approval)
    session.flush()
    session.expire(offer, ["approval"])
    return approval


def decline(
    session: Session, offer: Offer, *, by: Membership, reason: str, now: datetime
) -> OfferDecline:
    """Do not find it fair, and say why; the shop may offer it again at another price.

    Raises:
        OfferDeclineReasonMissing
        OfferNotFound, OfferAlreadyDecided, OwnOffer: as for approving.
    """
    reason = " ".join(reason.split())
    if not reason.isprintable() or not 1 <= len(reason) <= LONGEST_REASON:
        raise OfferDeclineReasonMissing
    _take_turn(session, offer, by)
    declined = OfferDecline(
        offer_id=offer.id,
        submitted_by_id=offer.submitted_by_id,
        declined_by_id=by.person_id,
        declined_at=now,
        reason=reason,
    )
    session.add(declined)
    session.flush()
    session.expire(offer, ["decline"])
    return declined


def withdraw(session: Session, offer: Offer, *, by: Person, now: datetime) -> OfferWithdrawal:
    """Sell it no longer. Asking again gives the first withdrawal."""
    take_turns(session, f"offer:{offer.id}")
    session.refresh(offer, ["withdrawal"])
    if offer.withdrawal:
        return offer.withdrawal
    withdrawal = OfferWithdrawal(offer_id=offer.id, withdrawn_by_id=by.id, withdrawn_at=now)
    session.add(withdrawal)
    session.flush()
    session.expire(offer, ["withdrawal"])
    return withdrawal


def of_operator(session: Session, operator_id: UUID) -> list[Offer]:
    """The offers for an operator's programmes, those that wait first, then the newest."""
    found = session.scalars(
        select(Offer)
        .join(Offer.programme)
        .options(
            joinedload(Offer.merchant),
            joinedload(Offer.programme),
            joinedload(Offer.approval),
            joinedload(Offer.decline),
            joinedload(Offer.withdrawal),
        )
        .where(Programme.operator_id == operator_id)
        .order_by(Offer.submitted_at.desc(), Offer.id)
    )
    return sorted(found, key=lambda offer: offer.state is not OfferState.WAITING)


def get_of_operator(session: Session, operator_id: UUID, offer_id: UUID) -> Offer:
    """One for a programme of this operator. Raises OfferNotFound."""
    offer = offers.get(session, offer_id)
    if offer.programme.operator_id != operator_id:
        raise OfferNotFound(offer_id)
    return offer


def _take_turn(session: Session, offer: Offer, by: Membership) -> None:
    """Decide on one offer one after the other, on what is true when the turn comes."""
    if offer.programme.operator_id != by.organisation_id:
        raise OfferNotFound(offer.id)
    take_turns(session, f"offer:{offer.id}")
    session.refresh(offer, ["approval", "decline", "withdrawal"])
    if offer.state is not OfferState.WAITING:
        raise OfferAlreadyDecided(offer.id)
    if offer.submitted_by_id == by.person_id:
        raise OwnOffer(offer.id)
