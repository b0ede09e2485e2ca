"""Only a scheduler that has not stepped yet is translated."""

from __future__ import annotations

import math
from typing import Any

from .errors import CannotTranslate

_RESUME = (
    "Pass one that has just been constructed, without last_epoch, and resume by load_state_dict of "
    "the remote scheduler, which also takes the state of this one"
)


def require_fresh(scheduler: Any) -> None:
    """Refuses a scheduler that has stepped, or that was constructed with last_epoch.

    The nested schedulers of a SequentialLR are stepped by their parent only, and torch sets the
    counters of those that wait to -1.

    Raises:
        CannotTranslate: says at which epoch it is, and how to resume.
    """
    name = type(scheduler).__name__
    last_epoch = getattr(scheduler, "last_epoch", 0)
    if last_epoch != 0:
        raise CannotTranslate(f"{name} is at last_epoch {last_epoch}, wanted 0. {_RESUME}")
    best = getattr(scheduler, "best", None)
    if isinstance(best, float) and math.isfinite(best):
        raise CannotTranslate(f"{name} has seen a metric: its best is {best}. {_RESUME}")
    if not hasattr(scheduler, "last_epoch"):
        for nested in getattr(scheduler, "_schedulers", ()):
            require_fresh(nested)
