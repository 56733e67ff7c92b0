"""The key of seals, and the thread that seals while the wallet serves."""

import base64
import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests import build
from tests.database import TestDatabase
from wallet import config
from wallet.cli import signing
from wallet.cli.signing import Sealer
from wallet.config import SettingMissing, Settings
from wallet.ledger import seals
from wallet.schema import roles

SEED = bytes(range(32))
ENCODED = base64.b64encode(SEED).decode()


def test_a_key_is_made_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    made = signing.make_key(tmp_path / "home")

    file = tmp_path / "home" / "signing.key"
    assert signing.make_key(tmp_path / "home") == made
    assert len(made) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert config.signing_key({"WALLET_HOME": str(tmp_path / "home")}) == made


def test_the_setting_comes_before_the_file(tmp_path: Path) -> None:
    signing.make_key(tmp_path)

    assert config.signing_key({"WALLET_HOME": str(tmp_path), "WALLET_SIGNING_KEY": ENCODED}) == SEED


def test_without_either_there_is_no_key(tmp_path: Path) -> None:
    assert config.signing_key({"WALLET_HOME": str(tmp_path)}) is None
    assert config.seal_keys({}) == ()


@pytest.mark.parametrize("text", ["", "short", "é" * 44, base64.b64encode(bytes(31)).decode()])
def test_what_is_no_key_stops_the_start(text: str) -> None:
    with pytest.raises(SettingMissing, match="WALLET_SIGNING_KEY"):
        config.signing_key({"WALLET_SIGNING_KEY": text})
    with pytest.raises(SettingMissing, match="WALLET_SEAL_KEYS"):
        config.seal_keys({"WALLET_SEAL_KEYS": f"{ENCODED},{text or '?'}"})


def test_what_was_posted_is_sealed_while_the_wallet_serves(
    database: TestDatabase,
    committed: Session,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signing, "EVERY_SECONDS", 0.01)
    build.a_fund(committed, cents=1_00)
    committed.commit()

    sealer = Sealer(replace(settings, signing_key=SEED, database_url=database.url(roles.APP)))
    sealer.start()
    try:
        for _ in range(500):
            if sealed := seals.latest(committed):
                break
            committed.rollback()
            time.sleep(0.01)
    finally:
        sealer.stop()
        sealer.join()

    assert sealed is not None
    assert sealed.transfer_count == 1


def test_without_a_key_the_thread_ends_at_once(settings: Settings) -> None:
    sealer = Sealer(replace(settings, signing_key=None))
    sealer.start()
    sealer.join(5)

    assert not sealer.is_alive()
