"""What the names in a function are: numbers, and functions which the service has too."""

from __future__ import annotations

import builtins
import inspect
import math
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

from ..numbers import Number, plain_number
from .called import Called
from .refusal import NotAnExpression

_BUILTINS = ("min", "max", "abs", "pow", "round", "int", "float", "bool")
_MATH = (
    *("floor", "ceil", "trunc", "fabs", "fmod", "sqrt", "pow", "exp", "expm1"),
    *("log", "log1p", "log2", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "tanh"),
    *("degrees", "radians", "isfinite", "isinf", "isnan"),
)
# numpy's names; floor, ceil and trunc are left out: they return floats, and Python's ints.
_NUMPY = {
    **{name: f"math.{name}" for name in _MATH if name not in ("floor", "ceil", "trunc", "pow")},
    **{f"arc{name}": f"math.a{name}" for name in ("sin", "cos", "tan")},
    "absolute": "abs",
    "minimum": "min",
    "maximum": "max",
    "power": "pow",
}
_MISSING = object()


class Names:
    """The names that a function reads, as they are now."""

    def __init__(self, called: Called) -> None:
        self._bound = called.bound
        self._closure = dict(_cells(called.function))
        self._globals = called.function.__globals__
        self.read: dict[str, Number | bool] = {}
        """The numbers that have been read, by their names in the source."""

    def number(self, path: list[str]) -> Number | bool:
        """The number that a dotted name has now.

        Raises:
            NotAnExpression: it is none.
        """
        value = self._value(path)
        name = ".".join(path)
        found = value if isinstance(value, bool) else plain_number(value)
        if found is None or math.isnan(found):
            raise NotAnExpression(f"{name} is a {type(value).__name__}, wanted a number")
        if not isinstance(self._value(path[:1]), ModuleType):
            self.read[name] = found
        return found

    def function(self, path: list[str]) -> str:
        """The service's name of a function.

        Raises:
            NotAnExpression: the service has no such function.
        """
        value = self._value(path)
        name = _service_name(value)
        if name is None:
            raise NotAnExpression(f"it calls {'.'.join(path)}")
        return name

    def _value(self, path: list[str]) -> Any:
        first, *attributes = path
        for scope in (self._bound, self._closure, self._globals, vars(builtins)):
            if first in scope:
                value = scope[first]
                break
        else:
            raise NotAnExpression(f"{first} has no value")
        for attribute in attributes:
            # Without running properties, which may do anything.
            value = inspect.getattr_static(value, attribute, _MISSING)
            if value is _MISSING:
                raise NotAnExpression(f"{'.'.join(path)} cannot be read")
        return value


def _cells(function: FunctionType) -> Iterator[tuple[str, Any]]:
    """The variables of the closure. One that has no value yet is left out."""
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            yield name, cell.cell_contents
        except ValueError:
            continue


def _service_name(value: Any) -> str | None:
    for name in _BUILTINS:
        if value is getattr(builtins, name):
            return name
    for name in _MATH:
        if value is getattr(math, name):
            return f"math.{name}"
    if type(value).__module__ == "numpy" and type(value).__name__ == "ufunc":
        return _NUMPY.get(value.__name__)
    return None
