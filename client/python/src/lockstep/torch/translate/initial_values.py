"""The rates at which the groups are registered."""

from __future__ import annotations

from typing import Any

from .numbers import number


def initial_values(scheduler: Any) -> list[dict[str, Any]]:
    """For each group its initial rate, and the factor by which timm multiplies the rate."""
    groups = scheduler.optimizer.param_groups
    rates = _first_base_lrs(scheduler) or [group.get("initial_lr", group["lr"]) for group in groups]
    values = [{"lr": number(scheduler, "base_lrs", rate)} for rate in rates]
    if not hasattr(scheduler, "base_values"):
        return values
    return [
        {**each, "lr_scale": number(scheduler, "lr_scale", group.get("lr_scale", 1.0))}
        for each, group in zip(values, groups, strict=True)
    ]


def _first_base_lrs(scheduler: Any) -> list[Any] | None:
    """The rates before the constructors of the nested schedulers.

    A OneCycleLR inside writes another initial_lr to the groups, and the service constructs it too.
    """
    if not hasattr(scheduler, "_schedulers"):
        return None
    first = scheduler._schedulers[0]
    return _first_base_lrs(first) or list(first.base_lrs)
