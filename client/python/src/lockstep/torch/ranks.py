"""The ranks of the job: of torch's process group, else of the environment."""

from __future__ import annotations

import os
from typing import Any, TypeVar

import torch.distributed as dist

Value = TypeVar("Value")

_COUNTS = ("WORLD_SIZE", "SLURM_NTASKS", "OMPI_COMM_WORLD_SIZE")
_RANKS = ("RANK", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK")


def has_group() -> bool:
    """Whether the default process group is initialized."""
    return dist.is_available() and dist.is_initialized()


def world_size() -> int:
    """The number of ranks, 1 if nothing says it."""
    return dist.get_world_size() if has_group() else _number(_COUNTS, 1)


def rank() -> int:
    """The rank of this process, 0 if nothing says it."""
    return dist.get_rank() if has_group() else _number(_RANKS, 0)


def from_rank_0(value: Value) -> Value:
    """The value that rank 0 gives, on all ranks: every rank has to call it.

    It is a collective, so it is called in `step()` and the constructor, never in a thread.
    """
    if not has_group() or dist.get_world_size() == 1:
        return value
    values: list[Any] = [value]
    dist.broadcast_object_list(values, src=0)
    received: Value = values[0]
    return received


def _number(names: tuple[str, ...], default: int) -> int:
    for name in names:
        text = os.environ.get(name, "")
        if text.isascii() and text.isdigit():
            return int(text)
    return default
