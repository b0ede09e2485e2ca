"""The columns of a series: one number at each step, lists element by element."""

from __future__ import annotations

from typing import Any, cast

from lockstep import types

Numbers = list[float | None]


def columns_of(series: types.Series) -> dict[tuple[str, str], Numbers]:
    """By group and hyperparameter, `betas.0` for the first element of a list."""
    found: dict[tuple[str, str], Numbers] = {}
    for group in series["groups"]:
        fields = cast("dict[str, Any]", group)
        for param, column in fields.items():
            if param != "name":
                found.update({(fields["name"], name): part for name, part in _parts(param, column)})
    return found


def _parts(param: str, column: list[Any]) -> list[tuple[str, Numbers]]:
    length = max((len(value) for value in column if isinstance(value, list)), default=0)
    if length == 0:
        return [(param, column)]
    return [
        (f"{param}.{at}", [None if value is None else value[at] for value in column])
        for at in range(length)
    ]
