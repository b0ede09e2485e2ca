"""Memory and import time, each in processes of their own."""

from __future__ import annotations

import statistics
import subprocess
import sys

_IMPORT = """
import time
import torch
began = time.perf_counter()
import lockstep.torch
print(time.perf_counter() - began)
"""

# The peak would be that of torch's import: so the present size.
_MEMORY = """
import resource, sys
import torch
def resident():
    with open('/proc/self/statm') as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20
groups = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": 0.1} for _ in range(16)]
optimizer = torch.optim.SGD(groups, lr=0.1)
optimizer.step()
before = resident()
from lockstep.torch import RemoteScheduler
scheduler = RemoteScheduler(
    optimizer, "memory", schedulers=[{"type": "StepLR", "step_size": 10}], url=sys.argv[1]
)
for _ in range(5_000):
    optimizer.step()
    scheduler.step()
print(resident() - before)
"""


def import_seconds() -> float:
    """The median of seven imports of `lockstep.torch` after torch."""
    return statistics.median(_printed(_IMPORT) for _ in range(7))


def megabytes(url: str) -> float:
    """What a scheduler of 16 groups adds in 5 000 steps, its imports included."""
    return _printed(_MEMORY, url)


def _printed(program: str, *arguments: str) -> float:
    command = [sys.executable, "-c", program, *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
