"""When a change acts: the step, and how soon that is."""

from __future__ import annotations

from lockstep._sync.client import Lockstep
from lockstep.cli.numbers import grouped
from lockstep.cli.pace import duration, seconds_until
from lockstep.cli.printing import console


def acts_at(client: Lockstep, optimizer: str, step: int) -> str:
    """`step 5 120, about 9 s`. Only the step where no job runs, or if it is nothing to wait for."""
    if step <= client.get_lr(optimizer)["step"] + 1:
        return f"step {grouped(step)}"
    with console(err=True).status("Measuring the pace of the job"):
        seconds = seconds_until(client, optimizer, step)
    when = duration(seconds) if seconds is not None else "no job takes steps now"
    return f"step {grouped(step)}, {when}"
