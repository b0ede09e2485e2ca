"""Trajectories by torch and by the service, to be compared to the bit."""

import warnings
from collections.abc import Callable
from typing import Any

import torch

from lockstep.torch.translate import Translation, translate

STEPS = 130
Values = list[tuple[float, ...]]
"""For each step lr and momentum of each group."""


def optimizer_of(rates: list[float], *, adam: bool = False) -> torch.optim.Optimizer:
    groups = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": rate} for rate in rates]
    if adam:
        return torch.optim.AdamW(groups, lr=rates[0])
    return torch.optim.SGD(groups, lr=rates[0], momentum=0.9)


def names_of(optimizer: torch.optim.Optimizer) -> list[str]:
    return [f"group {index}" for index in range(len(optimizer.param_groups))]


def _now(optimizer: torch.optim.Optimizer) -> tuple[float, ...]:
    found: list[float] = []
    for group in optimizer.param_groups:
        momentum = group["betas"][0] if "betas" in group else group["momentum"]
        found += [float(group["lr"]), float(momentum)]
    return tuple(found)


def own(scheduler: Any, steps: int = STEPS, metrics: list[float] | None = None) -> Values:
    """The values of the scheduler itself."""
    values = [_now(scheduler.optimizer)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for step in range(1, steps + 1):
            scheduler.step(*([metrics[step - 1]] if metrics else []))
            values.append(_now(scheduler.optimizer))
    return values


def served(
    translation: Translation,
    optimizer: torch.optim.Optimizer,
    preview: Callable[[dict[str, Any]], Any],
    steps: int = STEPS,
    **more: Any,
) -> Values:
    """The values of its translation."""
    key = "betas" if "betas" in optimizer.param_groups[0] else "momentum"
    names = names_of(optimizer)
    groups = [
        {"name": name, key: group[key], **given}
        for name, group, given in zip(
            names, optimizer.param_groups, translation.groups, strict=True
        )
    ]
    body = {"groups": groups, "schedulers": translation.schedulers, "to": steps, **more}
    answer = preview({**body, "hyperparameters": ["lr", key]})
    columns: list[list[float]] = []
    for group in answer["groups"]:
        columns += [group["lr"], [each[0] if key == "betas" else each for each in group[key]]]
    # A whole number arrives as an int, whose digits are those of the float only if it is small.
    return [tuple(map(float, row)) for row in zip(*columns, strict=True)]


def require_same_bits(
    scheduler: Any, preview: Callable[[dict[str, Any]], Any], steps: int = STEPS, **options: Any
) -> Translation:
    """Translates a scheduler, and compares every value of the service with its own."""
    optimizer = scheduler.optimizer
    before = [dict(group) for group in optimizer.param_groups]
    translation = translate(scheduler, names_of(optimizer), preview=preview, **options)
    assert [dict(group) for group in optimizer.param_groups] == before, "the optimizer was changed"
    given = served(translation, optimizer, preview, steps)
    expected = own(scheduler, steps)
    for step, pair in enumerate(zip(given, expected, strict=True)):
        assert pair[0] == pair[1], f"step {step} of {translation.schedulers}"
    return translation
