"""What contractors enter beside coins: a deed of each kind, and who agreed on what."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements, tables
from wallet import clock
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.money import Euros
from wallet.social_return import effort_assessments, efforts
from wallet.social_return.efforts import Deed, Effort, EffortKind
from wallet.social_return.obligations import Obligation
from wallet.social_return.verdicts import EffortAssessment

TODAY = clock.day_of(clock.now())
PDF = b"%PDF-1.7 an invoice"


def a_deed(kind: EffortKind = EffortKind.COST, **changes: Any) -> Deed:
    facts: dict[EffortKind, dict[str, Any]] = {
        EffortKind.PLACEMENT: {"block": "participatiewet", "weekly_minutes": 36 * 60},
        EffortKind.STAFF_HOURS: {"minutes": 120},
        EffortKind.INVOICE: {
            "amount": Euros(1_000_00),
            "supplier_kvk": "87654321",
            "invoice_number": "F-1",
        },
        EffortKind.COST: {"amount": Euros(400_00)},
    }
    usual = {
        "kind": kind,
        "description": "An afternoon in the garden",
        "from_on": TODAY - timedelta(days=9),
        "to_on": TODAY,
    }
    return Deed(**usual | facts[kind] | changes)


class Agreed:
    """A contractor with a contract under a table, and the officer of the authority."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.officer = agreements.an_officer(session)
        tables.adopt(session, self.officer)
        contractor = build.an_organisation(session)
        self.sponsor = build.a_member(session, Role.SPONSOR, contractor)
        self.obligation = self.a_contract()

    def a_contract(self) -> Obligation:
        contractor = self.sponsor.organisation
        return agreements.an_obligation(self.session, contractor, self.officer)

    def enter(self, deed: Deed | None = None, obligation: Obligation | None = None) -> Effort:
        return efforts.enter(
            self.session,
            self.sponsor,
            obligation or self.obligation,
            deed or a_deed(),
            now=clock.now(),
        )

    def assess(self, effort: Effort, accepted: Euros, **changes: Any) -> EffortAssessment:
        by: Membership = changes.pop("by", self.officer)
        return effort_assessments.assess(
            self.session, effort, by=by, accepted=accepted, now=clock.now(), **changes
        )
