"""Schedulers that a metric drives: ReduceLROnPlateau, and transformers' GreedyLR."""

from __future__ import annotations

from typing import Any

from .errors import CannotTranslate
from .numbers import number_list, numbers
from .reading import Reading


def reduce_lr_on_plateau(scheduler: Any, reading: Reading) -> dict[str, Any]:
    return {
        "type": "ReduceLROnPlateau",
        "monitor": metric_of(scheduler, reading),
        "mode": scheduler.mode,
        **numbers(scheduler, "factor", "patience", "threshold"),
        "threshold_mode": scheduler.threshold_mode,
        **numbers(scheduler, "cooldown"),
        "min_lr": reading.by_group(number_list(scheduler, "min_lrs")),
        **numbers(scheduler, "eps"),
    }


def greedy_lr(scheduler: Any, reading: Reading) -> dict[str, Any]:
    if len(reading.groups) > 1:
        reading.note(
            "GreedyLR: each group is reset by itself; transformers resets all groups together, "
            "once all of them are at min_lr"
        )
    return {
        "type": "GreedyLR",
        "monitor": metric_of(scheduler, reading),
        "mode": scheduler.mode,
        **numbers(scheduler, "factor", "patience", "threshold"),
        "threshold_mode": scheduler.threshold_mode,
        **numbers(scheduler, "cooldown", "warmup"),
        "min_lr": reading.by_group(number_list(scheduler, "min_lrs")),
        "max_lr": reading.by_group(number_list(scheduler, "max_lrs")),
        **numbers(scheduler, "eps"),
        "smooth": scheduler.smooth,
        **numbers(scheduler, "window_size", "reset_start"),
    }


def metric_of(scheduler: object, reading: Reading) -> str:
    """The name of the metric, which the object does not have.

    Raises:
        CannotTranslate: none was given.
    """
    if reading.monitor:
        return reading.monitor
    raise CannotTranslate(
        f"{type(scheduler).__name__} does not say which metric drives it: "
        'name it, for example monitor="val_loss"'
    )
