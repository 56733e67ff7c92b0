"""The register of the demo town: the officer's table, more contracts, and efforts with a file."""

from datetime import date, datetime, timedelta

from wallet import clock
from wallet.cli.demo.money import Town
from wallet.database import Session
from wallet.identity.organisations import Organisation
from wallet.money import Euros
from wallet.social_return import (
    contract_reports,
    effort_assessments,
    effort_files,
    efforts,
    obligations,
    plans,
    questions,
    valuation,
)
from wallet.social_return.contracts import Contract
from wallet.social_return.efforts import Deed, EffortKind
from wallet.social_return.obligations import Obligation
from wallet.social_return.proposals import Proposal
from wallet.social_return.rules import ContractKind

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da636078f61f00039c01c8ff9c0e310000000049454e44ae426082"
)
"""A PNG of one green point: what stands for a photo of an afternoon in the garden."""
CONTRACTS = (
    (
        "second_sponsor",
        "0204",
        "Groenonderhoud wijken Noord",
        90_000_00,
        ContractKind.SERVICES,
        -200,
    ),
    ("second_sponsor", "0231", "Speelplekken Centrum", 240_000_00, ContractKind.WORKS, -60),
    ("sponsor", "0260", "Fietsbrug Havenkanaal", 310_000_00, ContractKind.WORKS, -120),
    ("sponsor", "0188", "Herstraten Molenbuurt", 40_000_00, ContractKind.WORKS, -150),
)
"""Who, number, title, contract sum in cents, kind, and how many days ago it was awarded."""


def adopt_rules(session: Session, town: Town, *, now: datetime) -> None:
    """Let the present table of Utrecht hold in the demo town, before anything is awarded."""
    day = date(clock.day_of(now).year - 1, 1, 1)
    valuation.adopt(
        session, town.staff["officer"], valuation.shipped("utrecht"), valid_from=day, now=now
    )


def fill(session: Session, town: Town, *, now: datetime) -> None:
    """Award more contracts, and let both contractors report and enter what they did."""
    made = [_award(session, town, row, now=now) for row in CONTRACTS]
    owed = obligations.of_contractor(session, town.organisation("sponsor").id)
    reported = [("sponsor", one) for one in owed]  # the ring road too
    for who, one in (*reported, ("second_sponsor", made[1])):
        text = "Het werk is begonnen, het plan volgt deze maand."
        contract_reports.hand_in(session, town.staff[who], one, text=text, now=now)
    _do(session, town, made, now=now)
    _do_more_than_owed(session, town, made[3], now=now)
    _propose(session, town, made[1], now=now)


def _award(session: Session, town: Town, row: tuple[object, ...], *, now: datetime) -> Obligation:
    who, number, title, cents, kind, ago = row
    today = clock.day_of(now)
    awarded_on = today + timedelta(days=int(str(ago)))
    contract = Contract(
        number=f"{today.year}-{number}",
        title=str(title),
        awarded_on=awarded_on,
        contract_sum=Euros(int(str(cents))),
        percentage_bp=500,
        kind=ContractKind(str(kind)),
        from_on=awarded_on,
        to_on=awarded_on + timedelta(days=364),
        interim_months=6,
    )
    contractor: Organisation = town.organisation(str(who))
    return obligations.register(
        session, town.staff["officer"], contractor, contract=contract, now=now
    )


def _do(session: Session, town: Town, made: list[Obligation], *, now: datetime) -> None:
    """One placement is accepted in full; hours of staff wait for the officer, with a photo."""
    today = clock.day_of(now)
    bridge, parks = made[2], made[0]
    placement = Deed(
        kind=EffortKind.PLACEMENT,
        description="Leerling-timmerman op de bouwplaats",
        from_on=today - timedelta(days=100),
        to_on=today - timedelta(days=1),
        block="bbl",
        weekly_minutes=32 * 60,
    )
    effort = efforts.enter(session, town.staff["sponsor"], bridge, placement, now=now)
    officer = town.staff["officer"]
    effort_assessments.assess(session, effort, by=officer, accepted=effort.claimed, now=now)
    afternoon = today - timedelta(days=20)
    hours = Deed(
        kind=EffortKind.STAFF_HOURS,
        description="Middag schoffelen in de buurttuin met acht collega's",
        from_on=afternoon,
        to_on=afternoon,
        minutes=32 * 60,
    )
    by = town.staff["second_sponsor"]
    waiting = efforts.enter(session, by, parks, hours, now=now)
    effort_files.add(session, waiting, PICTURE, name="buurttuin.png", by_id=by.person_id, now=now)


def _do_more_than_owed(session: Session, town: Town, street: Obligation, *, now: datetime) -> None:
    """A day in the street cost more than was owed: what lies above is surplus."""
    day = clock.day_of(now) - timedelta(days=40)
    party = Deed(
        kind=EffortKind.COST,
        description="Klusdag en maaltijd met de buurt",
        from_on=day,
        to_on=day,
        amount=street.target + Euros(350_00),
    )
    effort = efforts.enter(session, town.staff["sponsor"], street, party, now=now)
    effort_assessments.assess(
        session, effort, by=town.staff["officer"], accepted=effort.claimed, now=now
    )


def _propose(session: Session, town: Town, playgrounds: Obligation, *, now: datetime) -> None:
    """A plan for the second fund, about which the officer has a question."""
    proposal = Proposal(
        goal="Speelplekken samen schoon en heel houden",
        target_group="Inwoners zonder werk",
        neighbourhood="Centrum",
        activities="Schoonmaken, schilderen en toezicht houden",
        participants="Inwoners, met hulp van twee hoveniers",
        share_most_bp=5_000,
    )
    plan = plans.submit(
        session,
        town.staff["second_sponsor"],
        obligation=playgrounds,
        fund=town.funds[1],
        proposal=proposal,
        now=now,
    )
    text = "Welke speelplekken zijn het, en wie leert de schilders op?"
    questions.ask(session, plan, by=town.staff["officer"], text=text, now=now)
