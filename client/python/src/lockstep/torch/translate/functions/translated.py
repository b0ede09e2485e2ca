"""A Python function of the epoch as the text of an expression."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ..reading import Reading
from .called import Called, called, name_of
from .compare import require_equal
from .names import Names
from .refusal import NotAnExpression
from .source import definition_of
from .transformers import text_of_transformers
from .writer import Writer

__all__ = ["NotAnExpression", "epoch_expression", "scale_expression"]

_MAX_LENGTH = 10_000


def epoch_expression(function: Callable[[int], Any], reading: Reading, what: str) -> str:
    """The expression of `epoch` whose values are those of the function.

    Raises:
        NotAnExpression: there is none, or its values differ.
    """
    with _named(function):
        text = text_of_transformers(function)
        if text is None:
            text = _text(called(function), "epoch", reading, what)
        require_equal(function, text, reading.total_steps, reading.preview)
        return text


def scale_expression(
    function: Callable[[int], Any], first: int, reading: Reading, what: str
) -> str:
    """The expression of `x` whose values are those of the function from `first` on.

    Raises:
        NotAnExpression: there is none, or its values differ.
    """
    with _named(function):
        target = called(function)
        # As a function of the epoch, which counts from 0, the service can compute it in a LambdaLR.
        text = _text(target, f"(epoch + {first})", reading, what)
        require_equal(
            lambda epoch: function(epoch + first), text, reading.total_steps, reading.preview
        )
        return _text(target, "x", reading, what)


@contextmanager
def _named(function: object) -> Iterator[None]:
    """Puts the name of the function before the reason why it is no expression."""
    try:
        yield
    except NotAnExpression as refusal:
        raise NotAnExpression(f"{name_of(function)} is no expression: {refusal}") from refusal


def _text(target: Called, variable: str, reading: Reading, what: str) -> str:
    names = Names(target)
    tree = Writer(target, names, variable).definition(definition_of(target.function))
    if names.read:
        numbers = ", ".join(f"{name} = {value!r}" for name, value in names.read.items())
        reading.note(
            f"{what}: {name_of(target.function)} was read with {numbers}; later changes have no effect"
        )
    text = ast.unparse(tree)
    if len(text) > _MAX_LENGTH:
        raise NotAnExpression(f"its expression has more than {_MAX_LENGTH} characters")
    return text
