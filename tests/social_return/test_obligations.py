"""An officer writes down what a contractor owes by a contract."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import build
from tests.social_return import agreements
from wallet import clock
from wallet.errors import WalletError
from wallet.identity.people import NameMissing
from wallet.money import Euros
from wallet.social_return import obligations
from wallet.social_return.contracts import (
    ContractNumberMissing,
    ContractSumOutOfRange,
    ObligationDatesOutOfOrder,
    PercentageOutOfRange,
)
from wallet.social_return.obligations import (
    ContractAlreadyRegistered,
    Obligation,
    ObligationNotFound,
)
from wallet.social_return.rules import Base


def test_the_target_is_the_percentage_of_the_contract_sum(session: Session) -> None:
    contractor = build.an_organisation(session)

    obligation = agreements.an_obligation(
        session, contractor, contract_sum=Euros(1_234_567_89), percentage_bp=500
    )

    assert obligation.target == Euros(61_728_39)  # 61,728.3945
    assert obligation.percentage_bp == 500
    assert obligation.contract_sum == Euros(1_234_567_89)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"number": "  "}, ContractNumberMissing),
        ({"number": "9" * 41}, ContractNumberMissing),
        ({"title": ""}, NameMissing),
        ({"contract_sum": Euros(0)}, ContractSumOutOfRange),
        ({"contract_sum": Euros(-1)}, ContractSumOutOfRange),
        ({"contract_sum": Euros(10**12 + 1)}, ContractSumOutOfRange),
        ({"percentage_bp": 0}, PercentageOutOfRange),
        ({"percentage_bp": 10_001}, PercentageOutOfRange),
        ({"awarded_on": date(2026, 5, 2), "from_on": date(2026, 5, 1)}, ObligationDatesOutOfOrder),
        ({"from_on": date(2026, 5, 2), "to_on": date(2026, 5, 1)}, ObligationDatesOutOfOrder),
    ],
)
def test_a_contract_that_makes_no_sense_is_refused(
    session: Session, changes: dict[str, object], refusal: type[WalletError]
) -> None:
    contractor = build.an_organisation(session)

    with pytest.raises(refusal):
        agreements.an_obligation(session, contractor, **changes)


def test_a_contract_number_is_used_once_by_an_authority(session: Session) -> None:
    contractor = build.an_organisation(session)
    officer = agreements.an_officer(session)
    agreements.an_obligation(session, contractor, officer, number="2026-1")

    with pytest.raises(ContractAlreadyRegistered) as refusal:
        agreements.an_obligation(session, contractor, officer, number=" 2026-1 ")
    another = agreements.an_obligation(session, contractor, number="2026-1")

    assert refusal.value.contract_number == "2026-1"
    assert another.authority_id != officer.organisation_id


def test_only_authority_and_contractor_see_an_obligation(session: Session) -> None:
    contractor = build.an_organisation(session)
    obligation = agreements.an_obligation(session, contractor)

    for organisation_id in (obligation.authority_id, contractor.id):
        seen = obligations.get_seen_by(session, organisation_id, obligation.id)
        assert seen is obligation
        assert obligations.seen_by(session, organisation_id) == [obligation]
    with pytest.raises(ObligationNotFound):
        obligations.get_seen_by(session, build.an_organisation(session).id, obligation.id)
    assert obligations.of_authority(session, obligation.authority_id) == [obligation]
    assert obligations.of_contractor(session, contractor.id) == [obligation]


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"target": Euros(1)}, "ck_obligation_target"),
        ({"percentage_bp": 0}, "ck_obligation_percentage"),
        ({"contract_sum": Euros(0), "base": Base.WAGE_SUM}, "ck_obligation_contract_sum"),
        ({"contract_sum": Euros(1)}, "ck_obligation_base_amount"),
        ({"report_days": 0}, "ck_obligation_report_days"),
        ({"contract_number": ""}, "ck_obligation_contract_number"),
        ({"to_on": date(2020, 1, 1)}, "ck_obligation_dates"),
    ],
)
def test_the_database_refuses_it_too(
    session: Session, changes: dict[str, object], constraint: str
) -> None:
    contract = agreements.a_contract()
    officer = agreements.an_officer(session)
    row: dict[str, object] = {
        "authority_id": officer.organisation_id,
        "contractor_id": build.an_organisation(session).id,
        "contract_number": contract.number,
        "title": contract.title,
        "awarded_on": contract.awarded_on,
        "contract_sum": contract.contract_sum,
        "percentage_bp": contract.percentage_bp,
        "kind": contract.kind,
        "base": Base.CONTRACT_SUM,
        "base_amount": contract.contract_sum,
        "target": contract.calculation(None).amount,
        "lines": contract.calculation(None).lines,
        "report_days": contract.report_days,
        "from_on": contract.from_on,
        "to_on": contract.to_on,
        "registered_by_id": officer.person_id,
        "registered_at": clock.now(),
    }
    session.add(Obligation(**row | changes))

    with pytest.raises(IntegrityError, match=constraint):
        session.flush()


def test_an_obligation_is_never_edited(session: Session) -> None:
    obligation = agreements.an_obligation(session, build.an_organisation(session))
    edit = update(Obligation).where(Obligation.id == obligation.id).values(percentage_bp=1)

    with pytest.raises(Exception, match="permission denied"):
        session.execute(edit)
