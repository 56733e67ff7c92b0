"""`make bench-web` prints the lines whose marks are agreed, under their names."""

import time
from pathlib import Path

from bench import disk, web

LINES = {
    "till.scan_to_result.p95_ms",
    "till.decode.6x_ms",
    "phone.first_visit.bytes_before_code",
    "phone.first_visit.bytes",
    "phone.slow.lcp_ms",
    "phone.second_visit.code_ms",
    "http.redemptions.p99_ms_at_300",
    "http.redemptions.max_per_second",
    "disk.flush.p99_ms",
    "qr.read_ratio",
}


def test_every_line_is_printed_by_some_measurement() -> None:
    folder = Path(web.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))

    assert {line for line in LINES if f'"{line}"' in sources} == LINES


def test_the_parts_can_be_chosen() -> None:
    assert set(web.PARTS) == {"till", "phone", "qr", "http"}


def test_the_disk_is_watched_while_something_is_measured() -> None:
    patience = time.monotonic() + 30  # the disk may stand still just now
    with disk.watched() as flushes:
        while len(flushes.took) < 3 and time.monotonic() < patience:
            time.sleep(0.01)
    watched = len(flushes.took)
    time.sleep(3 / disk.RATE)

    assert len(flushes.took) == watched >= 3
    assert min(flushes.took) > 0
