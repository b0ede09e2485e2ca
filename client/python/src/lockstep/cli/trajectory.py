"""The values of an optimizer or of a definition in a file, in pieces of any total length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lockstep import types
from lockstep._sync.client import Lockstep
from lockstep.cli.columns import columns_of
from lockstep.cli.printing import progress
from lockstep.cli.spec import REGISTRATION, is_file, read_registration

# Numbers of one answer: far below the limit of the service, so that progress can be shown.
NUMBERS = 100_000
FIRST_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What gives values at each step of a range."""

    name: str
    definition: dict[str, Any]
    end: int | None
    """The declared length of the run, else the last step asked for, None where there is neither."""
    series: Callable[[int, int], types.Series]


def trajectory(client: Lockstep, name: str, params: list[str] | None) -> Trajectory:
    """Of a file in YAML or JSON, else of the optimizer with this id."""
    if not is_file(name):
        return _of_optimizer(client, name, params)
    body = read_registration(name)
    definition = {field: body[field] for field in REGISTRATION if field in body}

    def preview(start: int, end: int) -> types.Series:
        return client.preview(
            **definition,
            from_=start,
            to=end,
            hyperparameters=params,
            metrics=body.get("metrics"),
        )

    return Trajectory(name, definition, body.get("to", body.get("total_steps")), preview)


def _of_optimizer(client: Lockstep, name: str, params: list[str] | None) -> Trajectory:
    optimizer = client.get_optimizer(name)

    def series(start: int, end: int) -> types.Series:
        return client.get_series(name, start, end, hyperparameters=params)

    end = optimizer.get("total_steps", optimizer["step"])
    return Trajectory(name, {**client.get_definition(name)}, end, series)


def pieces(
    trajectories: Sequence[Trajectory], start: int, end: int
) -> Iterator[tuple[types.Series, ...]]:
    """The series of each over the same steps, from `start` to `end`, with a progress bar."""
    length = FIRST_STEPS
    with progress() as bar:
        task = bar.add_task(f"Steps {start} to {end}", total=end - start + 1)
        while start <= end:
            last = min(end, start + length - 1)
            piece = tuple(each.series(start, last) for each in trajectories)
            yield piece
            bar.advance(task, last - start + 1)
            columns = max(1, *(len(columns_of(series)) for series in piece), 1)
            start, length = last + 1, max(1, NUMBERS // columns)
