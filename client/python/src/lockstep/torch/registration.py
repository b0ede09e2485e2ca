"""Registers the optimizer, and gives the values at step 0."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from lockstep import OptimizerExists, Unavailable
from lockstep.torch.run import Run

Answer = TypeVar("Answer")

log = logging.getLogger("lockstep")


def register(
    run: Run,
    groups: Sequence[Mapping[str, Any]],
    schedulers: Sequence[Mapping[str, Any]],
    total_steps: int | None,
    labels: Mapping[str, str] | None,
) -> dict[str, Any]:
    """The answer to the registration, with `values` at step 0. It opens and seals nothing.

    Raises OptimizerExists if the id is taken by another definition.
    """
    try:
        answer = answered(
            run,
            lambda: run.client.put_optimizer(
                run.id, groups, schedulers, total_steps=total_steps, labels=labels
            ),
        )
    except OptimizerExists as error:
        error.add_note(
            f"To change the run {run.id!r}, edit it or its schedulers by calls of lockstep; for "
            "another run, use another id. Restarts send what the first start sent: build optimizer "
            "and scheduler as then, and load their state afterwards"
        )
        raise
    registered: dict[str, Any] = dict(answer)
    if "values" not in registered:  # The inputs up to step 0 are no longer kept.
        series = answered(
            run,
            lambda: run.client.preview(
                groups, schedulers, total_steps=total_steps, to=0, hyperparameters=_names(groups)
            ),
        )
        registered["values"] = [_at_0(group) for group in series["groups"]]
    return registered


def answered(run: Run, call: Callable[[], Answer]) -> Answer:
    """The answer to a call of the constructor, which no values exist before.

    So an outage there is waited for, or with another `on_outage` raises Unavailable.
    """
    while True:
        try:
            return call()
        except Unavailable as failure:
            if run.options.on_outage != "wait":
                raise
            log.warning("Waiting for the service to register %s: %s", run.id, failure)


def _names(groups: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted({key for group in groups for key in group} - {"name", "initial_lr", "lr_scale"})


def _at_0(group: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value if key == "name" else value[0] for key, value in group.items()}
