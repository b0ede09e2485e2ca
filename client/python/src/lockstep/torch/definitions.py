"""What the user gives as `schedulers`, as definitions for the registration."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from torch.optim import Optimizer

from lockstep import Lockstep
from lockstep.exceptions import InvalidArgument
from lockstep.torch.groups import driven_by, registered

log = logging.getLogger("lockstep")


@dataclass(frozen=True)
class Definition:
    """The body of a registration."""

    groups: list[dict[str, Any]]
    schedulers: list[dict[str, Any]]
    hyperparameters: tuple[str, ...]


@dataclass(frozen=True)
class Translating:
    """How scheduler objects are translated: the options of `translate`."""

    client: Lockstep
    total_steps: int | None = None
    monitor: str | None = None
    strict: bool = False
    tabulate: Literal["exact", "linear"] = "exact"
    owns_client: bool = False
    """Whether the client was made for this scheduler."""


def definition_of(
    optimizer: Optimizer, names: Sequence[str], schedulers: Any, translating: Translating
) -> Definition:
    """Reads definitions, names of presets, and schedulers of torch, transformers or timm.

    Raises CannotTranslate for an object that has no definition.
    """
    if isinstance(schedulers, str | Mapping) or not isinstance(schedulers, Sequence):
        schedulers = [schedulers]
    definitions: list[dict[str, Any]] = []
    initial: list[dict[str, Any]] = [{} for _ in names]
    for each in schedulers:
        if isinstance(each, str):
            definitions.append({"preset": each})
        elif isinstance(each, Mapping):
            definitions.append(dict(each))
        else:
            found, of_groups = _translated(optimizer, each, names, translating)
            definitions += found
            initial = [{**new, **old} for new, old in zip(of_groups, initial, strict=True)]
    keys = driven_by(definitions)
    groups = [
        {**registered(group, name, keys), **more}
        for group, name, more in zip(optimizer.param_groups, names, initial, strict=True)
    ]
    return Definition(groups, definitions, keys)


def _translated(
    optimizer: Optimizer, scheduler: Any, names: Sequence[str], translating: Translating
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if getattr(scheduler, "optimizer", optimizer) is not optimizer:
        raise InvalidArgument(
            f"Cannot use a {type(scheduler).__name__} of another optimizer: construct it on the "
            "optimizer that the remote scheduler is given"
        )
    from lockstep.torch.translate import translate  # 50 ms, of use to few.

    translation = translate(
        scheduler,
        names,
        total_steps=translating.total_steps,
        monitor=translating.monitor,
        strict=translating.strict,
        tabulate=translating.tabulate,
        preview=lambda body: translating.client.preview(**body),
    )
    for note in translation.notes:
        log.warning("%s: %s", type(scheduler).__name__, note)
    return translation.schedulers, translation.groups
