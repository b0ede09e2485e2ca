"""The rates at which the groups are registered."""

from __future__ import annotations

from typing import Any

from .numbers import Number, number


def initial_values(scheduler: Any) -> list[dict[str, Any]]:
    """For each group its initial rate, and the factor by which timm multiplies the rate."""
    if hasattr(scheduler, "_schedulers"):
        return [{"lr": rate} for rate in _base_lrs(scheduler)]
    groups = scheduler.optimizer.param_groups
    rates = [number(scheduler, "lr", group.get("initial_lr", group["lr"])) for group in groups]
    if hasattr(scheduler, "base_values"):
        factors = [number(scheduler, "lr_scale", each.get("lr_scale", 1.0)) for each in groups]
        return [{"lr": rate, "lr_scale": k} for rate, k in zip(rates, factors, strict=True)]
    if getattr(scheduler, "base_lrs", rates) == rates:
        return [{"lr": rate} for rate in rates]
    # A CyclicLR on groups that had an initial_lr: its first value is that one, not its base_lr.
    return [{"lr": rate, "initial_lr": rate} for rate in rates]


def _base_lrs(scheduler: Any) -> list[Number]:
    """The rates before the constructors of the nested schedulers.

    A OneCycleLR inside writes another initial_lr to the groups, and the service constructs it too.
    """
    if hasattr(scheduler, "_schedulers"):
        return _base_lrs(scheduler._schedulers[0])
    return [number(scheduler, "base_lrs", rate) for rate in scheduler.base_lrs]
