"""The loop through the pages, once round, each step by the right role and by no other."""

from flask import Flask
from sqlalchemy import Engine

from tests.client import Client
from tests.stories import proof
from tests.stories.by_pages import cast as casts
from tests.stories.by_pages import counting, money_in, money_out, shop, work
from tests.stories.by_pages.cast import Cast
from tests.stories.next_door import NextDoor
from tests.stories.phones import StoryPhone
from tests.stories.town import Town
from tests.stories.visitors import Strangers, Visitor


def test_a_coin_is_earned_spent_paid_out_and_counted(
    app: Flask, client: Client, story_town: Town, strangers: NextDoor, engine: Engine
) -> None:
    cast = casts.gather(app, Strangers.invite(app, strangers), story_town)

    fund_id = money_in.the_sponsor_opens_a_fund(cast)
    obligation = counting.the_officer_registers_an_obligation(cast)
    counting.a_plan_ties_the_fund(cast, obligation, fund_id)
    _euros_come_in(cast, fund_id)
    participant_id, phone, owner = _somebody_works(cast)
    _coins_are_spent(cast, participant_id, phone, owner)
    _shops_are_paid(cast)

    counting.sponsor_and_officer_see_what_counts(cast, obligation, fund_id)
    counting.everybody_sees_the_backing(cast)
    proof.is_clean(engine)
    proof.is_backed(client)


def _euros_come_in(cast: Cast, fund_id: str) -> None:
    reference = money_in.the_sponsor_asks_for_a_reference(cast, fund_id)
    money_in.a_bad_file_is_refused_with_its_line(cast)
    money_in.the_bank_statement_fills_the_pot(cast, fund_id, reference)
    money_in.a_person_decides_on_the_rest(cast, fund_id)
    money_in.the_treasurer_sets_a_budget_aside(cast, fund_id)


def _somebody_works(cast: Cast) -> tuple[str, StoryPhone, Visitor]:
    participant_id, code = work.a_coordinator_registers_a_participant(cast)
    phone, owner = work.a_start_code_makes_a_phone(cast, code)
    morning = work.a_morning_is_written_down(cast, participant_id)
    work.a_colleague_verifies_it(cast, morning)
    work.an_empty_budget_says_so(cast, participant_id)
    work.more_than_the_allowance_is_refused(cast, participant_id)
    work.the_coins_are_on_the_phone(owner, euros="15,00")
    return participant_id, phone, owner


def _coins_are_spent(cast: Cast, participant_id: str, phone: StoryPhone, owner: Visitor) -> None:
    bakery, pool = shop.a_till_is_paired(cast, cast.ans), shop.a_till_is_paired(cast, cast.mila)
    shop.bread_is_paid(bakery, phone)
    shop.swimming_is_partly_paid(pool, phone)
    shop.the_owner_gives_it_back(cast.mila)
    work.the_coins_are_on_the_phone(owner, euros="10,50")
    tablet, _ = work.a_start_code_makes_a_phone(cast, work.another_start_code(cast, participant_id))
    shop.a_child_swims(pool, tablet)
    work.the_coins_are_on_the_phone(owner, euros="7,50")


def _shops_are_paid(cast: Cast) -> None:
    settlement = money_out.one_treasurer_draws_up_and_another_approves(cast)
    order = money_out.the_bank_gets_a_file(cast, settlement)
    money_out.the_bank_says_they_are_paid(cast, "02", order, settlement)
