"""The functions of transformers' get_scheduler, to the bit.

They are partials of functions of a module, and each text keeps the order of their operations.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from ..numbers import literal as n
from ..numbers import plain_number
from .refusal import NotAnExpression

_Arguments = dict[str, Any]


def text_of_transformers(function: object) -> str | None:
    """The expression of such a function; None of any other one.

    Raises:
        NotAnExpression: an argument is not what transformers gives it.
    """
    func: Any = function.func if isinstance(function, functools.partial) else function
    if getattr(func, "__module__", None) != "transformers.optimization":
        return None
    text = _TEXTS.get(getattr(func, "__name__", ""))
    if text is None:
        return None
    given = dict(function.keywords) if isinstance(function, functools.partial) else {}
    try:
        return text({key: _plain(value) for key, value in given.items()})
    except KeyError as missing:
        raise NotAnExpression(f"{func.__name__} has no {missing} in this transformers") from None


def _plain(value: Any) -> Any:
    found = plain_number(value)
    if found is None and value is not None and not isinstance(value, str):
        raise NotAnExpression(f"it was given {value!r}, wanted a number")
    return value if found is None else found


def _after_warmup(given: _Arguments, then: str, least: float = 1) -> str:
    warmup = given["num_warmup_steps"]
    return f"epoch / {n(max(least, warmup))} if epoch < {n(warmup)} else {then}"


def _progress(given: _Arguments) -> str:
    warmup, steps = given["num_warmup_steps"], given["num_training_steps"]
    return f"(epoch - {n(warmup)}) / {n(max(1, steps - warmup))}"


def _wave(cycles: float, progress: str) -> str:
    return f"0.5 * (1.0 + math.cos(math.pi * {n(float(cycles))} * 2.0 * ({progress})))"


def _floored(factor: str, floor: float) -> str:
    return f"{factor} * {n(1 - floor)} + {n(floor)}"


def _constant(_given: _Arguments) -> str:
    return "1"


def _constant_with_warmup(given: _Arguments) -> str:
    return _after_warmup(given, "1.0", 1.0)


def _linear(given: _Arguments) -> str:
    warmup, steps = given["num_warmup_steps"], given["num_training_steps"]
    decay = f"max(0.0, ({n(steps)} - epoch) / {n(max(1, steps - warmup))})"
    return _after_warmup(given, decay)


def _cosine(given: _Arguments) -> str:
    factor = _wave(given["num_cycles"], _progress(given))
    # transformers 5 has one function of this name for both of its cosines.
    return _after_warmup(given, f"max(0, {_floored(factor, given.get('min_lr_rate', 0.0))})")


def _hard_restarts(given: _Arguments) -> str:
    progress = _progress(given)
    turn = f"({n(float(given['num_cycles']))} * ({progress})) % 1.0"
    wave = f"max(0.0, 0.5 * (1.0 + math.cos(math.pi * ({turn}))))"
    return _after_warmup(given, f"0.0 if {progress} >= 1.0 else {wave}")


def _polynomial(given: _Arguments) -> str:
    warmup, steps = given["num_warmup_steps"], given["num_training_steps"]
    first, last = given["lr_init"], given["lr_end"]
    remaining = f"(1 - (epoch - {n(warmup)}) / {n(steps - warmup)}) ** {n(given['power'])}"
    decay = f"({n(first - last)} * {remaining} + {n(last)}) / {n(first)}"
    after = f"{n(last)} / {n(first)} if epoch > {n(steps)} else {decay}"
    return _after_warmup(given, after)


def _inverse_sqrt(given: _Arguments) -> str:
    warmup, scale = given["num_warmup_steps"], given["timescale"]
    return _after_warmup(given, f"1.0 / math.sqrt((epoch + {n(scale - warmup)}) / {n(scale)})")


def _cosine_warmup_with_min_lr(given: _Arguments) -> str:
    warmup, steps = float(given["num_warmup_steps"]), float(given["num_training_steps"])
    first = given.get("warmup_lr_rate")
    up = f"(epoch + 1.0) / {n(max(1.0, warmup))}"
    if first is not None:
        rise = n(1.0 - float(first))
        up = f"{n(float(first))} + {rise} * epoch / {n(max(1, warmup - 1))}"
    progress = f"(epoch - {n(warmup)} + 1.0) / {n(max(1.0, steps - warmup))}"
    factor = f"0.5 * (1.0 + math.cos(math.pi * {n(given['num_cycles'])} * 2.0 * ({progress})))"
    floored = _floored(factor, given.get("min_lr_rate", 0.0))
    return f"{up} if epoch < {n(warmup)} else max(0, {floored})"


_UP = {
    "linear": "({p})",
    "cosine": "0.5 * (1.0 - math.cos(math.pi * ({p})))",
    "1-sqrt": "(1.0 - math.sqrt(1.0 - {p}))",
}
_DOWN = {"linear": "(1.0 - {p})", "1-sqrt": "(1.0 - math.sqrt({p}))"}


def _warmup_stable_decay(given: _Arguments) -> str:
    warmup, decay, floor = (
        given["num_warmup_steps"],
        given["num_decay_steps"],
        given["min_lr_ratio"],
    )
    stable = warmup + given["num_stable_steps"]
    down = {**_DOWN, "cosine": _wave(given["num_cycles"], "{p}")}

    def scaled(curve: str, progress: str) -> str:
        return f"max(0.0, {curve.format(p=progress)} * {n(1.0 - floor)} + {n(floor)})"

    rising = scaled(_UP[given["warmup_type"]], f"epoch / {n(max(1, warmup))}")
    waited = f"(epoch - {n(warmup)} - {n(given['num_stable_steps'])})"
    falling = scaled(down[given["decay_type"]], f"{waited} / {n(max(1, decay))}")
    after = (
        f"1.0 if epoch < {n(stable)} else {falling} if epoch < {n(stable + decay)} else {n(floor)}"
    )
    return f"{rising} if epoch < {n(warmup)} else {after}"


_TEXTS: dict[str, Callable[[_Arguments], str]] = {
    "_get_constant_lambda": _constant,
    "_get_constant_schedule_with_warmup_lr_lambda": _constant_with_warmup,
    "_get_linear_schedule_with_warmup_lr_lambda": _linear,
    "_get_cosine_schedule_with_warmup_lr_lambda": _cosine,
    "_get_cosine_with_hard_restarts_schedule_with_warmup_lr_lambda": _hard_restarts,
    "_get_polynomial_decay_schedule_with_warmup_lr_lambda": _polynomial,
    "_get_inverse_sqrt_schedule_lr_lambda": _inverse_sqrt,
    "_get_cosine_with_min_lr_schedule_with_warmup_lr_rate_lambda": _cosine_warmup_with_min_lr,
    "_get_wsd_scheduler_lambda": _warmup_stable_decay,
}
