"""What a contractor reports when, and who is reminded of it."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements
from wallet import clock
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.notifications.outbox import Message
from wallet.social_return import contract_reports, reminders
from wallet.social_return.contract_reports import ReportKind, ReportNotDue, ReportTextMissing
from wallet.social_return.obligations import Obligation, ObligationNotFound

YEAR = {
    "awarded_on": date(2026, 1, 10),
    "from_on": date(2026, 2, 1),
    "to_on": date(2027, 1, 31),
}


def noon(day: date) -> datetime:
    return clock.start_of(day) + timedelta(hours=12)


@pytest.fixture
def sponsor(session: Session) -> Membership:
    return build.a_member(session, Role.SPONSOR, build.an_organisation(session))


@pytest.fixture
def obligation(session: Session, sponsor: Membership) -> Obligation:
    return agreements.an_obligation(
        session, sponsor.organisation, report_days=7, interim_months=4, **YEAR
    )


def mailed(session: Session) -> list[str]:
    return [one.subject for one in session.scalars(select(Message).order_by(Message.enqueued_at))]


def test_a_contract_asks_for_a_first_interim_and_final_report(obligation: Obligation) -> None:
    assert contract_reports.asked(obligation) == [
        (ReportKind.FIRST, date(2026, 1, 17)),
        (ReportKind.INTERIM, date(2026, 5, 31)),
        (ReportKind.INTERIM, date(2026, 9, 30)),
        (ReportKind.FINAL, date(2027, 1, 31)),
    ]


def test_reports_are_handed_in_one_after_the_other(
    session: Session, obligation: Obligation, sponsor: Membership
) -> None:
    def hand_in(text: str = "On its way") -> ReportKind:
        return contract_reports.hand_in(
            session, sponsor, obligation, text=text, now=clock.now()
        ).kind

    with pytest.raises(ReportTextMissing):
        hand_in(" ")
    kinds = [hand_in() for _ in range(4)]

    assert kinds == [kind for kind, _ in contract_reports.asked(obligation)]
    assert all(due.report for due in contract_reports.of_obligation(session, obligation))
    with pytest.raises(ReportNotDue):
        hand_in()


def test_another_contractor_hands_in_nothing(session: Session, obligation: Obligation) -> None:
    stranger = build.a_member(session, Role.SPONSOR)

    with pytest.raises(ObligationNotFound):
        contract_reports.hand_in(session, stranger, obligation, text="Mine", now=clock.now())


def test_a_contractor_is_reminded_ahead_and_when_late_once_each(
    session: Session, obligation: Obligation
) -> None:
    due_on = date(2026, 1, 17)

    def remind(days: int) -> int:
        return reminders.remind_all(session, now=noon(due_on + timedelta(days=days)))

    assert [remind(days) for days in (-4, -3, -3, 0, 1, 1, 2)] == [0, 1, 0, 0, 1, 0, 0]
    ahead, late = mailed(session)
    assert "uiterlijk 17-01-2026" in ahead
    assert obligation.contract_number in late
    assert "te laat" in late


def test_nobody_is_reminded_of_what_was_handed_in(
    session: Session, obligation: Obligation, sponsor: Membership
) -> None:
    contract_reports.hand_in(session, sponsor, obligation, text="Done", now=clock.now())

    assert reminders.remind_all(session, now=noon(date(2026, 1, 17))) == 0
    assert reminders.remind_all(session, now=noon(date(2026, 5, 20))) == 1


def test_what_is_long_past_is_not_brought_up_again(
    session: Session, obligation: Obligation
) -> None:
    assert reminders.remind_all(session, now=noon(date(2026, 2, 17))) == 0
