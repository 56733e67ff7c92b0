"""`wallet ledger`: audit, seal, prove and export, as an operator and a stranger run them."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import build
from tests.database import TestDatabase
from tests.ledger.test_seals import KEY
from wallet.cli import main
from wallet.schema import roles

DOCS = Path(__file__).parents[2] / "docs"
SEED = base64.b64encode(bytes(range(32))).decode()
PUBLIC = base64.b64encode(KEY.public).decode()

Wallet = Callable[..., Result]


@pytest.fixture
def wallet(database: TestDatabase, committed: Session) -> Wallet:
    """The command, on a ledger with one top-up and a key to sign with."""
    build.a_fund(committed, cents=10_00)
    committed.commit()

    def run(*arguments: str, role: str = roles.AUDITOR, **environment: str) -> Result:
        return CliRunner().invoke(
            main,
            ["ledger", *arguments],
            env={
                "WALLET_DATABASE_URL": database.url(role),
                "WALLET_SIGNING_KEY": SEED,
                "WALLET_SEAL_KEYS": None,
                "WALLET_HOME": "nowhere",
            }
            | environment,
        )

    return run


@pytest.fixture
def tamper(database: TestDatabase) -> Callable[[str], None]:
    """A superuser who switches the guards off."""

    def run(statement: str) -> None:
        with database.superuser.begin() as connection:
            connection.execute(text("set local session_replication_role = replica"))
            connection.execute(text(statement))

    return run


def stranger(script: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """A script of the documentation, away from this package."""
    return subprocess.run(
        [sys.executable, "-I", str(DOCS / script), *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def first_transfer(database: TestDatabase) -> str:
    with database.superuser.connect() as connection:
        return str(connection.scalar(text("select min(id) from ledger.transfer")))


def test_sealing_prints_the_seal_and_then_has_nothing_to_do(wallet: Wallet) -> None:
    first, second = (wallet("seal", role=roles.APP) for _ in range(2))

    assert first.output.startswith("Seal 1: transfers ")
    assert second.output == "Every transfer is sealed\n"


def test_without_a_key_nothing_is_sealed(wallet: Wallet) -> None:
    refused = wallet("seal", role=roles.APP, WALLET_SIGNING_KEY=None)  # type: ignore[arg-type]

    assert refused.exit_code == 1
    assert "WALLET_SIGNING_KEY" in refused.output


def test_the_public_key_is_told(wallet: Wallet) -> None:
    assert wallet("key").output == f"{KEY.id} {PUBLIC}\n"


def test_a_clean_audit_counts_what_it_read(wallet: Wallet) -> None:
    wallet("seal", role=roles.APP)

    audited = wallet("audit", "--json")

    report = json.loads(audited.output)
    assert audited.exit_code == 0
    assert report["is_clean"]
    assert (report["transfers"], report["sealed_transfers"], report["seals"]) == (1, 1, 1)
    assert report["unchecked_signatures"] == 0
    assert wallet("audit").output.endswith("every cent is accounted for\n")


def test_an_audit_without_keys_says_so(wallet: Wallet) -> None:
    wallet("seal", role=roles.APP)

    audited = wallet("audit", WALLET_SIGNING_KEY=None)  # type: ignore[arg-type]

    assert audited.exit_code == 0
    assert "signatures not checked" in audited.output


def test_a_seal_of_a_replaced_key_is_still_ours(wallet: Wallet) -> None:
    wallet("seal", role=roles.APP)
    other = base64.b64encode(bytes(32)).decode()

    unknown = wallet("audit", WALLET_SIGNING_KEY=other)
    known = wallet("audit", WALLET_SIGNING_KEY=other, WALLET_SEAL_KEYS=PUBLIC)

    assert unknown.exit_code == 1
    assert "seal 1 is not signed by a key of ours" in unknown.output
    assert known.exit_code == 0


def test_a_cent_too_many_is_named_and_is_exit_status_1(
    wallet: Wallet, tamper: Callable[[str], None]
) -> None:
    wallet("seal", role=roles.APP)
    tamper("update ledger.transfer set cents = cents + 1")

    audited = wallet("audit")

    assert audited.exit_code == 1
    assert "NOT clean" in audited.output
    assert "is not what seal 1 closed off" in audited.output


def test_since_a_seal_only_what_came_after_is_read_again(
    wallet: Wallet, tamper: Callable[[str], None]
) -> None:
    wallet("seal", role=roles.APP)
    tamper("update ledger.posting set posted_at = posted_at - interval '1 day'")

    assert wallet("audit", "--since", "1").exit_code == 0
    assert wallet("audit").exit_code == 1
    assert wallet("audit", "--since", "7").exit_code == 2


def test_since_a_seal_a_balance_still_counts_everything(
    wallet: Wallet, tamper: Callable[[str], None]
) -> None:
    wallet("seal", role=roles.APP)
    tamper("update ledger.account set balance = balance + 1 where kind = 'pot'")

    audited = wallet("audit", "--since", "1")

    assert audited.exit_code == 1
    assert "holds 1001 cents, its transfers say 1000" in audited.output


def test_a_stranger_verifies_a_proof(wallet: Wallet, database: TestDatabase) -> None:
    wallet("seal", role=roles.APP)
    proof = wallet("prove", first_transfer(database)).output

    verified = stranger("verify_inclusion.py", given=proof)
    with_key = stranger("verify_inclusion.py", "-", PUBLIC, given=proof)

    assert verified.returncode == 0, verified.stderr
    assert "compare it with the one you know" in verified.stdout
    assert with_key.stdout == f"transfer {first_transfer(database)} stands under seal 1\n"


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("transfer", "cents", "1001"),
        ("transfer", "target_owner_id", "somebody"),
        ("seal", "root", "00" * 32),
        ("seal", "id", 2),
        ("seal", "signature", "00" * 64),
    ],
)
def test_a_stranger_sees_through_a_changed_proof(
    wallet: Wallet, database: TestDatabase, part: str, name: str, value: object
) -> None:
    wallet("seal", role=roles.APP)
    proof = json.loads(wallet("prove", first_transfer(database)).output)
    proof[part][name] = value

    refused = stranger("verify_inclusion.py", given=json.dumps(proof))

    assert refused.returncode == 1
    assert "NOT PROVEN" in refused.stderr


def test_what_is_not_sealed_or_not_there_cannot_be_proven(
    wallet: Wallet, database: TestDatabase
) -> None:
    for transfer_id in (first_transfer(database), "999999999"):
        refused = wallet("prove", transfer_id)
        assert refused.exit_code == 1
        assert "is in no seal" in refused.output


def test_a_changed_transfer_cannot_be_proven(
    wallet: Wallet, database: TestDatabase, tamper: Callable[[str], None]
) -> None:
    wallet("seal", role=roles.APP)
    tamper("update ledger.transfer set cents = cents + 1")

    refused = wallet("prove", first_transfer(database))

    assert refused.exit_code == 1
    assert "no longer what was sealed" in refused.output


def test_a_stranger_recomputes_an_export(wallet: Wallet, tmp_path: Path) -> None:
    wallet("seal", role=roles.APP)
    file = tmp_path / "export.jsonl"

    exported = wallet("export")
    wallet("export", "--output", str(file))

    for done in (
        stranger("recompute.py", given=exported.output),
        stranger("recompute.py", str(file)),
    ):
        assert done.returncode == 0, done.stderr
        assert done.stdout == "1 seals, 2 accounts, 1 transfers: all equal\n"


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ("update ledger.account set balance = 999 where kind = 'pot'", "account"),
        ("update ledger.transfer set cents = 999", "not those of seal 1"),
        ("delete from ledger.transfer", "promised"),
        ("update ledger.transfer set book_id = book_id + 1", "leaves book"),
        ("update ledger.posting set posted_at = now()", "not those of seal 1"),
    ],
)
def test_a_stranger_finds_what_was_changed(
    wallet: Wallet, tamper: Callable[[str], None], change: str, difference: str
) -> None:
    wallet("seal", role=roles.APP)
    tamper(change)

    refused = stranger("recompute.py", given=wallet("export").output)

    assert refused.returncode == 1
    assert difference in refused.stderr


def test_a_stranger_sees_an_export_that_broke_off(wallet: Wallet) -> None:
    lines = wallet("export").output.splitlines()

    refused = stranger("recompute.py", given="\n".join(lines[:-1]))

    assert refused.returncode == 1
    assert "broke off" in refused.stderr
