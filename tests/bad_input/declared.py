"""What the officer and a contractor of the town have before them: declared, asked and stated."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements
from tests.social_return.declared import KEY, Agreement
from wallet import clock
from wallet.banking.statements import BankEntry
from wallet.identity.memberships import Membership
from wallet.programmes.programmes import Programme
from wallet.social_return import assessing, closings, statements
from wallet.social_return.declaration_questions import DeclarationQuestion
from wallet.social_return.declarations import Declaration
from wallet.social_return.statements import Statement

DECLARED = 12_00
"""Cents, spent in a shop and declared."""


@dataclass(frozen=True)
class Declared:
    """A declaration that waits, with a question in it; a statement; an entry nobody asked for."""

    contractor: Membership
    declaration: Declaration
    question: DeclarationQuestion
    statement: Statement
    entry: BankEntry


def build_declared(
    session: Session, programme: Programme, members: Mapping[str, Membership]
) -> Declared:
    """By a contractor of its own; the second officer issued the statement."""
    agreement = _an_agreement(session, programme, members["officer"])
    agreement.spend(DECLARED)
    declaration = agreement.declare()
    stated = agreements.an_obligation(session, agreement.fund.sponsor, members["officer"])
    return Declared(
        contractor=agreement.sponsor,
        declaration=declaration,
        question=assessing.ask(
            session, declaration, by=members["officer"], question="Which shop?", now=clock.now()
        ),
        statement=statements.issue(
            session,
            closings.close(session, stated, now=clock.now()),
            by=members["second officer"],
            words="We state what counted.",
            key=KEY,
            now=clock.now(),
        ),
        entry=build.a_bank_entry(session, programme, 50_00),
    )


def _an_agreement(session: Session, programme: Programme, officer: Membership) -> Agreement:
    fund = build.a_fund(session, programme)
    obligation = agreements.an_obligation(session, fund.sponsor, officer)
    return Agreement(
        session=session,
        programme=programme,
        fund=fund,
        sponsor=agreements.a_sponsor(session, fund),
        officer=officer,
        obligation=obligation,
        plan=agreements.approve(session, agreements.a_plan(session, fund, obligation)),
        till=build.a_till(session, programme),
    )
