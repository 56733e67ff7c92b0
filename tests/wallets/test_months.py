"""History by the month of Amsterdam."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from tests import build
from tests.build import TODAY, Phone
from wallet import clock
from wallet.ledger import accounts
from wallet.ledger.accounts import AccountKind
from wallet.money import Euros
from wallet.wallets import history
from wallet.wallets.history import EventKind


def test_a_month_tells_what_was_earned_and_what_shops_kept(session: Session) -> None:
    phone = build.a_participant(session, cents=12_00)
    today = clock.day_of(clock.now())

    month = history.month(session, phone.wallet, today, happened={})

    assert (month.first_on, month.earned, month.spent) == (
        today.replace(day=1),
        Euros(12_00),
        Euros(0),
    )
    assert [event.kind for event in month.events] == [EventKind.EARNED]
    assert (month.earlier, month.later) == (None, None)


def test_other_months_lead_to_it(session: Session) -> None:
    phone = build.a_participant(session, cents=12_00)
    today = clock.day_of(clock.now())

    before = history.month(session, phone.wallet, date(2026, 1, 31), happened={})
    after = history.month(session, phone.wallet, date(today.year + 1, 12, 5), happened={})

    assert (before.events, before.later) == ([], date(2026, 2, 1))
    assert (after.events, after.earlier) == ([], today.replace(day=1))


def test_a_month_begins_at_midnight_in_amsterdam(session: Session) -> None:
    assert clock.start_of(date(2026, 11, 1)) == datetime(2026, 10, 31, 23, tzinfo=UTC)


def test_what_happened_before_midnight_and_was_booked_after_it_is_of_the_month_before(
    session: Session,
) -> None:
    phone = build.a_participant(session, cents=12_00)
    today = clock.day_of(clock.now())
    midnight = clock.start_of(today.replace(day=1))
    [earned] = history.events(session, phone.wallet)
    happened = {(earned.kind, earned.subject): midnight - timedelta(seconds=1)}

    this = history.month(session, phone.wallet, today, happened=happened)
    before = history.month(
        session, phone.wallet, today.replace(day=1) - timedelta(days=1), happened=happened
    )

    assert (this.events, this.earned, this.earlier) == ([], Euros(0), before.first_on)
    assert ([event.at for event in before.events], before.earned, before.later) == (
        [midnight - timedelta(seconds=1)],
        Euros(12_00),
        None,
    )


def test_a_wallet_without_purses_has_empty_months(session: Session) -> None:
    phone: Phone = build.a_phone(session)

    month = history.month(session, phone.wallet, TODAY, happened={})

    assert (month.events, month.earlier, month.later) == ([], None, None)
    assert accounts.of_owner(session, AccountKind.PURSE, phone.wallet.id) == []
