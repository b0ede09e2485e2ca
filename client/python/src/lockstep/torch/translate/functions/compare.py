"""Whether an expression has the values of the function that it was made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from ..numbers import is_finite, plain_number
from ..reading import Preview
from .refusal import NotAnExpression

_STEPS = 1_000
_MOST_STEPS = 100_000
_RELATIVE = 1e-12
# Near a zero of a cosine its last bit is larger than that, relative to the value.
_OF_THE_LARGEST = 2.0**-50
_REFUSALS = ("invalid_request", "value_not_finite", "series_too_long", "step_ahead")


def require_equal(
    function: Callable[[int], Any], text: str, total_steps: int | None, preview: Preview | None
) -> None:
    """Compares up to `total_steps`, or up to step 1 000, and never beyond 100 000.

    Raises:
        NotAnExpression: says where they differ.
    """
    last = min(total_steps or _STEPS, _MOST_STEPS)
    values = _served(text, last, preview) if preview else _computed(text, last)
    wanted = {step: value_at(function, step) for step in values}
    largest = max(map(abs, wanted.values()))
    for step, value in values.items():
        expected = wanted[step]
        allowed = max(_RELATIVE * max(abs(value), abs(expected)), _OF_THE_LARGEST * largest)
        if not abs(value - expected) <= allowed:
            raise NotAnExpression(
                f"the function is {expected!r} at {step}, and its translation {text!r} is {value!r}"
            )


def value_at(function: Callable[[int], Any], step: int) -> float:
    """The value of a function.

    Raises:
        NotAnExpression: it raises, or returns something that is no finite number.
    """
    try:
        value = function(step)
    except Exception as error:
        raise NotAnExpression(f"it raises {type(error).__name__} at {step}: {error}") from error
    found = float(value) if isinstance(value, bool) else plain_number(value)
    if found is None or not is_finite(found):
        raise NotAnExpression(f"it returns {value!r} at {step}")
    return found


def _served(text: str, last: int, preview: Preview) -> Mapping[int, float]:
    """The values that the service computes, at most 1 000 of them or so."""
    body: dict[str, Any] = {
        "groups": [{"name": "compared", "lr": 1}],
        "schedulers": [{"type": "LambdaLR", "lr_lambda": text}],
        "to": last,
    }
    if last > _STEPS:
        body["points"] = _STEPS
    try:
        series = preview(body)
    except Exception as problem:
        if getattr(problem, "code", None) not in _REFUSALS:
            raise
        raise NotAnExpression(f"the service refuses {text!r}: {problem}") from problem
    return dict(zip(series["steps"], series["groups"][0]["lr"], strict=True))


def _computed(text: str, last: int) -> Mapping[int, float]:
    """The values that Python computes. The text has arithmetic and math only."""
    code = compile(text, "<translation>", "eval")
    interval = max(1, last // _STEPS)
    steps = [*range(0, last, interval), last]
    return {
        step: value_at(lambda epoch: eval(code, {"math": math, "epoch": epoch}), step)
        for step in steps
    }
