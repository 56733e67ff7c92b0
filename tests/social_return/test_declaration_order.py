"""One declaration after the other: who declares what, when, and nothing of it twice."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements, declared
from wallet.ledger import seals
from wallet.social_return import declaring
from wallet.social_return.declaring import (
    EarlierDeclarationWaiting,
    NothingSealed,
    PeriodNotOver,
)
from wallet.social_return.obligations import ObligationNotFound
from wallet.social_return.periods import PeriodOutOfOrder


def test_one_after_the_other_and_never_ahead(session: Session) -> None:
    agreement = declared.agree(session)
    agreement.spend(1_00)
    first = agreement.declare()

    with pytest.raises(EarlierDeclarationWaiting):
        agreement.declare()
    agreement.assess(first)
    with pytest.raises(PeriodOutOfOrder):
        agreement.declare()
    with pytest.raises(PeriodNotOver):
        declaring.declare(
            session,
            agreement.obligation,
            by=agreement.sponsor,
            to_on=agreement.today + timedelta(days=1),
            now=agreement.now,
        )


def test_without_a_seal_there_is_nothing_to_freeze_at(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = declared.agree(session)
    monkeypatch.setattr(seals, "latest", lambda _session: None)

    with pytest.raises(NothingSealed):
        declaring.declare(
            session,
            agreement.obligation,
            by=agreement.sponsor,
            to_on=agreement.today,
            now=agreement.now,
        )


def test_another_contractor_declares_nothing_here(session: Session) -> None:
    agreement = declared.agree(session)
    stranger = agreements.a_sponsor(session, build.a_fund(session))

    with pytest.raises(ObligationNotFound):
        declaring.declare(
            session, agreement.obligation, by=stranger, to_on=agreement.today, now=agreement.now
        )


def test_periods_never_overlap_whoever_writes_them(session: Session) -> None:
    agreement = declared.agree(session)
    agreement.spend(1_00)
    first = agreement.declare()
    again = text(
        "insert into declaration select gen_random_uuid(), obligation_id, contractor_id,"
        " number + :more, :day, :day, last_transfer_id, seal_id, seal_root, declared_by_id,"
        " declared_at from declaration where id = :id"
    )

    with session.begin_nested():
        session.execute(
            again, {"id": first.id, "more": 1, "day": agreement.today + timedelta(days=1)}
        )
    with pytest.raises(IntegrityError, match="ex_declaration_no_overlap"):
        session.execute(again, {"id": first.id, "more": 2, "day": first.from_on})


def test_a_transfer_is_counted_once_whoever_writes_it(session: Session) -> None:
    agreement = declared.agree(session)
    agreement.spend(1_00)
    agreement.declare()
    again = text("insert into counted_transfer select transfer_id, line_id from counted_transfer")

    with pytest.raises(IntegrityError, match="pk_counted_transfer"):
        session.execute(again)
