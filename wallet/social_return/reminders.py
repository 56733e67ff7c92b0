"""Reminders: a report is due, or late; to everybody who acts for the contractor, once each."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from wallet import clock
from wallet.database import Base
from wallet.identity import memberships
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.notifications import outbox
from wallet.social_return import contract_reports
from wallet.social_return.contract_reports import Due, ReportKind
from wallet.social_return.obligations import Obligation

AHEAD = {
    ReportKind.FIRST: timedelta(days=3),
    ReportKind.INTERIM: timedelta(days=14),
    ReportKind.FINAL: timedelta(days=30),
}
"""How long before the day a contractor is reminded."""
LATE_FOR = timedelta(days=30)
"""What is later than this was said before, or is older than this register."""

NAMES = {
    "nl": {
        ReportKind.FIRST: "eerste rapportage",
        ReportKind.INTERIM: "tussenrapportage",
        ReportKind.FINAL: "eindrapportage",
    },
    "en": {
        ReportKind.FIRST: "first report",
        ReportKind.INTERIM: "interim report",
        ReportKind.FINAL: "final report",
    },
}
WORDS = {
    ("nl", "ahead"): (
        "Social Return: {report} voor {number} uiterlijk {day}",
        (
            "De {report} voor contract {number}, {title}, moet uiterlijk {day} "
            "bij {authority} zijn.\n"
            "U vult hem in bij uw contracten in de stadsportemonnee.\n"
        ),
    ),
    ("nl", "late"): (
        "Social Return: {report} voor {number} is te laat",
        (
            "De {report} voor contract {number}, {title}, moest uiterlijk {day} "
            "bij {authority} zijn.\n"
            "Vul hem vandaag nog in bij uw contracten in de stadsportemonnee.\n"
        ),
    ),
    ("en", "ahead"): (
        "Social Return: {report} for {number} due on {day}",
        (
            "The {report} for contract {number}, {title}, must reach {authority} by {day}.\n"
            "Fill it in under your contracts in the city wallet.\n"
        ),
    ),
    ("en", "late"): (
        "Social Return: {report} for {number} is late",
        (
            "The {report} for contract {number}, {title}, should have reached {authority} "
            "by {day}.\n"
            "Fill it in today, under your contracts in the city wallet.\n"
        ),
    ),
}


class Stage(StrEnum):
    """When somebody is reminded."""

    AHEAD = "ahead"
    LATE = "late"


class ReportReminder(Base):
    """That this person was reminded of this report; the key keeps it at once."""

    __tablename__ = "report_reminder"
    __table_args__ = (
        CheckConstraint("kind in ('first', 'interim', 'final')", name="kind"),
        CheckConstraint("stage in ('ahead', 'late')", name="stage"),
    )

    obligation_id: Mapped[UUID] = mapped_column(ForeignKey("obligation.id"), primary_key=True)
    kind: Mapped[ReportKind] = mapped_column(primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    stage: Mapped[Stage] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    reminded_at: Mapped[datetime]


def remind_all(session: Session, *, now: datetime) -> int:
    """Write a message for every report that is due soon or late; returns how many.

    Run it once a day: again on the same day sends nothing twice.
    """
    today = clock.day_of(now)
    running = list(session.scalars(select(Obligation).where(Obligation.to_on >= today - LATE_FOR)))
    dues = contract_reports.of_obligations(session, running)
    all_dues = chain.from_iterable(dues.values())
    said = [(due, stage) for due in all_dues if (stage := _stage(due, today))]
    actors = memberships.of_organisations(session, {one.contractor_id for one in running})
    sent = 0
    for due, stage in said:
        for actor in actors:
            is_theirs = actor.organisation_id == due.obligation.contractor_id
            if is_theirs and actor.role is Role.SPONSOR:
                sent += _remind(session, due, stage, actor, now=now)
    return sent


def _stage(due: Due, today: date) -> Stage | None:
    """Whether to say something about this report today, and what."""
    if due.report is not None or today - due.due_on > LATE_FOR:
        return None
    if due.is_late(today):
        return Stage.LATE
    return Stage.AHEAD if due.due_on - today <= AHEAD[due.kind] else None


def _remind(session: Session, due: Due, stage: Stage, actor: Membership, *, now: datetime) -> int:
    """Enqueue one message, unless this person had it; returns how many: one or none."""
    person = actor.person
    reminder = (
        insert(ReportReminder)
        .values(
            obligation_id=due.obligation.id,
            kind=due.kind,
            due_on=due.due_on,
            stage=stage,
            person_id=person.id,
            reminded_at=now,
        )
        .on_conflict_do_nothing()
        .returning(ReportReminder.person_id)
    )
    if person.email is None or session.execute(reminder).first() is None:
        return 0
    subject, body = WORDS[person.language, stage.value]
    facts = {
        "report": NAMES[person.language][due.kind],
        "number": due.obligation.contract_number,
        "title": due.obligation.title,
        "authority": due.obligation.authority.name,
        "day": due.due_on.strftime("%d-%m-%Y"),
    }
    outbox.enqueue(
        session,
        recipient=person.email,
        subject=subject.format(**facts),
        body=body.format(**facts),
        now=now,
    )
    return 1
