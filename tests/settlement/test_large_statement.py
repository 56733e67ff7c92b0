"""A month of a large municipality in one file: 10,000 entries in 20 s and 200 MB at most."""

import resource
import time

from sqlalchemy.orm import Session

from tests import build
from tests.settlement import files
from wallet.banking.camt_elements import Direction
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Movement
from wallet.funds.funds import Fund
from wallet.money import Euros
from wallet.programmes.programmes import Programme

ENTRIES = 10_000
ASKED = 100
SECONDS = 20
BYTES = 200 * 1024 * 1024


def test_ten_thousand_entries_are_taken_in_quickly(
    session: Session, programme: Programme, fund: Fund
) -> None:
    content = _a_file(session, programme, fund)
    cpu, peak = time.process_time(), _peak()

    taken = files.take_in(session, programme, content)

    seconds, bytes_more = time.process_time() - cpu, _peak() - peak
    assert files.counts(taken) == (ENTRIES, ASKED, ENTRIES - ASKED)
    assert seconds <= SECONDS
    assert bytes_more <= BYTES


def _a_file(session: Session, programme: Programme, fund: Fund) -> bytes:
    """Every entry says something of its own; a hundred of them quote a request of ours."""
    asked = {at: files.a_request(session, fund).reference for at in range(ASKED)}
    booked = [
        Movement(
            f"2026060100{at:06d}",
            Euros(100_00),
            Direction.CREDIT,
            end_to_end_id=f"THEIRS-{at:06d}",
            remittance=f"{asked.get(at, 'factuur')} {at} voor de buurt",
            name=f"Bedrijf {at} B.V.",
            iban="NL02ABNA0123456789",
        )
        for at in range(ENTRIES)
    ]
    return demo_bank.statement(
        iban=programme.bank_account.iban,
        opening=Euros(0),
        booked=list(booked),
        on=build.TODAY,
        number=1,
    )


def _peak() -> int:
    """The most memory this process ever held, in bytes (Linux counts it in kibibytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
