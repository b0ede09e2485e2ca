"""Groups that are added to an optimizer while it trains."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from lockstep import GroupExists
from lockstep.exceptions import InvalidArgument
from lockstep.torch.groups import names_of, registered
from lockstep.torch.run import Run


def join_groups(
    run: Run, groups: Sequence[Mapping[str, Any]], name: str, arguments: Mapping[str, Any]
) -> None:
    """Registers the last group. Where another rank has done so, that is the registration."""
    if len(groups) != len(run.names) + 1:
        raise InvalidArgument(
            f"Cannot register the group {name!r}: the optimizer has {len(groups)} groups and "
            f"{len(run.names)} are registered. Call optimizer.add_param_group first, and add_group "
            "after each of its calls"
        )
    names = names_of(groups, [*run.names, name])
    if run.asks:
        group = registered(groups[-1], name, run.hyperparameters)
        with contextlib.suppress(GroupExists):
            run.client.add_group(run.id, {**group, **arguments})
    run.names = names
