"""What participants do, and what is written down of it."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from tests.world.days import NOW, TODAY
from tests.world.participants import a_registration
from wallet.activities import activities, participations
from wallet.activities.activities import Activity
from wallet.activities.participations import Participation
from wallet.identity.memberships import Membership
from wallet.money import Coins
from wallet.programmes.programmes import Programme
from wallet.wallets.wallets import Wallet


def an_activity(
    session: Session,
    coordinator: Membership,
    programme: Programme,
    *,
    coins: int = 3,
    minutes_each: int | None = None,
) -> Activity:
    """Coffee at the care home, by the hour, or by the time when `minutes_each` is given."""
    return activities.open_activity(
        session,
        coordinator.organisation_id,
        programme.id,
        name="Coffee morning",
        kind="care",
        neighbourhood="Noord",
        reward=Coins(coins),
        minutes_each=minutes_each,
        today=TODAY,
    )


def a_participation(
    session: Session,
    coordinator: Membership,
    programme: Programme,
    *,
    wallet: Wallet | None = None,
    activity: Activity | None = None,
    minutes: int = 60,
    held_on: date = TODAY - timedelta(days=1),
) -> Participation:
    """What this coordinator wrote down of a participant of the own organisation."""
    activity = activity or an_activity(session, coordinator, programme)
    wallet = a_registration(session, coordinator, programme, wallet)
    return participations.record(
        session,
        coordinator,
        activity_id=activity.id,
        wallet_id=wallet.id,
        held_on=held_on,
        minutes=minutes,
        now=NOW,
    )
