"""The values of a Python function as a table."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ..errors import CannotTranslate
from .compare import value_at
from .refusal import NotAnExpression
from .thin import thinned

MAX_POINTS = 100_000
"""The points of one TableLR that the service accepts."""
_MOST_STEPS = 10_000_000
_MAX_BYTES = 7 * 2**20
"""Less than the body that the service accepts by default."""


def values_of(function: Callable[[int], Any], first: int, total_steps: int) -> list[float]:
    """f(first), ... f(total_steps).

    Raises:
        NotAnExpression: the function raises, returns no number, or depends on more than the step.
    """
    if total_steps > _MOST_STEPS:
        raise NotAnExpression(f"a table has at most {_MOST_STEPS} steps, and the run {total_steps}")
    values = [value_at(function, step) for step in range(first, total_steps + 1)]
    for index in (len(values) // 2, 0, -1):
        step = range(first, total_steps + 1)[index]
        again = value_at(function, step)
        if again != values[index]:
            raise NotAnExpression(
                f"it returns {values[index]!r} at {step}, and later {again!r}: it is no function of "
                "the epoch alone"
            )
    return values


def exact_points(values: list[float]) -> Any:
    """The values of all steps, runs of equal ones once.

    Raises:
        CannotTranslate: there are too many for a table.
    """
    changes = [step for step, value in enumerate(values) if step == 0 or value != values[step - 1]]
    # In a column a point takes half the space of a pair.
    is_column = len(values) // 2 < len(changes) and len(values) <= MAX_POINTS
    if is_column:
        return {"from": 0, "values": values}
    if len(changes) > MAX_POINTS:
        raise CannotTranslate(
            f"its table would have {len(changes)} points, and the service takes {MAX_POINTS}: give "
            'tabulate="linear" for fewer points with lines between them, or write an expression'
        )
    return [[step, values[step]] for step in changes]


def linear_points(values: list[float]) -> tuple[list[list[float]], float]:
    """Some of the points, and the greatest error of the lines between them.

    Raises:
        CannotTranslate: no few points come near the values.
    """
    found = thinned(values)
    if found is None:
        raise CannotTranslate(
            'tabulate="linear" finds no table of 10000 points within 0.1 % of the greatest value: '
            "write an expression"
        )
    steps, error = found
    return [[step, values[step]] for step in steps], error


def require_size(definition: dict[str, Any]) -> None:
    """Refuses a table which no request can hold.

    Raises:
        CannotTranslate: says how large it is.
    """
    size = len(json.dumps(definition))
    if size > _MAX_BYTES:
        raise CannotTranslate(
            f"the tables of all groups have {size} bytes, and a request holds {_MAX_BYTES}: give "
            'tabulate="linear", or write an expression'
        )
