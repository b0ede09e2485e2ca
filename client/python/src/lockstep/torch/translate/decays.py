"""Torch's schedulers whose attributes are their arguments."""

from __future__ import annotations

from typing import Any

from .numbers import number, numbers
from .reading import Reading


def step_lr(scheduler: Any, _reading: Reading) -> dict[str, Any]:
    return {"type": "StepLR", **numbers(scheduler, "step_size", "gamma")}


def multi_step_lr(scheduler: Any, _reading: Reading) -> dict[str, Any]:
    # A Counter: a milestone that was given twice counts twice.
    given = sorted(scheduler.milestones.elements())
    milestones = [number(scheduler, "milestones", each) for each in given]
    return {"type": "MultiStepLR", "milestones": milestones, **numbers(scheduler, "gamma")}


def exponential_lr(scheduler: Any, _reading: Reading) -> dict[str, Any]:
    return {"type": "ExponentialLR", **numbers(scheduler, "gamma")}


def constant_lr(scheduler: Any, _reading: Reading) -> dict[str, Any]:
    return {"type": "ConstantLR", **numbers(scheduler, "factor", "total_iters")}


def linear_lr(scheduler: Any, _reading: Reading) -> dict[str, Any]:
    names = ("start_factor", "end_factor", "total_iters")
    return {"type": "LinearLR", **numbers(scheduler, *names)}


def polynomial_lr(scheduler: Any, _reading: Reading) -> dict[str, Any]:
    return {"type": "PolynomialLR", **numbers(scheduler, "total_iters", "power")}
