"""Arguments of which a scheduler keeps the quotients, found again to the bit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

_NEIGHBOURS = 64


def find_near(guess: float, fits: Callable[[float], bool]) -> float | None:
    """The float next to a guess for which `fits` is true; whole numbers first."""
    return next((each for each in _candidates(guess) if fits(each)), None)


def _candidates(guess: float) -> Iterator[float]:
    yield float(round(guess))
    # A decimal that a person wrote is preferred to its neighbours.
    yield from (float(f"{guess:.{digits}g}") for digits in (3, 6, 12, 15))
    yield guess
    below = above = guess
    for _ in range(_NEIGHBOURS):
        below, above = math.nextafter(below, -math.inf), math.nextafter(above, math.inf)
        yield below
        yield above


def divisor(dividend: float, quotient: float) -> float | None:
    """The x with `dividend / x == quotient`."""
    if quotient == 0 or dividend == 0:
        # 0 / x is 0 for every x, and x / inf has no divisor in JSON.
        return 1.0 if dividend == quotient else None
    ratio = dividend / quotient
    if not math.isfinite(ratio):
        return None
    return find_near(ratio, lambda each: each != 0 and dividend / each == quotient)
