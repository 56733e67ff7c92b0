"""Two people verify at the same second, for one organisation or for two."""

from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import at_once, build
from wallet.activities import participations, verifications
from wallet.activities.allowance import AllowanceExceeded
from wallet.activities.outcomes import Reward
from wallet.activities.participations import Participation
from wallet.activities.verifications import AlreadyVerified
from wallet.identity.memberships import Membership
from wallet.identity.vault import Vault
from wallet.money import Euros
from wallet.wallets import wallets
from wallet.wallets.earning import BudgetEmpty


def verifying(participation: Participation, by: Membership) -> Callable[[Session], Reward | None]:
    def verify(session: Session) -> Reward | None:
        own = session.get_one(Participation, participation.id)
        member = session.get_one(Membership, by.id)
        return verifications.verify(session, own, by=member, now=build.NOW)

    return verify


def test_two_verifications_at_the_same_second_give_one_reward(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    programme = build.a_programme(committed)
    coordinator = build.a_coordinator(committed, programme, budget=10_000)
    participation = build.a_participation(committed, coordinator, programme)
    colleagues = [build.a_colleague(committed, coordinator) for _ in range(4)]
    committed.commit()

    answers = at_once.requests(
        engine, vault, [verifying(participation, colleague) for colleague in colleagues]
    )

    assert sum(isinstance(answer, Reward) for answer in answers) == 1
    assert sum(isinstance(answer, AlreadyVerified) for answer in answers) == 3
    assert wallets.balance(committed, participation.wallet) == Euros(300)


def test_what_is_left_of_a_month_is_not_given_twice(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    """Six organisations at EUR 60.00 each, and room for three."""
    programme, wallet = build.a_programme(committed), build.a_wallet(committed)
    works = []
    for _ in range(6):
        coordinator = build.a_coordinator(committed, programme, budget=10_000)
        participation = build.a_participation(
            committed, coordinator, programme, wallet=wallet, minutes=20 * 60
        )
        colleague = build.a_colleague(committed, coordinator)
        works.append(verifying(participation, colleague))
    committed.commit()

    answers = at_once.requests(engine, vault, works)

    assert sum(isinstance(answer, Reward) for answer in answers) == 3
    assert sum(isinstance(answer, AllowanceExceeded) for answer in answers) == 3
    assert wallets.balance(committed, wallet) == Euros(180_00)


def test_the_last_of_a_budget_is_not_given_twice(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    programme = build.a_programme(committed)
    coordinator = build.a_coordinator(committed, programme, budget=700)
    colleague = build.a_colleague(committed, coordinator)
    works = [
        verifying(build.a_participation(committed, coordinator, programme), colleague)
        for _ in range(5)
    ]
    committed.commit()

    answers = at_once.requests(engine, vault, works)

    assert sum(isinstance(answer, Reward) for answer in answers) == 2
    assert sum(isinstance(answer, BudgetEmpty) for answer in answers) == 3
    assert len(participations.waiting(committed, coordinator.organisation_id)) == 3
