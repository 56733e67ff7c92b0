"""A municipality and a sponsor with a fund and an obligation, and strangers; committed."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tests import build
from tests.client import bearer
from tests.social_return import agreements
from wallet import clock
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.identity import access_tokens, organisations
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.social_return.obligations import Obligation
from wallet.social_return.plans import Plan

KVK_NUMBER = "68750110"


@dataclass(frozen=True)
class Parties:
    """The municipality runs the programme and is the authority that awarded the contract."""

    session: Session
    programme: Programme
    fund: Fund
    obligation: Obligation
    sponsor: Membership
    officer: Membership
    admin: Membership
    treasurer: Membership
    other_sponsor: Membership
    other_officer: Membership
    coordinator: Membership

    def as_(self, member: Membership) -> dict[str, str]:
        """The header with which a program says that it acts for this member."""
        token = access_tokens.issue(self.session, member, now=build.NOW)
        self.session.commit()
        return bearer(token)

    def a_plan(self, **changes: object) -> Plan:
        plan = agreements.a_plan(self.session, self.fund, self.obligation, **changes)
        self.session.commit()
        return plan

    def an_approved_plan(self) -> Plan:
        plan = agreements.approve(self.session, self.a_plan())
        self.session.commit()
        return plan


def gather(session: Session) -> Parties:
    programme = build.a_programme(session)
    contractor = organisations.register(session, name="Demobouw", kvk_number=KVK_NUMBER)
    programmes.join(session, programme, contractor, today=build.TODAY)
    sponsor = build.a_member(session, Role.SPONSOR, contractor)
    officer = agreements.an_officer(session, programme.operator)
    fund = funds.open_fund(session, programme, contractor, name="Parks", now=clock.now())
    other = build.a_fund(session, programme)
    parties = Parties(
        session=session,
        programme=programme,
        fund=fund,
        obligation=agreements.an_obligation(session, contractor, officer),
        sponsor=sponsor,
        officer=officer,
        admin=build.a_member(session, Role.ADMIN, programme.operator),
        treasurer=build.a_member(session, Role.TREASURER, programme.operator),
        other_sponsor=agreements.a_sponsor(session, other),
        other_officer=agreements.an_officer(session),
        coordinator=build.a_coordinator(session, programme),
    )
    session.commit()
    return parties
