"""Statements: numbered without a gap, signed, checkable by strangers, withdrawn by two."""

import base64
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.social_return import agreements, declared
from tests.social_return.declared import KEY, Agreement
from wallet.edge import statement_papers
from wallet.ledger.seal_keys import PublicKeys
from wallet.money import Euros
from wallet.social_return import closings, statements, takeovers, withdrawing
from wallet.social_return.closings import (
    ContractTakenOver,
    DeclarationsWaiting,
    ReversalsNotDeclared,
)
from wallet.social_return.statements import (
    SigningKeyMissing,
    Statement,
    StatementNotFound,
    StatementStands,
    WordsMissing,
)
from wallet.social_return.withdrawing import AlreadyWithdrawn, OwnStatement, WithdrawalReasonMissing

SCRIPT = Path(__file__).parents[2] / "docs" / "verify_statement.py"


def issue(agreement: Agreement, **changes: object) -> Statement:
    said: dict[str, object] = {"words": "We state what counted.", "key": KEY}
    closing = closings.close(agreement.session, agreement.obligation, now=agreement.now)
    return statements.issue(
        agreement.session,
        closing,
        by=agreement.officer,
        now=agreement.now,
        **said | changes,  # type: ignore[arg-type]
    )


def an_assessed(session: Session, *cents: int) -> Agreement:
    agreement = declared.agree(session)
    for each in cents:
        agreement.spend(each)
    agreement.assess(agreement.declare())
    return agreement


def verify(sent: bytes, tmp_path: Path, *key: str) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "statement.json"
    file.write_bytes(sent)
    command = [sys.executable, str(SCRIPT), str(file), *key]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_statement_says_what_was_recognised(session: Session) -> None:
    statement = issue(an_assessed(session, 12_00, 8_00))

    said = statement.facts
    assert (said.recognised, said.target) == (Euros(20_00), Euros(50_000_00))
    assert (said.is_final, said.shortfall) == (False, Euros(0))
    assert [each.approved for each in said.periods] == [Euros(20_00)]
    assert said.words == "We state what counted."


def test_at_the_end_the_shortfall_is_stated(session: Session) -> None:
    agreement = an_assessed(session, 12_00)
    agreement.days = 400

    said = issue(agreement).facts

    assert said.is_final
    assert said.shortfall == Euros(50_000_00 - 12_00)


def test_numbers_of_an_authority_run_on_and_start_at_one(session: Session) -> None:
    agreement = an_assessed(session, 1_00)
    first = issue(agreement)
    colleague = agreements.an_officer(session, agreement.officer.organisation)
    withdrawing.withdraw(session, first, by=colleague, reason="A mistake", now=agreement.now)

    second = issue(agreement)
    elsewhere = issue(an_assessed(session, 1_00))

    assert [one.number for one in (first, second, elsewhere)] == [1, 2, 1]
    with pytest.raises(IntegrityError, match="fk_statement_authority_id_follows_statement"):
        session.execute(
            text(
                "insert into statement select gen_random_uuid(), authority_id, 9, 8, obligation_id,"
                " 'AAAAAAAAAA', document, signature, key_id, issued_by_id, issued_at"
                " from statement where id = :id"
            ),
            {"id": first.id},
        )


def test_the_script_checks_it_without_us(session: Session, tmp_path: Path) -> None:
    sent = statement_papers.as_json(issue(an_assessed(session, 12_00)), PublicKeys([KEY.public]))

    seen = verify(sent, tmp_path, base64.b64encode(KEY.public).decode())

    assert seen.returncode == 0
    assert "recognised EUR 12.00 of EUR 50,000.00" in seen.stdout


def test_the_script_refuses_what_was_changed(session: Session, tmp_path: Path) -> None:
    sent = statement_papers.as_json(issue(an_assessed(session, 12_00)), PublicKeys([KEY.public]))
    changed = json.loads(sent)
    changed["document"] = changed["document"].replace(
        '"recognised_cents":1200', '"recognised_cents":9900'
    )

    seen = verify(json.dumps(changed).encode(), tmp_path)

    assert seen.returncode != 0
    assert "NOT VALID" in seen.stderr
    assert len(SCRIPT.read_text().splitlines()) <= 44


def test_one_statement_at_a_time(session: Session) -> None:
    agreement = an_assessed(session, 12_00)
    issue(agreement)

    with pytest.raises(StatementStands):
        issue(agreement)


def test_not_while_figures_may_change(session: Session) -> None:
    agreement = declared.agree(session)
    sale = agreement.spend(12_00)
    declaration = agreement.declare()
    with pytest.raises(DeclarationsWaiting):
        issue(agreement)
    agreement.assess(declaration)
    agreement.reverse(sale)
    declared.seal(session)

    with pytest.raises(ReversalsNotDeclared):
        issue(agreement)
    agreement.next_day()
    agreement.assess(agreement.declare())
    assert issue(agreement).facts.recognised == Euros(0)


def test_not_without_words_or_a_key(session: Session) -> None:
    agreement = an_assessed(session, 12_00)

    with pytest.raises(WordsMissing):
        issue(agreement, words="  ")
    with pytest.raises(WordsMissing):
        issue(agreement, words="cut \ud800 in half")
    with pytest.raises(SigningKeyMissing):
        issue(agreement, key=None)


def test_it_is_found_by_number_and_check_together(session: Session) -> None:
    statement = issue(an_assessed(session, 12_00))
    typed = f"{statement.check_code[:5].lower()} - {statement.check_code[5:]}"

    assert statements.get_by_check(session, statement.number, typed) is statement
    with pytest.raises(StatementNotFound):
        statements.get_by_check(session, statement.number + 1, statement.check_code)
    with pytest.raises(StatementNotFound):
        statements.get_by_check(session, statement.number, "AAAAA-AAAAA")
    with pytest.raises(StatementNotFound):
        statements.get_by_check(session, statement.number, "\0")


def test_a_second_person_withdraws_it_once(session: Session) -> None:
    agreement = an_assessed(session, 12_00)
    statement = issue(agreement)
    colleague = agreements.an_officer(session, agreement.officer.organisation)
    stranger = agreements.an_officer(session)
    now = agreement.now

    with pytest.raises(WithdrawalReasonMissing):
        withdrawing.withdraw(session, statement, by=colleague, reason=" ", now=now)
    with pytest.raises(OwnStatement):
        withdrawing.withdraw(session, statement, by=agreement.officer, reason="No", now=now)
    with pytest.raises(StatementNotFound):
        withdrawing.withdraw(session, statement, by=stranger, reason="No", now=now)
    withdrawing.withdraw(session, statement, by=colleague, reason="A wrong contract", now=now)
    assert not statement.is_valid
    with pytest.raises(AlreadyWithdrawn):
        withdrawing.withdraw(session, statement, by=colleague, reason="Again", now=now)


def test_what_counted_goes_along_with_a_contract_once(session: Session) -> None:
    agreement = an_assessed(session, 12_00)
    _, fund, successor = declared.another_sponsor(agreement)
    takeovers.register(
        session,
        agreement.officer,
        agreement.obligation,
        successor=successor,
        on=agreement.today + timedelta(days=1),
        now=agreement.now,
    )

    with pytest.raises(ContractTakenOver):
        issue(agreement)
    agreement.obligation = successor
    assert issue(agreement).facts.recognised == Euros(12_00)
    assert fund.sponsor_id == successor.contractor_id
