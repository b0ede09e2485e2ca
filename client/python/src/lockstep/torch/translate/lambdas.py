"""LambdaLR and MultiplicativeLR: Python functions as expressions, otherwise as tables."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from operator import mul
from typing import Any, TypeVar

from .errors import CannotTranslate
from .functions.own_copy import own_copy
from .functions.table import values_of
from .functions.translated import NotAnExpression, expression_of
from .initial_values import initial_values
from .reading import Reading
from .tables import by_hand, require_table, table

_Result = TypeVar("_Result")


def lambda_lr(scheduler: Any, reading: Reading) -> dict[str, Any]:
    """As expressions, else as a table of factors."""
    try:
        return _expressions(scheduler, reading, 0)
    except NotAnExpression as refusal:
        reason = str(refusal)
    total_steps = require_table(scheduler, reading, reason)
    return table(scheduler, reading, reason, _values(scheduler, 0, total_steps))


def multiplicative_lr(scheduler: Any, reading: Reading) -> dict[str, Any]:
    """As expressions, else as a table of rates: the products of the base and the factors."""
    # Torch multiplies at step 1 for the first time.
    try:
        return _expressions(scheduler, reading, 1)
    except NotAnExpression as refusal:
        reason = str(refusal)
    if reading.depth > 0:
        raise CannotTranslate(
            f"MultiplicativeLR: {reason}. Inside another scheduler it cannot be a table, since it "
            f"multiplies a value that it does not know. {by_hand(scheduler)}"
        )
    total_steps = require_table(scheduler, reading, reason)
    factors = _values(scheduler, 1, total_steps)
    bases = [group["lr"] for group in initial_values(scheduler)]
    rates = [
        list(accumulate(each, mul, initial=base)) for base, each in zip(bases, factors, strict=True)
    ]
    reading.note(
        "MultiplicativeLR: its table has the rates themselves, so an edit of lr lasts for one step"
    )
    return table(scheduler, reading, reason, rates, is_rate=True)


def _expressions(scheduler: Any, reading: Reading, first: int) -> dict[str, Any]:
    name = type(scheduler).__name__
    texts = _of_each(
        scheduler.lr_lambdas, lambda function: expression_of(function, reading, name, first)
    )
    return {"type": name, "lr_lambda": reading.by_group(texts)}


def _values(scheduler: Any, first: int, total_steps: int) -> list[list[float]]:
    try:
        return _of_each(scheduler.lr_lambdas, lambda each: values_of(each, first, total_steps))
    except NotAnExpression as refusal:
        name = type(scheduler).__name__
        raise CannotTranslate(
            f"{name} cannot be a table: {refusal}. {by_hand(scheduler)}"
        ) from None


def _of_each(functions: list[Any], compute: Callable[[Any], _Result]) -> list[_Result]:
    """The result for each function; most groups share one."""
    results: dict[int, _Result] = {}
    for function in functions:
        if id(function) not in results:
            results[id(function)] = compute(own_copy(function))
    return [results[id(function)] for function in functions]
