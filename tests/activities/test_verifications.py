"""Another person confirms, and the coins are earned."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import build
from wallet.activities import participations, verifications
from wallet.activities.outcomes import Verification
from wallet.activities.participations import ParticipationNotFound
from wallet.activities.verifications import (
    AlreadyRejected,
    AlreadyVerified,
    OwnParticipation,
    ReasonMissing,
)
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.wallets import wallets
from wallet.wallets.earning import BudgetEmpty
from wallet.wallets.wallets import Lapsing


def test_a_verified_participation_brings_its_coins_at_once(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=10_000)
    participation = build.a_participation(session, coordinator, programme, minutes=120)
    colleague = build.a_colleague(session, coordinator)

    reward = verifications.verify(session, participation, by=colleague, now=build.NOW)

    assert reward is not None
    assert reward.amount == Euros(600)
    assert wallets.lapsing(session, participation.wallet) == [Lapsing(build.LAPSES_ON, Euros(600))]
    assert not participation.is_waiting
    assert participations.waiting(session, coordinator.organisation_id) == []


def test_who_wrote_it_down_cannot_verify_it(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=10_000)
    participation = build.a_participation(session, coordinator, programme)

    with pytest.raises(OwnParticipation):
        verifications.verify(session, participation, by=coordinator, now=build.NOW)

    assert participation.is_waiting


def test_the_database_itself_wants_four_eyes(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme)
    participation = build.a_participation(session, coordinator, programme)
    colleague = build.a_colleague(session, coordinator)

    def verified(by: Membership, recorded_by: Membership) -> None:
        with session.begin_nested():
            session.add(
                Verification(
                    participation_id=participation.id,
                    verified_by_id=by.person_id,
                    recorded_by_id=recorded_by.person_id,
                    verified_at=build.NOW,
                )
            )

    with pytest.raises(IntegrityError, match="ck_verification_four_eyes"):
        verified(coordinator, coordinator)
    with pytest.raises(IntegrityError, match="fk_verification_participation_id_recorded_by_id"):
        verified(coordinator, colleague)


def test_a_participation_is_verified_once(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=10_000)
    participation = build.a_participation(session, coordinator, programme)
    first, second = (build.a_colleague(session, coordinator) for _ in range(2))
    verifications.verify(session, participation, by=first, now=build.NOW)

    for colleague in (first, second):
        with pytest.raises(AlreadyVerified):
            verifications.verify(session, participation, by=colleague, now=build.NOW)
    assert wallets.balance(session, participation.wallet) == Euros(300)


def test_a_large_reward_needs_two_verifiers(session: Session) -> None:
    programme = build.a_programme(session, second_verifier_above=Euros(500))
    coordinator = build.a_coordinator(session, programme, budget=10_000)
    participation = build.a_participation(session, coordinator, programme, minutes=120)
    first, second = (build.a_colleague(session, coordinator) for _ in range(2))

    assert verifications.verify(session, participation, by=first, now=build.NOW) is None
    assert participation.is_waiting
    with pytest.raises(AlreadyVerified):
        verifications.verify(session, participation, by=first, now=build.NOW)

    reward = verifications.verify(session, participation, by=second, now=build.NOW)
    assert reward is not None
    assert len(participation.verifications) == 2
    assert wallets.balance(session, participation.wallet) == Euros(600)


def test_a_reward_at_the_threshold_needs_one(session: Session) -> None:
    programme = build.a_programme(session, second_verifier_above=Euros(600))
    coordinator = build.a_coordinator(session, programme, budget=10_000)
    participation = build.a_participation(session, coordinator, programme, minutes=120)
    colleague = build.a_colleague(session, coordinator)

    assert verifications.verify(session, participation, by=colleague, now=build.NOW)


def test_a_colleague_of_another_organisation_finds_nothing_to_verify(
    session: Session,
) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=10_000)
    participation = build.a_participation(session, coordinator, programme)
    stranger = build.a_coordinator(session, programme)

    with pytest.raises(ParticipationNotFound):
        verifications.verify(session, participation, by=stranger, now=build.NOW)


def test_an_empty_budget_refuses_and_leaves_nothing_behind(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=100)
    participation = build.a_participation(session, coordinator, programme)
    colleague = build.a_colleague(session, coordinator)

    with pytest.raises(BudgetEmpty) as refusal, session.begin_nested():
        verifications.verify(session, participation, by=colleague, now=build.NOW)

    assert refusal.value.available == Euros(100)
    session.refresh(participation)
    assert participation.is_waiting
    assert participation.verifications == []


def test_a_rejection_says_why_and_is_final(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=10_000)
    participation = build.a_participation(session, coordinator, programme)
    colleague = build.a_colleague(session, coordinator)
    with pytest.raises(ReasonMissing):
        verifications.reject(session, participation, by=colleague, reason=" ", now=build.NOW)

    rejection = verifications.reject(
        session, participation, by=coordinator, reason="Entered twice", now=build.NOW
    )

    assert rejection.reason == "Entered twice"
    assert not participation.is_waiting
    with pytest.raises(AlreadyRejected):
        verifications.verify(session, participation, by=colleague, now=build.NOW)
    assert participations.waiting(session, coordinator.organisation_id) == []


def test_what_brought_coins_cannot_be_rejected(session: Session) -> None:
    programme = build.a_programme(session)
    coordinator = build.a_coordinator(session, programme, budget=10_000)
    participation = build.a_participation(session, coordinator, programme)
    colleague = build.a_colleague(session, coordinator)
    verifications.verify(session, participation, by=colleague, now=build.NOW)

    with pytest.raises(AlreadyVerified):
        verifications.reject(session, participation, by=colleague, reason="Too late", now=build.NOW)
