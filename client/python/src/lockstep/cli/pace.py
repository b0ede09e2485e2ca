"""How fast a job runs, measured by watching its cursor."""

from __future__ import annotations

import time

from lockstep._sync.client import Lockstep

WATCHED_SECONDS = 2.0
BETWEEN_READS = 0.1


def seconds_until(client: Lockstep, optimizer: str, step: int) -> float | None:
    """The seconds until the job takes the step. None if it took no step while it was watched."""
    began = time.monotonic()
    moves = [(began, client.get_lr(optimizer)["step"])]
    while time.monotonic() - began < WATCHED_SECONDS:
        time.sleep(BETWEEN_READS)
        cursor = client.get_lr(optimizer)["step"]
        if cursor != moves[-1][1]:
            moves.append((time.monotonic(), cursor))
    # From one move to another one, since the time before the first is part of a step.
    (start, first), (end, last) = moves[min(1, len(moves) - 1)], moves[-1]
    if len(moves) == 2:
        start, first = moves[0]
    if last <= first:
        return None
    return max(0.0, (step - last) * (end - start) / (last - first))


def duration(seconds: float) -> str:
    """`about 9 s`, `about 5 min`, `about 3 h`."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"about {round(seconds / length)} {unit}"
    return f"about {round(seconds)} s" if seconds >= 1 else "now"
