"""Optimizers of the tests, and what a training loop does with them."""

from collections.abc import Sequence
from typing import Any

import torch
from torch.optim.lr_scheduler import StepLR

from lockstep.torch import RemoteScheduler

STEP_LR = [{"type": "StepLR", "step_size": 3, "gamma": 0.5}]


def optimizer_of(
    rates: Sequence[float] = (0.1, 0.03),
    *,
    adam: bool = False,
    dtype: torch.dtype | None = None,
) -> torch.optim.Optimizer:
    """An optimizer with a group for each rate: floats, or tensors of the dtype."""
    groups = [
        {
            "params": [torch.nn.Parameter(torch.zeros(1))],
            "lr": rate if dtype is None else torch.tensor(rate, dtype=dtype),
        }
        for rate in rates
    ]
    if adam:
        return torch.optim.AdamW(groups, lr=rates[0])
    return torch.optim.SGD(groups, lr=rates[0], momentum=0.9)


def values_of(optimizer: torch.optim.Optimizer) -> list[tuple[float, Any, float]]:
    """Of each group what schedulers move."""
    return [
        (
            float(group["lr"]),
            group["betas"] if "betas" in group else group["momentum"],
            group["weight_decay"],
        )
        for group in optimizer.param_groups
    ]


def train(scheduler: Any, steps: int) -> list[list[float]]:
    """The rates after each of so many steps."""
    rates = []
    for _ in range(steps):
        scheduler.optimizer.step()
        scheduler.step()
        rates.append([float(rate) for rate in scheduler.get_last_lr()])
    return rates


def step_lr_rates(steps: int, rates: Sequence[float] = (0.1, 0.03)) -> list[list[float]]:
    """What torch gives for `STEP_LR`."""
    return train(StepLR(optimizer_of(rates), 3, 0.5), steps)


def remote(url: str, id: str, **options: Any) -> RemoteScheduler:
    """A scheduler with `STEP_LR` on an optimizer of two groups."""
    optimizer = options.pop("optimizer", None) or optimizer_of()
    return RemoteScheduler(optimizer, id, **{"schedulers": STEP_LR, "url": url, **options})
