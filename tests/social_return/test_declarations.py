"""Declarations: the figures of a period, frozen, counted once, and taken back when undone."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.social_return import declared
from wallet import clock
from wallet.ledger import seals
from wallet.money import Euros
from wallet.social_return import declarations, social_enterprises, takeovers
from wallet.social_return.limits import LimitReason
from wallet.social_return.periods import Period
from wallet.social_return.proposals import Recognition, ValueRule
from wallet.social_return.social_enterprises import RecognisedAlready, Scheme
from wallet.wallets import lapsing


def test_what_was_spent_is_declared_with_its_place_in_the_ledger(session: Session) -> None:
    agreement = declared.agree(session)
    agreement.spend(12_00)
    agreement.spend(8_00)

    declaration = agreement.declare()

    seal = seals.latest(session)
    assert seal is not None
    assert declaration.figures.counted == Euros(20_00)
    assert (declaration.number, declaration.from_on) == (1, agreement.obligation.from_on)
    assert declaration.last_transfer_id == seal.last_transfer_id
    assert declaration.seal_root == seal.root


def test_what_is_reversed_before_the_declaration_is_left_out(session: Session) -> None:
    agreement = declared.agree(session)
    agreement.spend(12_00)
    agreement.reverse(agreement.spend(8_00))

    [line] = agreement.declare().lines

    assert (line.realised, line.undone, line.counted) == (Euros(20_00), Euros(8_00), Euros(12_00))


def test_what_was_not_under_a_seal_is_in_the_next_one(session: Session) -> None:
    agreement = declared.agree(session)
    agreement.spend(12_00)
    first = agreement.declare()
    agreement.assess(first)
    agreement.spend(3_00)
    agreement.next_day()

    second = agreement.declare()

    assert second.from_on == first.to_on + timedelta(days=1)
    assert second.figures.counted == Euros(3_00)


def test_a_reversal_after_approval_is_corrected_in_the_next_one(session: Session) -> None:
    agreement = declared.agree(session)
    sale = agreement.spend(12_00)
    agreement.spend(8_00)
    agreement.assess(agreement.declare())
    agreement.reverse(sale)
    agreement.next_day()

    second = agreement.declare()

    [correction] = second.corrections
    assert (correction.undone, correction.corrected) == (Euros(12_00), Euros(12_00))
    assert second.net == Euros(-12_00)
    agreement.assess(second)
    assert declarations.recognised(session, [agreement.obligation.id]) == Euros(8_00)


def test_of_what_was_approved_in_part_a_reversal_takes_its_share(session: Session) -> None:
    agreement = declared.agree(session)
    sale = agreement.spend(10_00)
    agreement.spend(10_00)
    agreement.assess(agreement.declare(), 15_00)
    agreement.reverse(sale)
    agreement.next_day()

    [correction] = agreement.declare().corrections

    assert correction.corrected == Euros(7_50)


def test_what_was_rejected_is_not_taken_back_again(session: Session) -> None:
    agreement = declared.agree(session)
    sale = agreement.spend(10_00)
    agreement.assess(agreement.declare(), 0)
    agreement.reverse(sale)
    agreement.next_day()

    [correction] = agreement.declare().corrections

    assert correction.corrected == Euros(0)


def test_above_a_cap_is_surplus_with_the_reason(session: Session) -> None:
    agreement = declared.agree(session, cap=Euros(15_00))
    sale = agreement.spend(12_00)
    agreement.spend(8_00)

    first = agreement.declare()

    [line] = first.lines
    assert (line.counted, line.surplus) == (Euros(15_00), Euros(5_00))
    assert line.limit_reason is LimitReason.PLAN_CAP
    agreement.assess(first)
    agreement.reverse(sale)
    agreement.next_day()
    [correction] = agreement.declare().corrections
    assert correction.corrected == Euros(7_00)  # the surplus of 5 went first


def test_more_than_is_owed_is_surplus(session: Session) -> None:
    agreement = declared.agree(session, contract={"contract_sum": Euros(200_00)})
    agreement.spend(12_00)

    [line] = agreement.declare().lines

    assert (line.counted, line.limit_reason) == (Euros(10_00), LimitReason.TARGET)


def test_the_room_below_a_limit_is_used_up_over_periods(session: Session) -> None:
    agreement = declared.agree(session, cap=Euros(15_00))
    agreement.spend(10_00)
    agreement.assess(agreement.declare())
    agreement.spend(10_00)
    agreement.next_day()

    [line] = agreement.declare().lines

    assert (line.counted, line.surplus) == (Euros(5_00), Euros(5_00))


def test_at_a_recognised_social_enterprise_the_other_rule_applies_instead(session: Session) -> None:
    agreement = declared.agree(
        session, value_rule=ValueRule.SOCIAL_PROCUREMENT, value_factor_bp=5_000
    )
    merchant, till = declared.a_shop(agreement)
    today = clock.day_of(clock.now())
    social_enterprises.recognise(
        session,
        agreement.officer,
        merchant,
        scheme=Scheme.PSO,
        reference="PSO 30+ 12345",
        valid=Period(today, today),
        now=clock.now(),
    )
    agreement.spend(10_00)
    agreement.spend(4_00, at=till)

    lines = {line.rule: line for line in agreement.declare().lines}

    assert lines[ValueRule.COMMUNITY_ACTIVITY].value == Euros(5_00)
    assert lines[ValueRule.SOCIAL_PROCUREMENT].realised == Euros(4_00)
    assert lines[ValueRule.SOCIAL_PROCUREMENT].value == Euros(4_00)


def test_a_shop_is_not_recognised_twice_on_a_day(session: Session) -> None:
    agreement = declared.agree(session)
    merchant, _ = declared.a_shop(agreement)
    today = clock.day_of(clock.now())

    def recognise(valid: Period) -> None:
        social_enterprises.recognise(
            session,
            agreement.officer,
            merchant,
            scheme=Scheme.OWN_LIST,
            reference="List 2026",
            valid=valid,
            now=clock.now(),
        )

    recognise(Period(today, today + timedelta(days=10)))
    recognise(Period(today + timedelta(days=11), today + timedelta(days=20)))
    with pytest.raises(RecognisedAlready):
        recognise(Period(today + timedelta(days=10), today + timedelta(days=12)))


def test_counted_when_earned_it_is_taken_back_when_it_lapses(session: Session) -> None:
    agreement = declared.agree(session, recognition=Recognition.ISSUANCE)
    agreement.a_participant(10_00)
    first = agreement.declare()
    assert first.figures.counted == Euros(10_00)
    agreement.assess(first)
    lapsing.lapse_all(session, build.LAPSES_ON + timedelta(days=1))
    agreement.next_day()

    second = agreement.declare()

    assert second.figures.corrected == Euros(10_00)


def test_what_lapsed_before_the_declaration_is_left_out(session: Session) -> None:
    agreement = declared.agree(session, recognition=Recognition.ISSUANCE)
    agreement.a_participant(10_00)
    lapsing.lapse_all(session, build.LAPSES_ON + timedelta(days=1))
    agreement.a_participant(4_00)

    assert agreement.declare().figures.counted == Euros(4_00)


def test_what_was_counted_is_taken_back_though_the_contract_went_over(session: Session) -> None:
    """From the very day of the sale: nothing new counts any more, but what was undone is seen."""
    agreement = declared.agree(session)
    sale = agreement.spend(12_00)
    agreement.assess(agreement.declare())
    _, _, owed = declared.another_sponsor(agreement)
    takeovers.register(
        session,
        agreement.officer,
        agreement.obligation,
        successor=owed,
        on=agreement.today,
        now=agreement.now,
    )
    agreement.reverse(sale)
    agreement.spend(5_00)
    agreement.next_day()

    second = agreement.declare()

    assert (second.figures.counted, second.figures.corrected) == (Euros(0), Euros(12_00))
