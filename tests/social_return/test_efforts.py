"""What is not coins: entered by the contractor, valued by the table, assessed by the officer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import at_once, build
from tests.social_return import agreements
from tests.social_return.deeds import TODAY, Agreed, a_deed
from wallet import clock
from wallet.errors import WalletError
from wallet.identity import memberships
from wallet.identity.memberships import Membership
from wallet.identity.organisations import KvkNumberMalformed
from wallet.identity.permissions import Role
from wallet.identity.vault import Vault
from wallet.money import Euros
from wallet.social_return import effort_assessments, efforts, tallies
from wallet.social_return.effort_assessments import (
    AcceptedOutOfRange,
    AssessmentReasonMissing,
    EffortAlreadyAssessed,
    OwnEffort,
)
from wallet.social_return.efforts import (
    ContractWithoutRules,
    Effort,
    EffortIncomplete,
    EffortKind,
    EffortNotFound,
    EffortOutsideContract,
)
from wallet.social_return.invoices import InvoiceCountedBefore
from wallet.social_return.limits import LimitReason
from wallet.social_return.obligations import ObligationNotFound
from wallet.social_return.rules import RuleMissing
from wallet.social_return.stages import Stages
from wallet.social_return.verdicts import EffortAssessment


@pytest.fixture
def agreed(session: Session) -> Agreed:
    return Agreed(session)


@pytest.mark.parametrize(
    ("kind", "claimed"),
    [
        (EffortKind.PLACEMENT, Euros(1_095_89)),  # 40,000 x 10 / 365
        (EffortKind.STAFF_HOURS, Euros(200_00)),
        (EffortKind.INVOICE, Euros(1_500_00)),
        (EffortKind.COST, Euros(400_00)),
    ],
)
def test_an_effort_is_valued_by_the_table(agreed: Agreed, kind: EffortKind, claimed: Euros) -> None:
    effort = agreed.enter(a_deed(kind))

    assert effort.claimed == claimed == effort.lines[-1].result
    assert effort.assessment is None
    assert effort_assessments.waiting(agreed.session, agreed.officer.organisation_id) == [effort]
    assert efforts.of_obligation(agreed.session, agreed.obligation) == [effort]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"description": " "}, EffortIncomplete),
        ({"from_on": TODAY, "to_on": TODAY - timedelta(days=1)}, EffortIncomplete),
        ({"amount": None}, EffortIncomplete),
        ({"amount": Euros(0)}, EffortIncomplete),
        ({"kind": EffortKind.STAFF_HOURS, "minutes": 0}, EffortIncomplete),
        ({"kind": EffortKind.PLACEMENT, "block": None}, EffortIncomplete),
        ({"kind": EffortKind.PLACEMENT, "block": "x", "weekly_minutes": 1}, RuleMissing),
        ({"kind": EffortKind.INVOICE, "supplier_kvk": None}, EffortIncomplete),
        (
            {"kind": EffortKind.INVOICE, "invoice_number": "1", "supplier_kvk": "1"},
            KvkNumberMalformed,
        ),
        ({"to_on": TODAY + timedelta(days=1)}, EffortOutsideContract),
        ({"from_on": date(2020, 1, 1)}, EffortOutsideContract),
    ],
)
def test_an_effort_that_makes_no_sense_is_refused(
    agreed: Agreed, changes: dict[str, Any], refusal: type[WalletError]
) -> None:
    with pytest.raises(refusal):
        agreed.enter(a_deed(**changes))


def test_only_the_contractor_enters_and_only_the_parties_see(agreed: Agreed) -> None:
    effort, stranger = agreed.enter(), agreed.officer

    with pytest.raises(ObligationNotFound):
        efforts.enter(agreed.session, stranger, agreed.obligation, a_deed(), now=clock.now())
    with pytest.raises(EffortNotFound):
        efforts.get_seen_by(agreed.session, build.an_organisation(agreed.session).id, effort.id)
    with pytest.raises(EffortNotFound):
        efforts.get_of_authority(agreed.session, agreed.sponsor.organisation_id, effort.id)
    with pytest.raises(EffortNotFound):
        efforts.get_of_contractor(agreed.session, agreed.officer.organisation_id, effort.id)


def test_a_contract_without_a_table_has_nothing_to_value_by(session: Session) -> None:
    contractor = build.an_organisation(session)
    sponsor = build.a_member(session, Role.SPONSOR, contractor)
    obligation = agreements.an_obligation(session, contractor)

    with pytest.raises(ContractWithoutRules):
        efforts.enter(session, sponsor, obligation, a_deed(), now=clock.now())


def test_nothing_counts_before_it_is_accepted(agreed: Agreed) -> None:
    effort = agreed.enter()

    def counted() -> Euros:
        return tallies.of(agreed.session, agreed.obligation, now=clock.now()).stages.assessed

    assert counted() == Euros(0)
    agreed.assess(effort, Euros(100_00), reason="Half a day")
    assert counted() == Euros(100_00)
    assert effort_assessments.waiting(agreed.session, agreed.officer.organisation_id) == []


def test_community_activities_count_up_to_their_share(agreed: Agreed) -> None:
    cost = agreed.enter(a_deed(amount=Euros(20_000_00), from_on=TODAY - timedelta(days=19)))
    invoice = agreed.enter(a_deed(EffortKind.INVOICE))
    for effort in (cost, invoice):
        agreed.assess(effort, effort.claimed)

    filled = tallies.of(agreed.session, agreed.obligation, now=clock.now())

    assert agreed.obligation.target == Euros(50_000_00)
    assert filled.efforts[EffortKind.COST] == Stages(assessed=Euros(12_500_00))  # a quarter
    assert filled.surplus == {LimitReason.COMMUNITY_SHARE: Euros(7_500_00)}
    assert filled.stages == Stages(assessed=Euros(13_500_00 + 500_00))


def test_an_assessment_is_final_by_another_and_in_range(agreed: Agreed) -> None:
    effort = agreed.enter()
    other = agreements.an_officer(agreed.session)
    both = memberships.grant(
        agreed.session,
        agreed.sponsor.person,
        agreed.officer.organisation,
        Role.OFFICER,
        now=clock.now(),
    )

    with pytest.raises(EffortNotFound):
        agreed.assess(effort, effort.claimed, by=other)
    with pytest.raises(OwnEffort):
        agreed.assess(effort, effort.claimed, by=both)
    for wrong in (Euros(-1), Euros(400_01)):
        with pytest.raises(AcceptedOutOfRange):
            agreed.assess(effort, wrong, reason="x")
    with pytest.raises(AssessmentReasonMissing):
        agreed.assess(effort, Euros(1), reason=" ")
    agreed.assess(effort, effort.claimed)
    with pytest.raises(EffortAlreadyAssessed):
        agreed.assess(effort, effort.claimed)


def test_an_invoice_counts_once_whatever_the_contract(agreed: Agreed) -> None:
    first = agreed.enter(a_deed(EffortKind.INVOICE, invoice_number="f- 1"))
    again = agreed.enter(a_deed(EffortKind.INVOICE), agreed.a_contract())
    agreed.assess(first, first.claimed)

    with pytest.raises(InvoiceCountedBefore):
        agreed.assess(again, again.claimed)
    agreed.assess(again, Euros(0), reason="Counted for the other contract")


def test_an_invoice_that_was_not_accepted_may_be_entered_again(agreed: Agreed) -> None:
    wrong = agreed.enter(a_deed(EffortKind.INVOICE))
    agreed.assess(wrong, Euros(0), reason="The amount is with VAT")

    right = agreed.enter(a_deed(EffortKind.INVOICE, amount=Euros(826_45)))

    assert agreed.assess(right, right.claimed).accepted == Euros(1_239_68)


def test_the_same_invoice_in_the_same_second_counts_once(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    agreed = Agreed(committed)
    both = [agreed.enter(a_deed(EffortKind.INVOICE)) for _ in range(2)]
    committed.commit()

    def deciding(effort_id: UUID) -> Callable[[Session], Euros]:
        def decide(session: Session) -> Euros:
            effort = session.get_one(Effort, effort_id)
            by = session.get_one(Membership, agreed.officer.id)
            return effort_assessments.assess(
                session, effort, by=by, accepted=effort.claimed, now=clock.now()
            ).accepted

        return decide

    works = [deciding(one.id) for one in both]
    answers = at_once.requests(engine, vault, works)

    assert sorted(type(one).__name__ for one in answers) == ["Euros", "InvoiceCountedBefore"]


def test_the_database_refuses_more_than_was_claimed(agreed: Agreed) -> None:
    effort = agreed.enter()
    agreed.session.add(
        EffortAssessment(
            effort_id=effort.id,
            entered_by_id=effort.entered_by_id,
            claimed=effort.claimed,
            accepted=Euros(400_01),
            reason="generous",
            assessed_by_id=agreed.officer.person_id,
            assessed_at=clock.now(),
        )
    )

    with pytest.raises(IntegrityError, match="ck_effort_assessment_accepted"):
        agreed.session.flush()
