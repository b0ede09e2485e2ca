"""LambdaLR and MultiplicativeLR: Python functions as expressions, otherwise as tables."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Any, TypeVar

from .errors import CannotTranslate
from .functions.own_copy import own_copy
from .functions.table import exact_points, linear_points, require_size, values_of
from .functions.translated import NotAnExpression, epoch_expression
from .initial_values import initial_values
from .reading import Reading

_Result = TypeVar("_Result")

_BY_HAND = (
    "Write the rule as an expression of epoch, "
    '{"type": "%s", "lr_lambda": "0.95 ** epoch"}, with numbers in the place of lists and objects'
)


def lambda_lr(scheduler: Any, reading: Reading) -> dict[str, Any]:
    try:
        return _expressions(scheduler, reading)
    except NotAnExpression as refusal:
        reason = str(refusal)
    _require_table(scheduler, reading, reason)
    factors = _tabulated(scheduler, reading)
    return _table(scheduler, reading, reason, factors)


def multiplicative_lr(scheduler: Any, reading: Reading) -> dict[str, Any]:
    try:
        return _expressions(scheduler, reading)
    except NotAnExpression as refusal:
        reason = str(refusal)
    if reading.depth > 0:
        raise CannotTranslate(
            f"MultiplicativeLR: {reason}. Inside another scheduler it cannot be a "
            f"table, since it multiplies a value that it does not know. {_by_hand(scheduler)}"
        )
    _require_table(scheduler, reading, reason)
    bases = [group["lr"] for group in initial_values(scheduler)]
    factors = _tabulated(scheduler, reading)
    products = [
        list(accumulate(each[1:], lambda value, factor: value * factor, initial=base))
        for base, each in zip(bases, factors, strict=True)
    ]
    reading.note(
        "MultiplicativeLR: its table has the rates themselves, so an edit of lr lasts for one step"
    )
    return _table(scheduler, reading, reason, products, absolute=True)


def _expressions(scheduler: Any, reading: Reading) -> dict[str, Any]:
    name = type(scheduler).__name__
    texts = _of_each(
        scheduler.lr_lambdas, lambda function: epoch_expression(function, reading, name)
    )
    return {"type": name, "lr_lambda": reading.by_group(texts)}


def _of_each(functions: list[Any], compute: Callable[[Any], _Result]) -> list[_Result]:
    """The result for each function; most groups share one."""
    results: dict[int, _Result] = {}
    for function in functions:
        if id(function) not in results:
            results[id(function)] = compute(own_copy(function))
    return [results[id(function)] for function in functions]


def _require_table(scheduler: Any, reading: Reading, reason: str) -> None:
    name = type(scheduler).__name__
    found = f"{name}: {reason}. {_by_hand(scheduler)}"
    if reading.strict:
        raise CannotTranslate(f"{found}. A table is refused by strict=True")
    if reading.total_steps is None:
        raise CannotTranslate(f"{found}; or give total_steps, and it becomes a table")


def _by_hand(scheduler: object) -> str:
    return _BY_HAND % type(scheduler).__name__


def _tabulated(scheduler: Any, reading: Reading) -> list[list[float]]:
    total_steps = reading.total_steps
    assert total_steps is not None
    try:
        return _of_each(scheduler.lr_lambdas, lambda each: values_of(each, total_steps))
    except NotAnExpression as refusal:
        raise CannotTranslate(
            f"{type(scheduler).__name__} cannot be a table: {refusal}. {_by_hand(scheduler)}"
        ) from None


def _table(
    scheduler: Any,
    reading: Reading,
    reason: str,
    columns: list[list[float]],
    absolute: bool = False,
) -> dict[str, Any]:
    name = type(scheduler).__name__
    try:
        points, how = _points(columns, reading.tabulate == "linear")
        if absolute:
            points = [_absolute(each) for each in points]
        definition = {"type": "TableLR", "points": reading.by_group(points), **how["arguments"]}
        require_size(definition)
    except CannotTranslate as refusal:
        raise CannotTranslate(f"{name}: {reason}; {refusal}") from None
    reading.note(
        f"{name} became a table of {reading.total_steps} steps{how['note']}, after which it keeps "
        f"its last value: {reason}"
    )
    return definition


def _points(columns: list[list[float]], linear: bool) -> tuple[list[Any], dict[str, Any]]:
    if not linear:
        return [exact_points(each) for each in columns], {"arguments": {}, "note": ""}
    found = [linear_points(each) for each in columns]
    error = max(error for _, error in found)
    count = max(len(points) for points, _ in found)
    note = (
        f", {count} points with lines between them, at most {error:.1e} of the greatest value off"
    )
    return [points for points, _ in found], {
        "arguments": {"interpolation": "linear"},
        "note": note,
    }


def _absolute(points: Any) -> Any:
    """Rates in the place of factors."""
    if isinstance(points, dict):
        return {**points, "values": [{"value": value} for value in points["values"]]}
    return [[step, {"value": value}] for step, value in points]
