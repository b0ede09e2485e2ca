"""A scheduler object as definitions for the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .catalogue import translator_of
from .errors import CannotTranslate
from .fresh import require_fresh
from .initial_values import initial_values
from .json_check import require_json
from .numbers import number
from .reading import Preview, Reading

# What reading raises if another version keeps its arguments elsewhere. Frameworks give meanings of
# their own to TypeError and KeyError.
_MISSING = (AttributeError, TypeError, KeyError, IndexError, ArithmeticError)


@dataclass(frozen=True)
class Translation:
    """Definitions which give the values of a scheduler object.

    Attributes:
        schedulers: definitions for the registration, in order.
        notes: what was read from closures, what became a table, and what differs.
        groups: what the registration of each group needs, in the order of the groups: ``lr``, the
            initial rate, and ``lr_scale`` where timm multiplies the rate by it.
    """

    schedulers: list[dict[str, Any]]
    notes: list[str]
    groups: list[dict[str, Any]]


def translate(
    scheduler: object,
    groups: Sequence[str],
    *,
    total_steps: int | None = None,
    monitor: str | None = None,
    strict: bool = False,
    tabulate: Literal["exact", "linear"] = "exact",
    preview: Preview | None = None,
) -> Translation:
    """Translates a scheduler of torch, transformers or timm. It changes nothing.

    Args:
        scheduler: a scheduler that has not stepped yet.
        groups: the names of the optimizer's groups, in order.
        total_steps: the length of the run in steps: a Python function that is no expression
            becomes a table of this length.
        monitor: the name of the metric of a scheduler that is driven by one.
        strict: refuses tables.
        tabulate: ``"exact"`` writes every value, ``"linear"`` fewer points with lines between
            them; their greatest error is in the notes.
        preview: sends a body to ``POST /v1/previews`` and returns the body of the answer. With it
            translated Python functions are compared as the service computes them; without it as
            Python computes their translation.

    Raises:
        CannotTranslate: the object has no definition. The message says what to write instead.
    """
    _require_options(total_steps, tabulate)
    reading = Reading(tuple(groups), total_steps, monitor, strict, tabulate, preview)
    try:
        return _translation(scheduler, reading)
    except _MISSING as fault:
        raise CannotTranslate(
            f"{type(scheduler).__name__} is not as torch 2.13, transformers 5 or timm 1 makes it "
            f"({type(fault).__name__}: {fault}): write its definition by hand"
        ) from fault


def _translation(scheduler: Any, reading: Reading) -> Translation:
    translator = translator_of(scheduler)
    _require_groups(scheduler, reading.groups)
    require_fresh(scheduler)
    definition = translator(scheduler, reading)
    require_json(definition)
    _note_edits(scheduler, reading)
    return Translation([definition], reading.notes, initial_values(scheduler))


def _require_groups(scheduler: Any, names: tuple[str, ...]) -> None:
    count = len(scheduler.optimizer.param_groups)
    if len(names) != count:
        raise CannotTranslate(
            f"{len(names)} group names were given for an optimizer of {count} groups: "
            "give one name for each group, in order"
        )
    if len(set(names)) != count:
        raise CannotTranslate(f"The group names {list(names)} are not all different: rename some")


def _note_edits(scheduler: Any, reading: Reading) -> None:
    """Notes rates that are no longer those which the scheduler wrote when it was constructed."""
    written = getattr(scheduler, "_last_lr", None) or []
    groups = scheduler.optimizer.param_groups
    for name, group, rate in zip(reading.groups, groups, written, strict=False):
        then, now = number(scheduler, "_last_lr", rate), number(scheduler, "lr", group["lr"])
        if then != now:
            reading.note(
                f"{type(scheduler).__name__} set the lr of group {name} to {then!r}, and later it "
                f"was set to {now!r}: the service begins with the former"
            )


def _require_options(total_steps: object, tabulate: object) -> None:
    if tabulate not in ("exact", "linear"):
        raise CannotTranslate(f"tabulate is {tabulate!r}: give 'exact' or 'linear'")
    is_count = type(total_steps) is int and total_steps > 0
    if total_steps is not None and not is_count:
        raise CannotTranslate(f"total_steps is {total_steps!r}: give a number of steps above 0")
