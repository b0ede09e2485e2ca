"""Few points of a curve, with lines between them."""

from __future__ import annotations

import math
from itertools import pairwise

_MOST_POINTS = 10_000
_TOLERANCES = [10.0**-digits for digits in range(9, 2, -1)]


def thinned(values: list[float]) -> tuple[list[int], float] | None:
    """The steps to keep, and the greatest error relative to the greatest value.

    The tolerance is the smallest power of ten that needs at most 10 000 points; None if a
    thousandth is too small for that.
    """
    largest = max(map(abs, values)) or 1.0
    for tolerance in _TOLERANCES:
        steps = _kept(values, tolerance * largest)
        if len(steps) <= _MOST_POINTS:
            return steps, _error(values, steps) / largest
    return None


def _kept(values: list[float], tolerance: float) -> list[int]:
    """Each line goes as far as all values next to it are within the tolerance."""
    kept = [0]
    while kept[-1] < len(values) - 1:
        kept.append(_end(values, kept[-1], tolerance))
    return kept


def _end(values: list[float], start: int, tolerance: float) -> int:
    least, most = -math.inf, math.inf
    end = start + 1
    for step in range(start + 1, len(values)):
        rise, run = values[step] - values[start], step - start
        if least <= rise / run <= most:
            end = step
        least = max(least, (rise - tolerance) / run)
        most = min(most, (rise + tolerance) / run)
        if least > most:
            return end
    return end


def _error(values: list[float], steps: list[int]) -> float:
    greatest = 0.0
    for start, end in pairwise(steps):
        for step in range(start + 1, end):
            share = (step - start) / (end - start)
            line = values[start] + (values[end] - values[start]) * share
            greatest = max(greatest, abs(values[step] - line))
    return greatest
