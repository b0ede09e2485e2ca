"""Schedulers of schedulers."""

from __future__ import annotations

from typing import Any

from .errors import CannotTranslate
from .numbers import number
from .reading import Reading


def sequential_lr(scheduler: Any, reading: Reading) -> dict[str, Any]:
    return {
        "type": "SequentialLR",
        "schedulers": _nested(scheduler, reading),
        "milestones": [number(scheduler, "milestones", each) for each in scheduler._milestones],
    }


def chained_scheduler(scheduler: Any, reading: Reading) -> dict[str, Any]:
    return {"type": "ChainedScheduler", "schedulers": _nested(scheduler, reading)}


def _nested(scheduler: Any, reading: Reading) -> list[dict[str, Any]]:
    name = type(scheduler).__name__
    if reading.depth > 0:
        reading.note(
            f"A {name} is inside another scheduler: torch steps it once too often, or fails at a "
            "milestone; the service does not, so values may differ from torch's"
        )
    reading.depth += 1
    try:
        return [
            _one(each, index, name, reading) for index, each in enumerate(scheduler._schedulers)
        ]
    finally:
        reading.depth -= 1


def _one(nested: Any, index: int, parent: str, reading: Reading) -> dict[str, Any]:
    # Here, because the catalogue has these translators too.
    from .catalogue import translator_of

    try:
        return translator_of(nested)(nested, reading)
    except CannotTranslate as refusal:
        raise CannotTranslate(f"In {parent}, scheduler {index}: {refusal}") from None
