"""The audit: a separate reading of the tables, that believes no balance and recomputes each one.

It shares no code with the posting path: it reads transfers, in one snapshot, and compares.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from wallet.ledger import audit_seals
from wallet.ledger.audit_questions import LEGS, QUESTIONS, TOTALS
from wallet.ledger.seal_keys import PublicKeys


@dataclass
class AuditReport:
    """What was read, and every difference found; none means every cent is accounted for."""

    books: int
    accounts: int
    postings: int
    transfers: int
    moved_cents: int
    bank_cents: int
    """What should stand in the bank, in cents: minus the sum of the `bank` accounts."""
    seals: int = 0
    sealed_transfers: int = 0
    unchecked_signatures: int = 0
    """Seals whose signature nobody could check, because no public key was given."""
    since_seal: int | None = None
    """The seal up to which transfers were taken as proven."""
    differences: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.differences


# The questions read whole tables and hope to find nothing. The planner, told to stop at ten
# answers, would expect to find those soon, and walk along indexes: three times the time.
_WHOLE_TABLES = """
set local work_mem = '128MB';
set local enable_nestloop = off;
set local enable_mergejoin = off;
set local enable_indexscan = off;
set local enable_indexonlyscan = off;
set local jit = off;
"""


def audit(
    connection: Connection, *, keys: PublicKeys | None = None, since: int | None = None
) -> AuditReport:
    """Recompute everything in one snapshot. The connection must not be in a transaction yet.

    Args:
        connection: as any role that may read; nothing is written.
        keys: the public keys seals may be signed with; without, signatures are not checked.
        since: a seal. What it and those before it closed off is then taken as proven: it counts
            in every balance, but is not read transfer by transfer again.

    Raises:
        SealNotFound: there is no such seal.
    """
    snapshot = connection.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    with snapshot.begin():
        return examine(snapshot, keys=keys, since=since)


def examine(
    connection: Connection, *, keys: PublicKeys | None = None, since: int | None = None
) -> AuditReport:
    """The same, within the transaction the connection is in."""
    after = audit_seals.last_transfer_of(connection, since)
    sealed = audit_seals.check(connection, keys or PublicKeys(), since=since)
    connection.execute(text(_WHOLE_TABLES))
    report = AuditReport(*connection.execute(text(TOTALS)).one())
    report.since_seal = since
    report.seals, report.sealed_transfers = sealed.seals, sealed.transfers
    report.unchecked_signatures = sealed.unchecked_signatures
    report.differences += sealed.differences
    for question in QUESTIONS.values():
        report.differences += connection.execute(text(LEGS + question), {"after": after}).scalars()
    return report
