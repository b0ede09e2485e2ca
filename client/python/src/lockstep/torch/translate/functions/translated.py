"""A Python function of the epoch as the text of an expression."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ..reading import Reading
from .called import called, name_of
from .compare import require_equal
from .names import Names
from .refusal import NotAnExpression
from .source import definition_of
from .transformers import text_of_transformers
from .writer import Writer

__all__ = ["NotAnExpression", "expression_of"]

_MAX_LENGTH = 10_000


def expression_of(
    function: Callable[[int], Any], reading: Reading, what: str, first: int = 0
) -> str:
    """The expression of `epoch` whose values are those of the function.

    Args:
        what: the scheduler, for the notes.
        first: the first epoch that the scheduler gives to the function.

    Raises:
        NotAnExpression: there is none, or its values differ.
    """
    with _named(function):
        text = text_of_transformers(function) or _text(function, reading, what)
        if len(text) > _MAX_LENGTH:
            raise NotAnExpression(f"its expression has more than {_MAX_LENGTH} characters")
        # The service computes both in a LambdaLR, which begins at 0.
        later = renamed(text, f"(epoch + {first})") if first else text
        require_equal(
            lambda epoch: function(epoch + first), later, reading.total_steps, reading.preview
        )
        return text


def renamed(text: str, variable: str) -> str:
    """The expression with another variable in the place of `epoch`, its only one."""
    return re.sub(r"\bepoch\b", variable, text)


@contextmanager
def _named(function: object) -> Iterator[None]:
    """Puts the name of the function before the reason why it is no expression."""
    try:
        yield
    except RecursionError:
        raise NotAnExpression(f"{name_of(function)} is no expression: it is too deep") from None
    except NotAnExpression as refusal:
        raise NotAnExpression(f"{name_of(function)} is no expression: {refusal}") from refusal


def _text(function: Callable[[int], Any], reading: Reading, what: str) -> str:
    target = called(function)
    names = Names(target)
    tree = Writer(target.epoch, names).definition(definition_of(target.function))
    if names.read:
        numbers = ", ".join(f"{name} = {value!r}" for name, value in names.read.items())
        name = name_of(target.function)
        reading.note(f"{what}: {name} was read with {numbers}; later changes have no effect")
    return ast.unparse(tree)
