"""What must be true after every story, and after every attempt to break one."""

from sqlalchemy import Engine, text

from tests.client import Client
from wallet.ledger import audit


def is_clean(engine: Engine) -> None:
    """Every cent in the books is accounted for."""
    with engine.connect() as connection:
        report = audit.audit(connection)
    assert report.is_clean, report.differences


def is_backed(client: Client) -> None:
    """The bank's closing balances are what the books say, to the cent."""
    proof = client.get("/api/backing").json
    assert proof["difference_cents"] == 0, proof
    assert proof["closing_balance_cents"] == proof["books_cents"]


def transfer_count(engine: Engine) -> int:
    """How often value has moved."""
    with engine.connect() as connection:
        return int(connection.scalar(text("select count(*) from ledger.transfer")) or 0)
