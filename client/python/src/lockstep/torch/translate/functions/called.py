"""What is called when torch calls a function with the epoch."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FunctionType, MethodType
from typing import Any

from .refusal import NotAnExpression


@dataclass(frozen=True)
class Called:
    """A Python function, the parameter that is the epoch, and the values of the other ones."""

    function: FunctionType
    epoch: str
    bound: dict[str, Any] = field(default_factory=dict)


def called(function: Callable[[int], Any]) -> Called:
    """Unwraps methods and functools.partial, and takes the defaults of the other parameters.

    Raises:
        NotAnExpression: the object is no Python function of one argument.
    """
    target, first, keywords = _unwrapped(function)
    if not isinstance(target, FunctionType):
        raise NotAnExpression("it is not written in Python")
    parameters = list(inspect.signature(target, follow_wrapped=False).parameters.values())
    if any(each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD) for each in parameters):
        raise NotAnExpression("it has a parameter with a star")
    bound = {each.name: each.default for each in parameters if each.default is not each.empty}
    positional = [each.name for each in parameters if each.kind is not each.KEYWORD_ONLY]
    given = {**dict(zip(positional, first, strict=False)), **keywords}
    waiting = [name for name in positional if name not in given]
    if not waiting:
        raise NotAnExpression("no parameter is left for the epoch")
    bound.pop(waiting[0], None)
    missing = {each.name for each in parameters} - {waiting[0], *bound, *given}
    if missing:
        raise NotAnExpression(f"its parameter {min(missing)} has no value")
    return Called(target, waiting[0], {**bound, **given})


def name_of(function: Any) -> str:
    """The name, file and line of a Python function; of another object its type."""
    target, *_ = _unwrapped(function)
    if not isinstance(target, FunctionType):
        return f"a {type(target).__name__}"
    code = target.__code__
    return f"{code.co_name} ({code.co_filename}:{code.co_firstlineno})"


def _unwrapped(function: Any) -> tuple[Any, list[Any], dict[str, Any]]:
    first: list[Any] = []
    keywords: dict[str, Any] = {}
    while True:
        if isinstance(function, functools.partial):
            first, keywords = [*function.args, *first], {**function.keywords, **keywords}
            function = function.func
        elif isinstance(function, MethodType):
            first, function = [function.__self__, *first], function.__func__
        elif _is_callable_object(function):
            first, function = [function, *first], type(function).__call__
        else:
            return function, first, keywords


def _is_callable_object(value: Any) -> bool:
    """Whether its class defines `__call__` in Python."""
    return isinstance(inspect.getattr_static(type(value), "__call__", None), FunctionType)
