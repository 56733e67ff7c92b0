"""A register of Social Return with something of everything in it, for the browser to look at."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements, tables
from tests.social_return.declared import KEY, Agreement
from tests.social_return.deeds import PDF, a_deed
from wallet.funds import funds, payment_requests
from wallet.identity.memberships import Membership
from wallet.money import Euros
from wallet.social_return import (
    assessing,
    closings,
    contract_reports,
    effort_files,
    efforts,
    plans,
    questions,
    social_enterprises,
    statements,
    takeovers,
)
from wallet.social_return.efforts import EffortKind
from wallet.social_return.periods import Period
from wallet.social_return.social_enterprises import Scheme


@dataclass(frozen=True)
class Register:
    """Who looks, and the ids of what there is, by the name an address gives them."""

    officer: Membership
    sponsor: Membership
    ids: dict[str, UUID]
    statement: statements.Statement
    effort: efforts.Effort


def fill(session: Session) -> Register:
    """A contract with an assessed and a waiting declaration, efforts, a question, a statement."""
    programme = build.a_programme(session)
    officer = agreements.an_officer(session, programme.operator)
    adopted = tables.adopt(session, officer)
    fund = build.a_fund(session, programme)
    owed = agreements.an_obligation(session, fund.sponsor, officer, interim_months=3)
    plan = agreements.approve(session, agreements.a_plan(session, fund, owed, cap=Euros(30_00)))
    sponsor = agreements.a_sponsor(session, fund)
    till = build.a_till(session, programme)
    agreement = Agreement(session, programme, fund, sponsor, officer, owed, plan, till)
    for _ in range(12):
        agreement.spend(3_33)
    agreement.assess(agreement.declare(), 20_00)
    statement = _state(agreement)
    agreement.spend(5_00)
    agreement.next_day()
    waiting = agreement.declare()
    assessing.ask(session, waiting, by=officer, question="Which shop?", now=agreement.now)
    effort = _enter(agreement)
    contract_reports.hand_in(session, sponsor, owed, text="It goes well.", now=agreement.now)
    proposed = _propose(agreement)
    questions.ask(session, proposed, by=officer, text="For whom is it?", now=agreement.now)
    _recognise(agreement)
    request = payment_requests.request(
        session, fund, amount=Euros(100_00), by=sponsor.person, now=agreement.now
    )
    ids = {
        "programme_id": programme.id,
        "obligation_id": owed.id,
        "plan_id": proposed.id,
        "rules_id": adopted.id,
        "effort_id": effort.id,
        "declaration_id": waiting.id,
        "statement_id": statement.id,
        "fund_id": fund.id,
        "request_id": request.id,
    }
    session.commit()
    return Register(officer, sponsor, ids, statement, effort)


def _state(agreement: Agreement) -> statements.Statement:
    return statements.issue(
        agreement.session,
        closings.close(agreement.session, agreement.obligation, now=agreement.now),
        by=agreement.officer,
        words="We state what the contractor contributed.",
        key=KEY,
        now=agreement.now,
    )


def _enter(agreement: Agreement) -> efforts.Effort:
    """Hours of staff, with a file that shows them."""
    session, sponsor = agreement.session, agreement.sponsor
    deed = a_deed(EffortKind.STAFF_HOURS)
    effort = efforts.enter(session, sponsor, agreement.obligation, deed, now=agreement.now)
    effort_files.add(
        session, effort, PDF, name="garden.pdf", by_id=sponsor.person_id, now=agreement.now
    )
    return effort


def _propose(agreement: Agreement) -> plans.Plan:
    """A plan that waits, for a contract that went over to this contractor."""
    session, sponsor = agreement.session, agreement.fund.sponsor
    before = agreements.an_obligation(session, build.an_organisation(session), agreement.officer)
    takeovers.register(
        session,
        agreement.officer,
        before,
        successor=agreement.obligation,
        on=agreement.today + timedelta(days=1),
        now=agreement.now,
    )
    another = agreements.an_obligation(session, sponsor, agreement.officer)
    fund = funds.open_fund(session, agreement.programme, sponsor, name="Another", now=agreement.now)
    return agreements.a_plan(session, fund, another)


def _recognise(agreement: Agreement) -> None:
    social_enterprises.recognise(
        agreement.session,
        agreement.officer,
        build.a_merchant(agreement.session, agreement.programme),
        scheme=Scheme.PSO,
        reference="PSO 30+ 12345",
        valid=Period(agreement.today, agreement.today),
        now=agreement.now,
    )
