"""Schedulers whose functions are no expressions, as TableLR."""

from __future__ import annotations

from typing import Any

from .errors import CannotTranslate
from .functions.table import exact_points, linear_points, require_size
from .reading import Reading


def by_hand(scheduler: object) -> str:
    """What to write instead of a Python function."""
    return (
        "Write the rule as an expression of epoch, "
        f'{{"type": "{type(scheduler).__name__}", "lr_lambda": "0.95 ** epoch"}}, with numbers in '
        "the place of lists and objects"
    )


def require_table(scheduler: object, reading: Reading, reason: str) -> int:
    """The length of the table.

    Raises:
        CannotTranslate: a table is not wanted, or its length is not known.
    """
    found = f"{type(scheduler).__name__}: {reason}. {by_hand(scheduler)}"
    if reading.strict:
        raise CannotTranslate(f"{found}. A table is refused by strict=True")
    if reading.total_steps is None:
        raise CannotTranslate(f"{found}; or give total_steps, and it becomes a table")
    return reading.total_steps


def table(
    scheduler: object,
    reading: Reading,
    reason: str,
    columns: list[list[float]],
    is_rate: bool = False,
) -> dict[str, Any]:
    """A TableLR of a column of values for each group, which are factors or rates.

    Raises:
        CannotTranslate: the columns are too long.
    """
    name = type(scheduler).__name__
    linear = reading.tabulate == "linear"
    try:
        points, lines = _with_lines(columns) if linear else (list(map(exact_points, columns)), "")
        if is_rate:
            points = [_as_rates(each) for each in points]
        definition = {"type": "TableLR", "points": reading.by_group(points)}
        if linear:
            definition["interpolation"] = "linear"
        require_size(definition)
    except CannotTranslate as refusal:
        raise CannotTranslate(f"{name}: {reason}; {refusal}") from None
    reading.note(
        f"{name} became a table of {reading.total_steps} steps{lines}, after which it keeps its "
        f"last value: {reason}"
    )
    return definition


def _with_lines(columns: list[list[float]]) -> tuple[list[Any], str]:
    found = [linear_points(each) for each in columns]
    points = [each for each, _ in found]
    count = max(map(len, points))
    error = max(each for _, each in found)
    return points, (
        f", {count} points with lines between them, at most {error:.1e} of the greatest value off"
    )


def _as_rates(points: Any) -> Any:
    if isinstance(points, dict):
        return {**points, "values": [{"value": value} for value in points["values"]]}
    return [[step, {"value": value}] for step, value in points]
