"""The money of the demo town: a programme, two funds, and the bank statements that fill them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wallet import clock
from wallet.banking import accounts as bank_accounts
from wallet.banking import statements
from wallet.banking.camt_elements import Direction
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Batch, Movement
from wallet.database import Session
from wallet.funds import allotments, funds, payment_requests
from wallet.funds.funds import Fund
from wallet.identity.memberships import Membership
from wallet.identity.organisations import Organisation
from wallet.money import Euros
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.programmes.terms import ProgrammeTerms
from wallet.settlement import reconciliation
from wallet.social_return import decisions, obligations, plans
from wallet.social_return.contracts import Contract
from wallet.social_return.proposals import Proposal

IBAN = "NL04BNGH0285170000"
HOLDER = "Stichting Doetegoed Demostad"
PAYER_IBAN = "NL02ABNA0123456789"


@dataclass
class Town:
    """What the seed has made so far."""

    staff: dict[str, Membership]
    programme: Programme
    funds: list[Fund]

    def organisation(self, key: str) -> Organisation:
        return self.staff[key].organisation


def found(session: Session, staff: dict[str, Membership], *, now: datetime) -> Town:
    """Open the programme with its terms, and let everybody take part."""
    today = clock.day_of(now)
    programme = programmes.open_programme(
        session,
        staff["admin"].organisation,
        name="Doetegoed Demostad",
        area="Demostad",
        bank_account=bank_accounts.open_account(session, iban=IBAN, holder=HOLDER),
        terms=ProgrammeTerms(
            valid_from=date(today.year, 1, 1),
            coin=Euros(1_00),
            lapse_months=12,
            confirm_above=Euros(25_00),
            second_verifier_above=Euros(50_00),
            month_cap=Euros(150_00),
            year_cap=Euros(1_500_00),
            card_pin_above=Euros(10_00),
            card_sales_without_pin=5,
            card_day_limit=Euros(25_00),
        ),
        today=today,
    )
    for key in ("coordinator", "care_coordinator", "sponsor", "second_sponsor"):
        programmes.join(session, programme, staff[key].organisation, today=today)
    return Town(staff, programme, [])


def open_funds(session: Session, town: Town, *, now: datetime) -> None:
    """Two sponsors open a fund and pay what they were asked, by a statement of the bank."""
    paid: list[Movement | Batch] = []
    asked = (("sponsor", "Rondweg-Zuid", 5_000_00), ("second_sponsor", "Groenbestek", 2_500_00))
    for age, (key, name, cents) in zip((40, 30), asked, strict=True):
        sponsor = town.staff[key]
        opened_at = now - timedelta(days=age)
        fund = funds.open_fund(
            session, town.programme, sponsor.organisation, name=name, now=opened_at
        )
        town.funds.append(fund)
        request = payment_requests.request(
            session, fund, amount=Euros(cents), by=sponsor.person, now=now
        )
        paid.append(
            Movement(
                reference=f"DEMO-{request.reference}",
                amount=request.amount,
                direction=Direction.CREDIT,
                structured_reference=request.reference,
                name=sponsor.organisation.name,
                iban=PAYER_IBAN,
            )
        )
    payment_requests.request(
        session, town.funds[0], amount=Euros(1_000_00), by=town.staff["sponsor"].person, now=now
    )
    take_in_statement(session, town, paid, now=now)


def take_in_statement(
    session: Session, town: Town, booked: list[Movement | Batch], *, now: datetime
) -> None:
    """Let the demo's bank write a statement that goes on where the last ended; import it."""
    account = town.programme.bank_account
    last = statements.latest(session, account.id)
    content = demo_bank.statement(
        iban=account.iban,
        opening=last.closing_balance if last else Euros(0),
        booked=booked,
        on=clock.day_of(now),
        number=(last.sequence_number or 0) + 1 if last else 1,
    )
    treasurer = town.staff["treasurer"]
    reconciliation.take_in(
        session, content, operator_id=treasurer.organisation_id, by=treasurer.person, now=now
    )


def allot(session: Session, town: Town, *, now: datetime) -> None:
    """Set budgets aside, so that organisations can reward."""
    treasurer = town.staff["treasurer"].person
    shares = (
        (0, "coordinator", 2_000_00),
        (0, "care_coordinator", 1_200_00),
        (1, "coordinator", 800_00),
    )
    for number, key, cents in shares:
        allotments.allot(
            session,
            town.funds[number],
            town.organisation(key),
            amount=Euros(cents),
            by=treasurer,
            now=now,
        )


def agree_on_social_return(session: Session, town: Town, *, now: datetime) -> None:
    """The officer registers the builder's obligation and approves the plan that ties its fund."""
    today = clock.day_of(now)
    officer, sponsor = town.staff["officer"], town.staff["sponsor"]
    contract = Contract(
        number=f"{today.year}-0117",
        title="Aanleg Rondweg-Zuid",
        awarded_on=date(today.year, 1, 1),
        contract_sum=Euros(150_000_00),
        percentage_bp=200,
        from_on=date(today.year, 1, 1),
        to_on=date(today.year + 1, 12, 31),
    )
    obligation = obligations.register(
        session, officer, sponsor.organisation, contract=contract, now=now
    )
    proposal = Proposal(
        goal="Mensen doen mee in de buurt en worden daarvoor bedankt",
        target_group="Inwoners met een afstand tot de arbeidsmarkt",
        neighbourhood="Demostad-Zuid",
        activities="Tuinieren, soep koken en koffie schenken",
        participants="Inwoners, met hulp van vrijwilligers van het bedrijf",
    )
    plan = plans.submit(
        session, sponsor, obligation=obligation, fund=town.funds[0], proposal=proposal, now=now
    )
    decisions.approve(session, plan, by=officer, now=now)
