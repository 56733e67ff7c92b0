"""Whoever edits sealed history is found out, and what he touched is named."""

import random

import pytest
from sqlalchemy.orm import Session

from tests.database import TestDatabase
from tests.ledger import tamper_trials
from tests.ledger.tampering import Tampering
from wallet.ledger import audit


def test_every_kind_of_tampering_is_named(database: TestDatabase, committed: Session) -> None:
    """The short version of `make trial-tamper`."""
    chance = random.Random(1)  # noqa: S311 - the same trials every time
    tamper_trials.build_history(committed, chance)

    outcome = tamper_trials.run(database.superuser, chance, count=40)

    assert outcome.failures == []
    assert outcome.controls == 4
    assert outcome.tampered == 36


def test_the_audit_of_untouched_history_is_silent(
    database: TestDatabase, committed: Session
) -> None:
    tamper_trials.build_history(committed, random.Random(2))  # noqa: S311 - no secret

    with database.superuser.connect() as connection:
        report = audit.audit(connection, keys=tamper_trials.KEYS)

    assert report.differences == []
    assert report.seals == 4
    assert report.sealed_transfers == report.transfers


def test_nobody_hides_by_naming_too_much(database: TestDatabase, committed: Session) -> None:
    """An audit that named everything after a change would prove nothing: the rest is not named."""
    chance = random.Random(3)  # noqa: S311 - no secret
    tamper_trials.build_history(committed, chance)

    with database.superuser.connect() as connection:
        connection.exec_driver_sql("set session_replication_role = replica")
        hand = Tampering(connection, chance)
        (touched, other) = hand.transfers(2)
        hand.run("update ledger.transfer set cents = cents - 1 where id = :id", id=touched)
        said = " ".join(audit.examine(connection, keys=tamper_trials.KEYS).differences)

    assert f"transfer {touched} is not what seal" in said
    assert f"transfer {other} " not in said


@pytest.mark.parametrize("since", [1, 3])
def test_since_a_seal_the_rest_of_the_chain_is_still_followed(
    database: TestDatabase, committed: Session, since: int
) -> None:
    tamper_trials.build_history(committed, random.Random(4))  # noqa: S311 - no secret

    with database.superuser.connect() as connection:
        connection.exec_driver_sql("set session_replication_role = replica")
        connection.exec_driver_sql("update ledger.seal set root = sha256(root) where id = 1")
        said = audit.examine(connection, keys=tamper_trials.KEYS, since=since).differences

    assert "seal 1 is not signed by a key of ours" in said
    assert "seal 2 does not name the seal before it: one of the two was changed" in said
