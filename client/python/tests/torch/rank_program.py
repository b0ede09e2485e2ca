"""A rank of a job that is killed and started again, for torchrun.

    rank_program.py URL ID MODE FOLDER

Each rank writes a line for each step: its rank, step, generation and rates, in hexadecimal, to a
file of its own. Checkpoints are every 10 steps. Rank 2 kills itself once, at step 13.
"""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist

from lockstep.torch import RemoteScheduler
from tests.torch.training import STEP_LR, optimizer_of

STEPS = 30
KILL = 13


def main(url: str, id: str, mode: Any, folder: Path) -> None:
    """Trains to the end, from the last checkpoint on."""
    dist.init_process_group("gloo")
    rank = dist.get_rank()
    optimizer = optimizer_of()
    scheduler = RemoteScheduler(
        optimizer, id, schedulers=STEP_LR, url=url, mode=mode, max_staleness=2.0
    )
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        optimizer.load_state_dict(state["optimizer"])
        scheduler.load_state_dict(state["scheduler"])
    with (folder / f"rates-{rank}.txt").open("a") as rates:
        while scheduler.last_epoch < STEPS:
            dist.all_reduce(torch.ones(1))
            optimizer.step()
            scheduler.step()
            words = [rank, scheduler.last_epoch, scheduler._feed.generation]
            hexadecimal = [float(rate).hex() for rate in scheduler.get_last_lr()]
            print(*words, *hexadecimal, file=rates, flush=True)
            save(checkpoint, rank, optimizer, scheduler)
            kill(folder, rank, scheduler.last_epoch)
            time.sleep(0.01)
    assert (scheduler._feed._others is not None) == (mode == "each")
    dist.destroy_process_group()


def save(checkpoint: Path, rank: int, optimizer: Any, scheduler: Any) -> None:
    """By rank 0, in one act."""
    if rank == 0 and scheduler.last_epoch % 10 == 0:
        state = {"optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}
        torch.save(state, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)


def kill(folder: Path, rank: int, step: int) -> None:
    """Once."""
    marker = folder / "killed"
    if rank == 2 and step == KILL and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4]))
