"""A server and a client that posts, both to be killed, and what must hold after each kill."""

import json
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
from sqlalchemy import NullPool, create_engine, text

from tests import build
from tests.ledger.test_postings import a_budget_account, pot_of
from trials.journal import Told
from wallet import database
from wallet.embedded import EmbeddedPostgres
from wallet.ledger import audit, postings
from wallet.ledger.postings import Move
from wallet.money import Euros
from wallet.schema import migrations, roles

ACCOUNTS = 12
EACH = Euros(2_00)
PATIENCE = 60.0

BOOKED = """
select p.cause, p.id, array_agg(array[t.source_id, t.target_id, t.cents] order by t.id)
from ledger.posting p join ledger.transfer t on t.posting_id = p.id
where p.cause like 'kill:%'
group by p.id
"""


class Victims:
    """A server with its durable defaults, in a folder of its own, and a client that posts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = EmbeddedPostgres(folder / "postgres")
        self.url = self.server.url(roles.APP)
        unpooled = create_engine(database.driver_url(self.url), poolclass=NullPool)
        self.engine = database.preparing(unpooled)
        roles.set_up(self.server.admin_url, self.url)
        migrations.upgrade(self.server.url(roles.OWNER))
        with database.transaction(self.engine) as session:
            pot = pot_of(session, build.a_fund(session, cents=2 * ACCOUNTS * EACH.cents).book_id)
            budgets = [a_budget_account(session, pot.book_id) for _ in range(ACCOUNTS)]
            postings.post(session, "allotment:1", [Move(pot, budget, EACH) for budget in budgets])
        (folder / "accounts").write_text(
            json.dumps([pot.id] + [budget.id for budget in budgets]), "utf-8"
        )
        self.start_client()

    def start_client(self) -> None:
        command = [sys.executable, "-m", "trials.client", self.url, str(self.folder)]
        self.client = subprocess.Popen(command)

    def kill_server(self) -> None:
        """Only the postmaster, or its whole family, as the dice say; then start it again."""
        data = self.folder / "postgres" / "data"
        postmaster = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
        family = [postmaster]
        if random.choice((True, False)):
            family += postmaster.children()
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        killed = self.server
        self.server = EmbeddedPostgres(self.folder / "postgres")
        killed.stop()  # lets go; the new one uses it

    def kill_client(self) -> None:
        self.client.kill()
        self.client.wait()
        self.start_client()

    def wait_for_news(self) -> None:
        """Until the client is told of another posting."""
        known, until = len(self.told().posted), time.monotonic() + PATIENCE
        while len(self.told().posted) == known:
            assert time.monotonic() < until
            assert self.client.poll() is None
            time.sleep(0.05)

    def told(self) -> Told:
        return Told.by(self.folder / "journal")

    def check(self) -> None:
        """Compare what the client was told with what is booked, and audit."""
        before = self.told()
        with self.engine.connect() as connection:
            booked = {
                cause: (posting_id, steps)
                for cause, posting_id, steps in connection.execute(text(BOOKED))
            }
        after = self.told()
        for cause, posting_id in before.posted.items():
            assert cause in booked, f"{cause} was acknowledged and is lost"
            assert booked[cause][0] == posting_id, f"{cause} is another posting now"
        for cause, (_, steps) in booked.items():
            assert steps == after.asked[cause], f"{cause} moved {steps}"
            assert cause not in before.refused, f"{cause} was refused and is booked"
        with self.engine.connect() as connection:
            assert audit.audit(connection).differences == []

    def let_finish(self) -> Told:
        """Let the client come to its end: then every question has its answer."""
        self.client.terminate()
        assert self.client.wait(PATIENCE) == 0
        self.check()
        told = self.told()
        assert told.unanswered == {}
        return told

    def discard(self) -> None:
        self.client.kill()
        self.client.wait()
        self.server.discard()
