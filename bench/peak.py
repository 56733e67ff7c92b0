"""Run a program and tell how long it took and how much memory it held at most.

    python peak.py PROGRAM ARGUMENT ...

What the program prints on standard output is passed on; the last line of standard error is ours.
A process of its own, because the memory of whoever starts a program counts as the program's, and
this one has next to none.
"""

import json
import resource
import subprocess
import sys
import time

IN_A_MEGABYTE = 1_000_000 if sys.platform == "darwin" else 1_000
"""Of the unit in which the system counts: bytes there, kilobytes elsewhere."""


def main() -> int:
    start = time.perf_counter()
    status = subprocess.run(sys.argv[1:], check=False).returncode  # noqa: S603 - what we are for
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / IN_A_MEGABYTE
    said = {"seconds": round(seconds, 2), "peak_mb": round(peak, 1)}
    sys.stderr.write("\n" + json.dumps(said) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
