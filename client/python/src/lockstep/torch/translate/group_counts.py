"""A scheduler keeps lists with an item for each group."""

from __future__ import annotations

from typing import Any

from .errors import CannotTranslate

_LISTS = (
    *("base_lrs", "lr_lambdas", "max_lrs", "min_lrs", "base_momentums", "max_momentums"),
    "base_values",
)


def require_group_counts(scheduler: Any) -> None:
    """Refuses a scheduler that was constructed before its optimizer had all of its groups.

    Raises:
        CannotTranslate: names the list.
    """
    count = len(scheduler.optimizer.param_groups)
    for name in _LISTS:
        found = getattr(scheduler, name, None)
        if isinstance(found, (list, tuple)) and len(found) != count:
            raise CannotTranslate(
                f"{type(scheduler).__name__}.{name} has {len(found)} items and the optimizer "
                f"{count} groups: construct the scheduler after the last add_param_group"
            )
