"""A verification: another person of the organisation confirms, and the coins are earned."""

from datetime import datetime

from sqlalchemy.orm import Session

from wallet import clock
from wallet.activities import participations
from wallet.activities.outcomes import Rejection, Reward, Verification
from wallet.activities.participations import Participation, ParticipationNotFound
from wallet.database import take_turns
from wallet.errors import Invalid, Refused
from wallet.funds import allotments
from wallet.identity.memberships import Membership
from wallet.programmes import endings
from wallet.programmes import terms as programme_terms
from wallet.programmes.terms import ProgrammeTerms
from wallet.wallets import earning

REASON_LENGTH = 500


class OwnParticipation(Refused):
    """Who wrote a participation down cannot verify it: another person must."""


class AlreadyVerified(Refused):
    """The coins were earned, or this person verified it before."""


class AlreadyRejected(Refused):
    """It was decided that this participation does not count."""


class ReasonMissing(Invalid):
    """A rejection says why, in at most 500 characters."""


def verify(
    session: Session, participation: Participation, *, by: Membership, now: datetime
) -> Reward | None:
    """Confirm a participation and post its reward; None while a second verifier is needed.

    Raises:
        ParticipationNotFound: of another organisation.
        OwnParticipation, AlreadyVerified, AlreadyRejected: not by this person, or not again.
        AllowanceExceeded, BudgetEmpty: the reward cannot be given; nothing is written down.
    """
    _take_turn(session, participation, by)
    if participation.recorded_by_id == by.person_id:
        raise OwnParticipation
    if not participation.may_be_verified_by(by.person_id):
        raise AlreadyVerified

    activity = participation.activity
    terms = programme_terms.terms_on(session, activity.programme_id, clock.day_of(now))
    session.add(
        Verification(
            participation_id=participation.id,
            verified_by_id=by.person_id,
            recorded_by_id=participation.recorded_by_id,
            verified_at=now,
        )
    )
    session.flush()
    if len(participation.verifications) + 1 < verifiers_needed(participation, terms):
        session.expire(participation, ["verifications"])
        return None
    return _reward(session, participation, terms, now)


def verifiers_needed(participation: Participation, terms: ProgrammeTerms) -> int:
    """Two above the programme's threshold, else one; besides who wrote it down."""
    above = terms.second_verifier_above
    return 2 if above is not None and participation.worth(terms) > above else 1


def reject(
    session: Session,
    participation: Participation,
    *,
    by: Membership,
    reason: str,
    now: datetime,
) -> Rejection:
    """Decide that a participation does not count, and say why. Who wrote it down may do so too.

    Raises:
        ParticipationNotFound: of another organisation.
        ReasonMissing: nothing said, or too much.
        AlreadyVerified, AlreadyRejected: it was decided before.
    """
    reason = " ".join(reason.split())
    if not reason.isprintable() or not 1 <= len(reason) <= REASON_LENGTH:
        raise ReasonMissing
    _take_turn(session, participation, by)
    rejection = Rejection(
        participation_id=participation.id,
        rejected_by_id=by.person_id,
        reason=reason,
        rejected_at=now,
    )
    session.add(rejection)
    session.flush()
    session.expire(participation, ["rejection"])
    return rejection


def _take_turn(session: Session, participation: Participation, by: Membership) -> None:
    """Decide on one participation one after the other, on what is true when the turn comes."""
    if participation.activity.organisation_id != by.organisation_id:
        raise ParticipationNotFound
    take_turns(session, f"participation:{participation.id}")
    session.refresh(participation, ["verifications", "reward", "rejection"])
    if participation.reward is not None:
        raise AlreadyVerified
    if participation.rejection is not None:
        raise AlreadyRejected


def _reward(
    session: Session, participation: Participation, terms: ProgrammeTerms, now: datetime
) -> Reward:
    activity, wallet = participation.activity, participation.wallet
    endings.check_promises(session, activity.programme_id, today=clock.day_of(now))
    amount = participation.worth(terms)
    participations.check_allowance(
        session,
        activity,
        wallet,
        held_on=participation.held_on,
        minutes=participation.minutes,
        now=now,
    )
    reward = Reward(
        participation_id=participation.id,
        wallet_id=wallet.id,
        held_on=participation.held_on,
        amount=amount,
        rewarded_at=now,
    )
    session.add(reward)
    session.flush()
    budgets = allotments.budgets(session, activity.organisation_id, activity.programme_id)
    earning.earn(
        session,
        wallet,
        amount,
        budgets=[account for _, account in budgets],
        cause=participation.cause,
        today=clock.day_of(now),
        lapse_months=terms.lapse_months,
    )
    session.expire(participation, ["reward", "verifications"])
    return reward
