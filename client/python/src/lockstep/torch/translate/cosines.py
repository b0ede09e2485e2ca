"""Torch's cosines, and SWALR."""

from __future__ import annotations

from typing import Any

from .numbers import numbers, per_group
from .reading import Reading


def cosine_annealing_lr(scheduler: Any, _reading: Reading) -> dict[str, Any]:
    return {"type": "CosineAnnealingLR", **numbers(scheduler, "T_max", "eta_min")}


def cosine_annealing_warm_restarts(scheduler: Any, _reading: Reading) -> dict[str, Any]:
    arguments = numbers(scheduler, "T_0", "T_mult", "eta_min")
    return {"type": "CosineAnnealingWarmRestarts", **arguments}


def swa_lr(scheduler: Any, reading: Reading) -> dict[str, Any]:
    return {
        "type": "SWALR",
        "swa_lr": reading.by_group(per_group(scheduler, "swa_lr")),
        **numbers(scheduler, "anneal_epochs"),
        "anneal_strategy": scheduler._anneal_strategy,
    }
