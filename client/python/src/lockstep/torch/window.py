"""A window: the values of consecutive steps, as rows that are ready to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lockstep.torch.errors import GroupsMismatch


@dataclass(slots=True)
class Window:
    """The values from step `first` up to, but without, step `end`."""

    first: int
    end: int
    rates: list[list[float]]
    """For each step the rate of each group."""
    moving: list[list[dict[str, Any]]] | None
    """For each step and group what else moves in the window, None if only rates do."""
    still: list[dict[str, Any]]
    """For each group what does not move: written once."""
    ends: str | None
    """Why it is shorter than was asked for: `metric`, `schedule` or `limit`."""
    generation: int
    seen: str
    took: float = 0.0
    """Seconds until the answer was there."""

    @property
    def columns(self) -> int:
        """How many numbers a step has."""
        moving = sum(map(len, self.moving[0])) if self.moving else 0
        return max(1, len(self.rates[0]) + moving)


def window_of(answer: Mapping[str, Any], names: Sequence[str], keys: Sequence[str]) -> Window:
    """The window of an answer to an advance. `keys` are the hyperparameters to write beside `lr`.

    A group that joins or leaves within the window ends it there.

    Raises GroupsMismatch if the groups of the service are not those of the optimizer.
    """
    values = {group["name"]: group for group in answer["groups"]}
    present = matching(names, values)
    ahead = answer.get("ahead") or {"groups": []}
    columns = {group["name"]: group for group in ahead["groups"]}
    length = _steady_length(ahead, present, columns)
    moving_keys = [key for key in keys if any(key in columns.get(name, {}) for name in present)]
    lr = [_column(values[name], columns.get(name, {}), "lr", length) for name in present]
    return Window(
        first=answer["step"],
        end=answer["step"] + 1 + length,
        rates=[list(row) for row in zip(*lr, strict=True)],
        moving=_rows(present, values, columns, moving_keys, length) if moving_keys else None,
        still=[
            {key: value_of(values[name][key]) for key in keys if key in values[name]}
            for name in present
        ],
        ends=ahead["ends"]["reason"] if "ends" in ahead else None,
        generation=answer["generation"],
        seen=answer["seen"],
    )


def matching(names: Sequence[str], values: Mapping[str, Any]) -> list[str]:
    """The names that have values at a step. The last groups may join later.

    Raises GroupsMismatch if another one is missing, or if there is one more.
    """
    present = [name for name in names if name in values]
    if len(present) != len(values) or present != list(names[: len(present)]):
        raise GroupsMismatch(
            f"Cannot write the values of the groups {list(values)} to an optimizer with the groups "
            f"{list(names)}: give names=[...] in the order of its param_groups, add or remove "
            "groups in both, or use another id"
        )
    return present


def value_of(value: Any) -> Any:
    """A number as a float, since torch.compile guards on the type, and a list as a tuple."""
    return tuple(map(float, value)) if isinstance(value, list) else float(value)


def _steady_length(
    ahead: Mapping[str, Any], present: Sequence[str], columns: Mapping[str, Mapping[str, Any]]
) -> int:
    """How many steps after the first one have the groups of the first one."""
    if "through" not in ahead:
        return 0
    length = int(ahead["through"] - ahead["from"] + 1)
    for name, group in columns.items():
        for key, column in group.items():
            if key == "name":
                continue
            is_absent = [value is None for value in column]
            changes = is_absent if name in present else [not each for each in is_absent]
            length = min(length, next((at for at, each in enumerate(changes) if each), length))
    return length


def _column(
    values: Mapping[str, Any], columns: Mapping[str, Any], key: str, length: int
) -> list[Any]:
    first = value_of(values[key])
    if key not in columns:
        return [first] * (length + 1)
    return [first, *map(value_of, columns[key][:length])]


def _rows(
    present: Sequence[str],
    values: Mapping[str, Mapping[str, Any]],
    columns: Mapping[str, Mapping[str, Any]],
    keys: Sequence[str],
    length: int,
) -> list[list[dict[str, Any]]]:
    by_group = []
    for name in present:
        own = [key for key in keys if key in values[name]]
        series = [_column(values[name], columns.get(name, {}), key, length) for key in own]
        rows = zip(*series, strict=True) if own else [()] * (length + 1)
        by_group.append([dict(zip(own, row, strict=True)) for row in rows])
    return [list(row) for row in zip(*by_group, strict=True)]
