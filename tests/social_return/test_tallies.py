"""What counts now, by how far it got: the same rule as in a declaration, for many at once."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements, declared
from tests.social_return.declared import Agreement
from tests.social_return.deeds import a_deed
from wallet import clock
from wallet.money import Euros
from wallet.social_return import (
    closings,
    counting,
    effort_assessments,
    efforts,
    social_enterprises,
    takeovers,
    tallies,
    valuation,
)
from wallet.social_return.limits import LimitReason
from wallet.social_return.obligations import Obligation
from wallet.social_return.periods import Period
from wallet.social_return.proposals import Recognition, ValueRule
from wallet.social_return.social_enterprises import Scheme
from wallet.social_return.stages import Stages
from wallet.social_return.tallies import Tally

LONG_AGO = clock.day_of(clock.now()) - timedelta(days=100)
FACTOR_OF_TWO = """
name = "Ours"
edition = "2026"
source = "test"
read_on = "2026"
[procurement]
factor = "2"
[community]
share_most_percent = "1"
"""


def tally(agreement: Agreement, obligation: Obligation | None = None) -> Tally:
    one = obligation or agreement.obligation
    return tallies.of(agreement.session, one, now=agreement.now + timedelta(seconds=1))


def test_an_amount_goes_from_stage_to_stage(session: Session) -> None:
    agreement = declared.agree(session)
    sale = agreement.spend(12_00)
    agreement.spend(8_00)
    assert tally(agreement).coins == Stages(undeclared=Euros(20_00))

    declaration = agreement.declare()
    assert tally(agreement).coins == Stages(awaiting=Euros(20_00))

    agreement.assess(declaration, 15_00)
    agreement.spend(3_00)
    assert tally(agreement).coins == Stages(assessed=Euros(15_00), undeclared=Euros(3_00))

    agreement.reverse(sale)
    found = tally(agreement).coins
    assert found == Stages(assessed=Euros(15_00), undeclared=Euros(3_00 - 9_00))  # 15 x 12 / 20

    agreement.next_day()
    second = agreement.declare()
    assert tally(agreement).coins == Stages(assessed=Euros(15_00), awaiting=Euros(-6_00))
    assert second.net == Euros(-6_00)


def test_what_it_says_before_is_what_is_then_declared(session: Session) -> None:
    """Factor, share, cap and the rule of social procurement: one home for the rule."""
    agreement = declared.agree(session)
    valuation.adopt(
        session, agreement.officer, FACTOR_OF_TWO, valid_from=LONG_AGO, now=agreement.now
    )
    sponsor, fund, owed = declared.another_sponsor(agreement)
    plan = agreements.a_plan(
        session, fund, owed, value_rule=ValueRule.SOCIAL_PROCUREMENT, value_factor_bp=15_000
    )
    agreements.approve(session, plan)
    merchant, till = declared.a_shop(agreement)
    social_enterprises.recognise(
        session,
        agreement.officer,
        merchant,
        scheme=Scheme.PSO,
        reference="PSO",
        valid=Period(agreement.today, agreement.today),
        now=agreement.now,
    )
    mine = Agreement(
        session, agreement.programme, fund, agreements.a_sponsor(session, fund),
        agreement.officer, owed, plan, agreement.till,
    )  # fmt: skip
    mine.spend(4_00, at=till)
    for _ in range(20):
        mine.spend(20_00)

    before = tally(mine)
    by_rules = counting.by_rules(
        session, owed, [plan], before=agreement.now + timedelta(seconds=1)
    )[plan.id]
    declaration = mine.declare()

    share = Euros(owed.target.cents // 100)
    assert before.coins.undeclared == declaration.figures.counted == by_rules
    assert declaration.figures.counted == share + Euros(8_00)
    assert before.above == declaration.figures.surplus == Euros(600_00) - share
    assert before.surplus == {LimitReason.COMMUNITY_SHARE: before.above}
    assert sponsor is fund.sponsor


def test_at_issuance_too(session: Session) -> None:
    agreement = declared.agree(session, recognition=Recognition.ISSUANCE, cap=Euros(5_00))
    agreement.a_participant(10_00)

    found = tally(agreement)

    assert found.coins == Stages(undeclared=Euros(5_00))
    assert found.surplus == {LimitReason.PLAN_CAP: Euros(5_00)}


def test_efforts_and_coins_share_their_limits(session: Session) -> None:
    """What was accepted by hand takes room from coins: together never above the share."""
    agreement = declared.agree(session)
    valuation.adopt(
        session, agreement.officer, FACTOR_OF_TWO, valid_from=LONG_AGO, now=agreement.now
    )
    _, fund, owed = declared.another_sponsor(agreement)
    plan = agreements.approve(session, agreements.a_plan(session, fund, owed))
    sponsor = agreements.a_sponsor(session, fund)
    mine = Agreement(
        session, agreement.programme, fund, sponsor, agreement.officer, owed, plan, agreement.till
    )
    deed = a_deed(amount=Euros(owed.target.cents // 100 - 5_00), from_on=mine.today)
    effort = efforts.enter(session, sponsor, owed, deed, now=mine.now)
    effort_assessments.assess(
        session, effort, by=mine.officer, accepted=effort.claimed, now=mine.now
    )
    mine.spend(12_00)

    [line] = mine.declare().lines

    assert (line.counted, line.limit_reason) == (Euros(5_00), LimitReason.COMMUNITY_SHARE)


def test_what_counted_goes_along_with_a_contract_once(session: Session) -> None:
    agreement = declared.agree(session)
    agreement.spend(20_00)
    agreement.assess(agreement.declare())
    agreement.spend(3_00)
    _, _, owed = declared.another_sponsor(agreement)
    takeovers.register(
        session,
        agreement.officer,
        agreement.obligation,
        successor=owed,
        on=agreement.today + timedelta(days=1),
        now=agreement.now,
    )

    both = tallies.of_obligations(
        session, [agreement.obligation, owed], now=agreement.now + timedelta(seconds=1)
    )

    assert both[owed.id].coins == Stages(assessed=Euros(20_00), undeclared=Euros(3_00))
    assert both[agreement.obligation.id].coins == both[owed.id].coins
    closing = closings.close(session, owed, now=agreement.now)
    assert closing.by_coins == Euros(20_00)


def test_nothing_to_read(session: Session) -> None:
    assert tallies.of_obligations(session, [], now=clock.now()) == {}
    nobody = agreements.an_obligation(session, build.an_organisation(session))
    assert tallies.of(session, nobody, now=clock.now()).stages == Stages()
