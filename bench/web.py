"""`make bench-web`: what happens in a real Chromium, and what a sale takes over HTTP."""

import argparse
from collections.abc import Iterable

from bench import high_street, phone_visits, qr_reading, sales, till_decoding, till_scans, visitors
from bench.world import World, on_a_server

IN_A_BROWSER = {
    "till": (till_scans.measure, till_decoding.measure),
    "phone": (phone_visits.measure,),
    "qr": (qr_reading.measure,),
}
PARTS = (*IN_A_BROWSER, "http")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="may be repeated")
    wanted = parser.parse_args().only or PARTS
    measure(wanted)


def measure(wanted: Iterable[str]) -> None:
    in_a_browser = [each for part in IN_A_BROWSER for each in IN_A_BROWSER[part] if part in wanted]
    if in_a_browser:
        with high_street.open_street() as street, visitors.browsers() as launch:
            for part in in_a_browser:
                part(street, launch)
    if "http" in wanted:
        on_a_server(lambda server: sales.measure(World.build(server)))


if __name__ == "__main__":
    main()
