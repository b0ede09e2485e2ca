"""A callable object that may change itself when it is called."""

from __future__ import annotations

import copy
from functools import partial
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

_ATOMS = (FunctionType, BuiltinFunctionType, MethodType, partial, type)


def own_copy(function: Any) -> Any:
    """A shallow copy of a callable object: what it counts in itself is not changed by our calls.

    Functions are returned as they are, and methods too: their object may hold a whole model.
    """
    if isinstance(function, _ATOMS) or not hasattr(function, "__dict__"):
        return function
    try:
        return copy.copy(function)
    except (TypeError, ValueError, NotImplementedError, copy.Error):
        return function
