"""Arguments such as `lr=0.5`, `betas=[0.9, 0.99]` and `T_max=12.5%`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from lockstep.cli.spec import parse


def assignments(texts: Sequence[str] | None, option: str) -> dict[str, Any] | None:
    """The values by name, None without any. Wrong usage where one is not `name=value`."""
    values: dict[str, Any] = {}
    for text in texts or ():
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise typer.BadParameter(f"given {text!r}, wanted name=value", param_hint=option)
        if name in values:
            raise typer.BadParameter(f"{name} is given twice", param_hint=option)
        values[name] = parse(value, f"the value of {name}")
    return values or None


def numbers(texts: Sequence[str] | None, option: str) -> dict[str, Any] | None:
    """Assignments of numbers, or of lists of them."""
    values = assignments(texts, option)
    for name, value in (values or {}).items():
        if not all(map(_is_number, value if isinstance(value, list) else [value])):
            raise typer.BadParameter(
                f"given {name}={value}, wanted a number, such as {name}=0.5", param_hint=option
            )
    return values


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
