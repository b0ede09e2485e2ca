"""Attributes as the numbers of JSON."""

from __future__ import annotations

import sys
from typing import Any

from .errors import CannotTranslate

Number = int | float
_LARGEST = sys.float_info.max


def plain_number(value: Any) -> Number | None:
    """An int, a float, or a scalar of numpy or torch as one of them; otherwise None."""
    if type(value) in (int, float):
        return value  # type: ignore[no-any-return]
    if isinstance(value, bool) or not callable(getattr(value, "item", None)):
        return None
    if getattr(value, "ndim", None) != 0 or getattr(value, "requires_grad", False):
        return None
    item = value.item()
    return item if type(item) in (int, float) else None


def is_finite(value: Number) -> bool:
    """Whether a float has this value, also of ints of any size."""
    return -_LARGEST <= value <= _LARGEST


def number(scheduler: object, name: str, value: Any) -> Number:
    """A finite number.

    Raises:
        CannotTranslate: it is none.
    """
    found = plain_number(value)
    if found is None or not is_finite(found):
        raise CannotTranslate(
            f"{type(scheduler).__name__}.{name} is {value!r}: give a finite number"
        )
    return found


def numbers(scheduler: object, *names: str) -> dict[str, Number]:
    """The attributes of these names."""
    return {name: number(scheduler, name, getattr(scheduler, name, None)) for name in names}


def per_group(scheduler: Any, name: str) -> list[Number]:
    """A value that the scheduler keeps in each group of its optimizer."""
    found = [group.get(name) for group in scheduler.optimizer.param_groups]
    return [number(scheduler, name, value) for value in found]


def number_list(scheduler: object, name: str) -> list[Number]:
    """An attribute with a value for each group."""
    values = getattr(scheduler, name, None)
    if not isinstance(values, (list, tuple)):
        raise CannotTranslate(
            f"{type(scheduler).__name__}.{name} is {values!r}: give a list with a number per group"
        )
    return [number(scheduler, name, value) for value in values]


def literal(value: Number) -> str:
    """A number in an expression, in brackets if it is negative."""
    return f"({value!r})" if value < 0 else repr(value)
