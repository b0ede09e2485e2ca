"""What the constructor does before torch's own: it registers, and changes nothing of the optimizer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from torch.optim import Optimizer

from lockstep.torch import ranks
from lockstep.torch.definitions import Translating, definition_of
from lockstep.torch.feed import Feed
from lockstep.torch.keys import GenerationKey, reason
from lockstep.torch.options import Options
from lockstep.torch.registration import answered, register
from lockstep.torch.run import Run
from lockstep.torch.window import Window, window_of


@dataclass(frozen=True)
class Constructed:
    """A registered optimizer."""

    feed: Feed
    at_0: Window
    """The values at step 0."""


def constructed(
    optimizer: Optimizer,
    id: str,
    names: list[str],
    schedulers: Any,
    translating: Translating,
    options: Options,
    labels: Mapping[str, str] | None,
    generation_key: str | None,
) -> Constructed:
    """Registers the optimizer: each rank does, or rank 0 does and broadcasts the answer."""
    run = Run(translating.client, id, names, (), {}, options, owns_client=translating.owns_client)
    run.rank, run.world_size, run.reason = ranks.rank(), ranks.world_size(), reason()
    outcome: Mapping[str, Any] | Exception = {}
    if run.asks:
        try:
            outcome = _registered(run, optimizer, schedulers, translating, labels)
        except Exception as error:
            outcome = error
    if options.mode == "leader":
        outcome = ranks.from_rank_0(outcome)
    if isinstance(outcome, Exception):
        raise outcome
    run.hyperparameters = tuple(outcome["hyperparameters"])
    run.reporters = dict(_reporters(outcome["schedulers"]))
    at_0 = {"groups": outcome["values"], "step": 0, "generation": 0, "seen": ""}
    at_0_window = window_of(at_0, names, run.hyperparameters)
    return Constructed(Feed(run, GenerationKey(generation_key)), at_0_window)


def _registered(
    run: Run,
    optimizer: Optimizer,
    schedulers: Any,
    translating: Translating,
    labels: Mapping[str, str] | None,
) -> dict[str, Any]:
    definition = answered(run, lambda: definition_of(optimizer, run.names, schedulers, translating))
    answer = register(
        run, definition.groups, definition.schedulers, translating.total_steps, labels
    )
    return {**answer, "hyperparameters": definition.hyperparameters}


def _reporters(schedulers: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """The metrics that several ranks report, nested schedulers included."""
    for scheduler in schedulers:
        if scheduler.get("monitor") and scheduler.get("reporters", 1) > 1:
            yield scheduler["monitor"], scheduler["reporters"]
        nested = scheduler.get("schedulers") or [scheduler.get("scheduler")]
        yield from _reporters([each for each in nested if isinstance(each, Mapping)])
