"""What `RemoteScheduler.step()` costs beside torch's `StepLR.step()`, with a running service.

    python -m bench              all cases, 10 000 steps each
    python -m bench --steps 500  fewer steps

It fails if a median, a 99th percentile, the memory or the import is above its goal.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.cases import CASES, measured
from bench.footprint import import_seconds, megabytes
from tests.service import running_service

MOST_MEGABYTES = 8.0
MOST_IMPORT_S = 0.15


def main() -> int:
    """Prints a table, and returns 1 if a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    steps = parser.parse_args().steps
    missed = []
    folder = tempfile.mkdtemp(prefix="lockstep-bench-")
    with running_service({"LOCKSTEP_DATA": str(Path(folder) / "lockstep.db")}) as url:
        print(f"{'case':26}{'torch':>9}{'ours':>9}{'ratio':>7}{'goal':>6}{'p99':>9}{'p99':>9}  us")
        for case in CASES:
            torch_us, ours_us = measured(case, steps, url)
            ratio = torch_us.ratio_of(ours_us)
            print(
                f"{case.name:26}{torch_us.median:9.2f}{ours_us.median:9.2f}{ratio:7.2f}"
                f"{case.goal:6.2f}{torch_us.p99:9.2f}{ours_us.p99:9.2f}"
            )
            if ratio > case.goal or ours_us.p99 > 2 * torch_us.p99:
                missed.append(case.name)
        memory = megabytes(url)
    seconds = import_seconds()
    print(f"memory over torch {memory:.1f} MB (goal {MOST_MEGABYTES:g})")
    print(f"import over torch {seconds:.3f} s (goal {MOST_IMPORT_S:g})")
    if memory > MOST_MEGABYTES:
        missed.append("memory")
    if seconds > MOST_IMPORT_S:
        missed.append("import")
    print("missed: " + ", ".join(missed) if missed else "all goals are met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
