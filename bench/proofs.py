"""Audit, export and recomputation of a ledger with a million transfers, all of them sealed."""

import base64
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.lines import RUNS, emit
from bench.world import World
from wallet import database
from wallet.ledger import seals
from wallet.ledger.seal_keys import SigningKey

HERE = Path(__file__).parent
PEAK = HERE / "peak.py"
RECOMPUTE = HERE.parent / "docs" / "recompute.py"
WALLET = (sys.executable, "-c", "from wallet.cli import main; main()")


@dataclass(frozen=True)
class Ran:
    """What a program took."""

    seconds: float
    peak_mb: float
    said: str


def measure(world: World) -> None:
    """As an auditor does it: programs of their own, seals and signatures included."""
    seed = secrets.token_bytes(32)
    start = time.perf_counter()
    seal_count = _seal(world, SigningKey(seed))
    emit("ledger.seal.1m_seconds", time.perf_counter() - start, "s", seals=seal_count)
    environment = os.environ | {
        "WALLET_DATABASE_URL": world.database_url,
        "WALLET_SIGNING_KEY": base64.b64encode(seed).decode(),
    }
    _measure_audit(environment)
    _measure_export(environment)


def _seal(world: World, key: SigningKey) -> int:
    """Seal everything; the number of seals it took."""
    engine, count = database.connect(world.database_url, pool_size=1), 0
    while True:
        with database.transaction(engine) as session:
            if seals.seal(session, key) is None:
                break
            count += 1
    engine.dispose()
    return count


def _measure_audit(environment: dict[str, str]) -> None:
    ran = sorted(
        (_run(*WALLET, "ledger", "audit", "--json", environment=environment) for _ in range(RUNS)),
        key=lambda each: each.seconds,
    )
    report = json.loads(ran[0].said)
    emit(
        "ledger.audit.1m_seconds",
        ran[RUNS // 2].seconds,
        "s",
        peak_mb=max(each.peak_mb for each in ran),
        runs=[each.seconds for each in ran],
        transfers=report["transfers"],
        sealed=report["sealed_transfers"],
    )


def _measure_export(environment: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory(prefix="wallet-bench-") as folder:
        file = Path(folder) / "export.jsonl"
        export = (*WALLET, "ledger", "export", "--output", str(file))
        exported = _run(*export, environment=environment)
        recomputed = _run(sys.executable, str(RECOMPUTE), str(file), environment=environment)
        emit(
            "ledger.export.1m_seconds",
            exported.seconds + recomputed.seconds,
            "s",
            export_seconds=exported.seconds,
            export_peak_mb=exported.peak_mb,
            recompute_seconds=recomputed.seconds,
            recompute_peak_mb=recomputed.peak_mb,
            file_mb=round(file.stat().st_size / 1e6),
            recomputed=recomputed.said.strip(),
        )


def _run(*command: str, environment: dict[str, str]) -> Ran:
    """Run it to its end; whatever is not clean raises."""
    done = subprocess.run(  # noqa: S603 - programs of our own
        [sys.executable, "-S", str(PEAK), *command],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    took = json.loads(done.stderr.splitlines()[-1])
    return Ran(took["seconds"], took["peak_mb"], done.stdout)
