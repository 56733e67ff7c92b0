"""`make bench-town`: pages, a yearly declaration and the auditfile of the year of a town."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from flask import Flask

from bench.lines import RUNS, emit
from bench.proofs import PEAK, WALLET
from bench.town import place, visitors, visits
from bench.town.__main__ import there
from bench.town.place import Facts
from bench.town.processor import Processor
from wallet import clock, database
from wallet.app import create_app
from wallet.database import Engine
from wallet.edge import declaration_papers
from wallet.embedded import EmbeddedPostgres
from wallet.identity import memberships
from wallet.schema import roles
from wallet.social_return import declaring, plans

LONGEST_PAGE = 300
"""Milliseconds."""
MUNICIPALITY = "71000001"


def main() -> None:
    """Everything, or what is named: pages, declaration, xaf."""
    server, facts = there(place.FOLDER)
    wanted = set(sys.argv[1:]) or {"pages", "declaration", "xaf"}
    app = create_app(place.settings(place.FOLDER, server, facts))
    engine = database.connect(server.url(roles.APP), pool_size=1)
    if "pages" in wanted:
        measure_pages(app, engine)
    if "declaration" in wanted:
        measure_declaration(app, engine, facts)
    if "xaf" in wanted:
        measure_auditfile(server, facts)
    engine.dispose()
    server.stop()


def measure_pages(app: Flask, engine: Engine) -> None:
    """Every kind of page and file that anybody comes to, the slowest address of each kind."""
    with database.transaction(engine) as session:
        everybody = visitors.everybody(session)
    processor = Processor(place.FOLDER / "postgres")
    pages = [
        page for visitor in everybody for page in visits.walk(app, visitor, processor=processor)
    ]
    slowest = visits.slowest_of_each_kind(pages)
    for page in slowest:
        emit(
            f"town.{'page' if page.is_html else 'file'}.{page.role}.{page.endpoint}.ms",
            page.median,
            "ms",
            processor=round(page.processor, 1),
            worst=round(max(page.milliseconds), 1),
            kilobytes=round(page.size / 1000, 1),
            path=page.path,
        )
    shown = [page for page in slowest if page.is_html]
    late = sorted({page.endpoint for page in shown if page.median > LONGEST_PAGE})
    emit("town.pages.slowest.ms", max(page.median for page in shown), "ms", kinds=len(shown))
    emit("town.pages.late", len(late), "kinds", above_ms=LONGEST_PAGE, late=late)
    heavy = sorted({page.endpoint for page in shown if page.processor > LONGEST_PAGE})
    emit("town.pages.heavy", len(heavy), "kinds", above_processor_ms=LONGEST_PAGE, heavy=heavy)


def measure_declaration(app: Flask, engine: Engine, facts: Facts) -> None:
    """The year of the largest fund, drawn up and packed as evidence; nothing of it is kept."""
    _, last_day = facts.days
    runs, packed = [], []
    for _ in range(RUNS):
        with database.Session(engine) as session, app.test_request_context():
            fund_id = visitors.largest_fund(session)
            plan = plans.find_approved(session, fund_id)
            assert plan is not None
            contractor = memberships.of_organisations(session, [plan.sponsor_id])[0]
            start = time.perf_counter()
            declaration = declaring.declare(
                session,
                plan.obligation,
                by=contractor,
                to_on=last_day,
                now=clock.start_of(last_day + timedelta(days=1)),
            )
            drawn_up = time.perf_counter()
            content = declaration_papers.as_zip(declaration)
            runs.append(time.perf_counter() - start)
            packed.append(time.perf_counter() - drawn_up)
            counted = declaration.figures.counted.cents
            session.rollback()
    emit(
        "town.declaration.seconds",
        statistics.median(runs),
        "s",
        runs=[round(run, 2) for run in runs],
        evidence_seconds=round(statistics.median(packed), 2),
        counted_cents=counted,
        zip_kilobytes=round(len(content) / 1000),
    )


def measure_auditfile(server: EmbeddedPostgres, facts: Facts) -> None:
    """`wallet auditfile` of the whole year, as a program of its own, in both versions."""
    environment = os.environ | {"WALLET_DATABASE_URL": server.url(roles.AUDITOR)}
    ran: list[dict[str, object]] = []
    for version in ("3.2", "4.0"):
        with tempfile.TemporaryDirectory(prefix="wallet-bench-") as folder:
            file = Path(folder) / "year.xaf"
            command = (*WALLET, "auditfile", str(file), "--version", version)
            years = ("--from", facts.first_day, "--to", facts.last_day)
            who = ("--kvk-number", MUNICIPALITY, "--tax-number", "001234567B01")
            done = subprocess.run(  # noqa: S603 - programs of our own
                [sys.executable, "-S", str(PEAK), *command, *years, *who],
                check=True,
                capture_output=True,
                text=True,
                env=environment,
            )
            took = json.loads(done.stderr.splitlines()[-1])
            said = done.stdout.split()[0]
            megabytes = round(file.stat().st_size / 1e6)
            ran.append(took | {"version": version, "lines": int(said), "file_mb": megabytes})
    slowest = max(ran, key=lambda one: float(str(one["seconds"])))
    emit("town.xaf.seconds", float(str(slowest["seconds"])), "s", runs=ran)
    emit("town.xaf.peak_mb", max(float(str(one["peak_mb"])) for one in ran), "MB")


if __name__ == "__main__":
    main()
