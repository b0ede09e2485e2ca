"""The functions of transformers' get_scheduler, to the bit.

They are partials of functions of a module. Each text keeps the order of their operations.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from ..numbers import plain_number
from . import transformers_cosines as cosines
from . import transformers_ramps as ramps
from .refusal import NotAnExpression


def text_of_transformers(function: object) -> str | None:
    """The expression of such a function; None of any other one.

    Raises:
        NotAnExpression: an argument is not what transformers gives it.
    """
    func: Any = function.func if isinstance(function, functools.partial) else function
    if getattr(func, "__module__", None) != "transformers.optimization":
        return None
    text = TEXTS.get(getattr(func, "__name__", ""))
    if text is None:
        return None
    given = function.keywords if isinstance(function, functools.partial) else {}
    try:
        return text({key: _plain(key, value) for key, value in given.items()})
    except KeyError as missing:
        raise NotAnExpression(f"this version of transformers does not give it {missing}") from None


def _plain(key: str, value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    found = plain_number(value)
    if found is None:
        raise NotAnExpression(f"its {key} is {value!r}, wanted a number")
    return found


TEXTS: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "_get_constant_lambda": ramps.constant,
    "_get_constant_schedule_with_warmup_lr_lambda": ramps.constant_with_warmup,
    "_get_linear_schedule_with_warmup_lr_lambda": ramps.linear,
    "_get_polynomial_decay_schedule_with_warmup_lr_lambda": ramps.polynomial,
    "_get_inverse_sqrt_schedule_lr_lambda": ramps.inverse_sqrt,
    "_get_wsd_scheduler_lambda": cosines.warmup_stable_decay,
    "_get_cosine_schedule_with_warmup_lr_lambda": cosines.cosine,
    "_get_cosine_with_hard_restarts_schedule_with_warmup_lr_lambda": cosines.hard_restarts,
    "_get_cosine_with_min_lr_schedule_with_warmup_lr_rate_lambda": cosines.warmup_from_a_rate,
}
"""By the names of the functions."""
