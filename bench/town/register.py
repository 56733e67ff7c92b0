"""The officer's register: every contract, the plans that tie funds, and what is no coins."""

from datetime import date, datetime, timedelta

from bench.town.residents import Town
from wallet import clock
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.social_return import (
    contract_reports,
    decisions,
    effort_assessments,
    efforts,
    obligations,
    plans,
    valuation,
)
from wallet.social_return.contracts import Contract
from wallet.social_return.efforts import Deed, EffortKind
from wallet.social_return.obligations import Obligation
from wallet.social_return.proposals import Proposal
from wallet.social_return.rules import ContractKind

WORKS = ("Riolering", "Groenonderhoud", "Nieuwbouw school", "Brug", "Schoonmaak", "Wegdek")
WITHOUT_PLAN = 1
"""So many funds at the end serve no contract yet; the plan of the one before them waits."""
A_YEAR = 365


def adopt_rules(town: Town, *, now: datetime) -> None:
    """The table of Utrecht, since before any of the contracts was awarded."""
    text = valuation.shipped("utrecht")
    valid_from = town.first_day - timedelta(days=3 * A_YEAR)
    valuation.adopt(town.session, town.officer, text, valid_from=valid_from, now=now)


def tie_funds(town: Town, *, now: datetime) -> None:
    """A contract for each fund but the last, and a plan for it, approved but for one."""
    for number, fund in enumerate(town.funds[:-WITHOUT_PLAN]):
        sponsor = town.sponsor_of(fund)
        awarded_on = town.first_day - timedelta(days=30 + number)
        days = town.size.days * (1 if number % 3 else 2)
        obligation = _award(
            town, sponsor, number, awarded_on, town.first_day + timedelta(days=days)
        )
        proposal = Proposal(
            goal="Mensen doen mee in de buurt en worden daarvoor bedankt",
            target_group="Inwoners met een afstand tot de arbeidsmarkt",
            neighbourhood="Waterstad",
            activities="Tuinieren, koken, taal en klussen",
            participants="Inwoners, met hulp van vrijwilligers",
            share_most_bp=10_000,
        )
        plan = plans.submit(
            town.session, sponsor, obligation=obligation, fund=fund, proposal=proposal, now=now
        )
        if number < len(town.funds) - WITHOUT_PLAN - 1:
            decisions.approve(town.session, plan, by=town.officer, now=now)
            town.plans.append(plan)


def award_others(town: Town, *, last_day: date, now: datetime) -> None:
    """All other contracts, in every stage, with reports and efforts until now."""
    hands = [*town.contractors, *town.sponsors]
    for number in range(len(town.funds) - WITHOUT_PLAN, town.size.contracts):
        awarded_on = last_day - timedelta(days=town.random.randrange(5, 2 * A_YEAR))
        until = awarded_on + timedelta(days=town.random.randrange(A_YEAR // 2, 3 * A_YEAR))
        contractor = hands[number % len(hands)]
        obligation = _award(town, contractor, number, awarded_on, until)
        if number % 3:
            at = now - timedelta(days=max(0, (last_day - awarded_on).days - 7))
            text = "Het werk is begonnen, het plan volgt deze maand."
            contract_reports.hand_in(town.session, contractor, obligation, text=text, now=at)
        for nth in range(number % 4):
            _employ(town, contractor, obligation, nth, last_day=last_day, now=now)


def _award(
    town: Town, contractor: Membership, number: int, awarded_on: date, until: date
) -> Obligation:
    kinds = list(ContractKind)
    contract = Contract(
        number=f"WS-{number + 1:04d}",
        title=f"{WORKS[number % len(WORKS)]} perceel {number + 1}",
        awarded_on=awarded_on,
        contract_sum=Euros(town.random.randrange(300, 3_000) * 1_000_00),
        percentage_bp=500,
        kind=kinds[number % len(kinds)],
        from_on=awarded_on,
        to_on=until,
        interim_months=6,
    )
    at = clock.start_of(awarded_on) + timedelta(hours=10)
    return obligations.register(
        town.session, town.officer, contractor.organisation, contract=contract, now=at
    )


def _employ(
    town: Town,
    contractor: Membership,
    obligation: Obligation,
    nth: int,
    *,
    last_day: date,
    now: datetime,
) -> None:
    """Somebody learns a trade there; two of three are accepted, the third waits."""
    until = min(obligation.to_on, last_day)
    deed = Deed(
        kind=EffortKind.PLACEMENT,
        description=f"Leerling op de bouwplaats, plek {nth + 1}",
        from_on=obligation.from_on,
        to_on=until,
        block="bbl",
        weekly_minutes=32 * 60,
    )
    effort = efforts.enter(town.session, contractor, obligation, deed, now=now)
    if nth < 2:  # noqa: PLR2004
        effort_assessments.assess(
            town.session, effort, by=town.officer, accepted=effort.claimed, now=now
        )
