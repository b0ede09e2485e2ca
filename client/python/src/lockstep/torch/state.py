"""The state dict: a flat set of keys that never changes, with values that torch.load accepts.

Distributed checkpoints take the state of a new object as a template and drop all other keys, and
`torch.load(weights_only=True)` reads numbers, texts, lists and dicts only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lockstep.torch.errors import StateRefused

VERSION = 1


@dataclass(frozen=True)
class SchedulerState:
    """What a state dict says."""

    last_epoch: int
    step_count: int
    base_lrs: list[float] | None
    last_lr: list[float] | None
    optimizer: str
    """The id, empty in the state of another scheduler of torch."""
    generation: int
    seen: str


def written(state: SchedulerState) -> dict[str, Any]:
    """The state dict, with torch's names where torch has one."""
    return {
        "last_epoch": state.last_epoch,
        "_step_count": state.step_count,
        "base_lrs": state.base_lrs,
        "_last_lr": state.last_lr,
        "lockstep_optimizer": state.optimizer,
        "lockstep_generation": state.generation,
        "lockstep_seen": state.seen,
        "lockstep_version": VERSION,
    }


def read(state: Mapping[str, Any], groups: int) -> SchedulerState:
    """Reads a state dict of a remote scheduler, or of any scheduler of torch.

    Raises StateRefused if it has no position, or is of another number of groups.
    """
    if not isinstance(state, Mapping) or not _is_step(state.get("last_epoch")):
        raise StateRefused(
            f"Cannot load a state of {state!r:.200}: wanted the state_dict() of a scheduler, with "
            "last_epoch, the number of steps, 0 or more"
        )
    version = state.get("lockstep_version", VERSION)
    if version != VERSION:
        raise StateRefused(
            f"Cannot load a state with lockstep_version {version!r}: this package reads {VERSION}. "
            "Install the lockstep-client that wrote it"
        )
    last_epoch = int(state["last_epoch"])
    step_count = state.get("_step_count", last_epoch + 1)
    generation = state.get("lockstep_generation", 0)
    return SchedulerState(
        last_epoch=last_epoch,
        step_count=int(step_count) if _is_step(step_count) else last_epoch + 1,
        base_lrs=_rates(state, "base_lrs", groups),
        last_lr=_rates(state, "_last_lr", groups),
        optimizer=str(state.get("lockstep_optimizer", "")),
        generation=int(generation) if _is_step(generation) else 0,
        seen=str(state.get("lockstep_seen", "")),
    )


def _is_step(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _rates(state: Mapping[str, Any], key: str, groups: int) -> list[float] | None:
    rates = state.get(key)
    if not isinstance(rates, list | tuple):
        return None
    if len(rates) != groups:
        raise StateRefused(
            f"Cannot load a state with {len(rates)} rates in {key} for an optimizer of {groups} "
            "parameter groups: wanted one for each"
        )
    return [float(rate) for rate in rates]
